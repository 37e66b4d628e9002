"""Nova as a project: the objects and the interfaces of the catalogs."""

from __future__ import annotations

from typing import Final

from compat.project import Project
from rpc import catalog as interfaces
from vobjects import catalog

__all__ = ["PROJECT"]

PROJECT: Final = Project(
    "nova",
    registry=catalog.NOVA,
    interfaces=interfaces.INTERFACES,
    releases=[interfaces.pin(release) for release in catalog.releases()],
    window=2,
)
"""Every release of Nova that the catalogs have."""
