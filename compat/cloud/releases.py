"""The releases of the reference cloud: which interfaces and objects each of them speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from compat.cloud import api
from rpc import Interface, Pin, Pins
from vobjects import DeclarationError, View, catalog

INTERFACES: Final[tuple[type[Interface], ...]] = (
    api.ComputeAPI,
    api.ComputeTaskAPI,
    api.ConductorAPI,
    api.NetworkAPI,
    api.SchedulerAPI,
)

VERSIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "icehouse": {
        "ComputeAPI": "3.23",
        "ComputeTaskAPI": "1.6",
        "ConductorAPI": "2.0",
        "NetworkAPI": "1.12",
        "SchedulerAPI": "3.0",
    },
    "juno": {
        "ComputeAPI": "3.35",
        "ComputeTaskAPI": "1.9",
        "ConductorAPI": "2.0",
        "NetworkAPI": "1.13",
        "SchedulerAPI": "3.0",
    },
    "kilo": {
        "ComputeAPI": "3.40",
        "ComputeTaskAPI": "1.11",
        "ConductorAPI": "2.1",
        "NetworkAPI": "1.13",
        "SchedulerAPI": "4.2",
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
