"""Nova's NUMA, PCI and instance data, in every version from icehouse to kilo."""

from __future__ import annotations

from vobjects.catalog import (  # noqa: F401  (each module registers its classes)
    compute_node,
    cpu,
    flavor,
    instance,
    instance_numa,
    instance_state,
    migration,
    network_request,
    numa,
    pci_device,
    pci_pool,
    pci_request,
    security_group,
    service,
    tag,
)
from vobjects.catalog.nova import NOVA
from vobjects.catalog.releases import RELEASES
from vobjects.errors import DeclarationError
from vobjects.view import View

__all__ = ["NOVA", "RELEASES", "at", "releases"]


def releases() -> tuple[str, ...]:
    """The names of the releases, oldest first."""
    return tuple(RELEASES)


def at(release: str) -> View:
    """The classes as a release has them.

    Raises:
        DeclarationError: the release is not in the catalog.
    """
    if release not in RELEASES:
        raise DeclarationError(
            where="release",
            found=repr(release),
            expected=f"one of {', '.join(RELEASES)}",
            remedy="correct the name",
        )
    return NOVA.at(RELEASES[release], label=release)
