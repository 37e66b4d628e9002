"""The releases of the demo cloud: which interfaces and objects each of them speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from compat.cloud import api
from rpc import Interface, Pin, Pins
from vobjects import DeclarationError, View, catalog

INTERFACES: Final[tuple[type[Interface], ...]] = (
    api.CloudAddressAPI,
    api.CloudHostAPI,
    api.CloudPlacementAPI,
    api.CloudRecordsAPI,
    api.CloudTaskAPI,
)

VERSIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "icehouse": {
        "CloudAddressAPI": "1.0",
        "CloudHostAPI": "1.0",
        "CloudPlacementAPI": "1.0",
        "CloudRecordsAPI": "1.0",
        "CloudTaskAPI": "1.0",
    },
    "juno": {
        "CloudAddressAPI": "1.1",
        "CloudHostAPI": "1.1",
        "CloudPlacementAPI": "1.0",
        "CloudRecordsAPI": "1.0",
        "CloudTaskAPI": "1.1",
    },
    "kilo": {
        "CloudAddressAPI": "1.1",
        "CloudHostAPI": "1.2",
        "CloudPlacementAPI": "2.0",
        "CloudRecordsAPI": "1.0",
        "CloudTaskAPI": "1.1",
    },
}
"""Release to interface to version, oldest release first."""


def pin(release: str, view: View | None = None) -> Pin:
    """What a release speaks; ``view`` stands in for the catalog's own.

    Raises:
        DeclarationError: the cloud has no such release.
    """
    _must_exist(release)
    versions = VERSIONS[release]
    interfaces = {i.LINEAGE.name: i.LINEAGE.at(versions[i.LINEAGE.name]) for i in INTERFACES}
    return Pin(release, interfaces, view or catalog.at(release))


def known_to(release: str) -> Pins:
    """All releases that the code of a release knows: its own and those before it.

    Raises:
        DeclarationError: the cloud has no such release.
    """
    _must_exist(release)
    names = list(VERSIONS)
    return Pins(tuple(pin(name) for name in names[: names.index(release) + 1]))


def _must_exist(release: str) -> None:
    if release not in VERSIONS:
        raise DeclarationError(
            where="release",
            found=repr(release),
            expected=f"one of {', '.join(VERSIONS)}",
            remedy="correct the name",
        )
