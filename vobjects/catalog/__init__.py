"""Nova's NUMA, PCI and instance data, in every version from icehouse to gazpacho."""

from __future__ import annotations

import functools

from vobjects._names import did_you_mean
from vobjects._release.absences import absences
from vobjects._release.view import View
from vobjects._repr import brief
from vobjects.catalog import (  # noqa: F401  (each module registers its classes)
    cell_mapping,
    compute_node,
    cpu,
    destination,
    device_bus,
    device_metadata,
    ec2_ids,
    flavor,
    hv_spec,
    image,
    image_props,
    instance,
    instance_group,
    instance_list,
    instance_numa,
    instance_state,
    key_pair,
    libvirt_migrate,
    live_migrate,
    migration,
    network_metadata,
    network_request,
    numa,
    pci_device,
    pci_pool,
    pci_request,
    request_group,
    request_spec,
    resource,
    scheduler_limits,
    security_group,
    selection,
    service,
    tag,
    trusted_certs,
    vif_migrate,
    virtual_interface,
)
from vobjects.catalog._nova import NOVA
from vobjects.catalog._releases import LOOSE, RELEASES
from vobjects.errors import DeclarationError

__all__ = ["NOVA", "RELEASES", "at", "releases"]

NOVA.absences = absences(RELEASES)


def releases() -> tuple[str, ...]:
    """The names of the releases, oldest first."""
    return tuple(RELEASES)


@functools.cache
def at(release: str) -> View:
    """The classes as a release has them; asking for another says when that came or went.

    Raises:
        DeclarationError: the release is not in the catalog.
    """
    if release not in RELEASES:
        raise DeclarationError(
            where="release",
            found=brief(release),
            expected=f"one of {', '.join(RELEASES)}",
            remedy=f"{did_you_mean(release, RELEASES)}correct the name",
        )
    return NOVA.at(RELEASES[release], label=release, loose=release in LOOSE)
