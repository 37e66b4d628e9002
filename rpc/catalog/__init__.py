"""Nova's interfaces, and which version of each a release of Nova has."""

from __future__ import annotations

import functools

from rpc.catalog._compute import ComputeAPI
from rpc.catalog._network import NetworkAPI
from rpc.catalog._options import BINARIES
from rpc.catalog._releases import VERSIONS
from rpc.catalog._scheduler import SchedulerAPI
from rpc.catalog._task import ComputeTaskAPI
from rpc.interface import Interface
from rpc.pins._pin import Pin
from vobjects import catalog
from vobjects.version import Version

__all__ = [
    "BINARIES",
    "INTERFACES",
    "ComputeAPI",
    "ComputeTaskAPI",
    "NetworkAPI",
    "SchedulerAPI",
    "interfaces",
    "pin",
    "releases",
]

INTERFACES: tuple[type[Interface], ...] = (ComputeAPI, ComputeTaskAPI, NetworkAPI, SchedulerAPI)
"""Those that the catalog has."""


def releases() -> tuple[str, ...]:
    """The names of the releases that have an interface of the catalog, oldest first."""
    return tuple(release for release in catalog.releases() if interfaces(release))


def interfaces(release: str) -> dict[str, Version]:
    """The version of each interface of the catalog that a release has."""
    return {
        interface.__name__: interface.LINEAGE.at(VERSIONS[interface.__name__][release])
        for interface in INTERFACES
        if release in VERSIONS[interface.__name__]
    }


@functools.cache
def pin(release: str, form: str = "primitive") -> Pin:
    """What a release of Nova speaks: its interfaces and its objects.

    Args:
        release: such as ``"yoga"``.
        form: ``"primitive"``, as Nova itself speaks, or ``"compact"`` between peers of ours.

    Raises:
        DeclarationError: the release or the form is none that is known.
    """
    return Pin(release, interfaces(release), catalog.at(release), form)
