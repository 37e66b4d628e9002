"""The demo cloud as a project."""

from __future__ import annotations

from typing import Final

from compat.cloud.releases import INTERFACES, VERSIONS, pin
from compat.project import Project
from vobjects.catalog import NOVA

__all__ = ["PROJECT"]

PROJECT: Final = Project(
    "demo",
    registry=NOVA,
    interfaces=INTERFACES,
    releases=[pin(release) for release in VERSIONS],
    shared=True,
)
"""The releases of the demo cloud."""
