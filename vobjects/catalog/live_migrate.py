"""What the two hosts of a live migration tell each other."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import UNSET
from vobjects._declare.history import added, history, initial, version
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA
from vobjects.catalog.migration import Migration
from vobjects.catalog.vif_migrate import VIFMigrateData
from vobjects.loss import Loss

OLD_ATTACHMENTS = added(
    "old_vol_attachment_ids", default=UNSET, why="volumes would stay attached to the source"
)
WAIT_FOR_PLUG = added(
    "wait_for_vif_plugged", default=False, loss=Loss.ALLOWED, why="sources do not wait there"
)
VIFS = added("vifs", default=UNSET, why="ports would not be bound to the destination")
PCI_MAP = added(
    "pci_dev_map_src_dst", default=UNSET, why="the guest would be given devices of the source"
)


@NOVA.register
class LiveMigrateData(VersionedObject):
    """What all hypervisors tell; each has a class of its own below (since mitaka)."""

    is_volume_backed: bool = UNSET
    migration: Migration = UNSET
    old_vol_attachment_ids: Mapping[str, str] = UNSET
    """Volume to attachment at the source."""
    wait_for_vif_plugged: bool = UNSET
    """The source waits until the destination has its ports."""
    vifs: tuple[VIFMigrateData, ...] = UNSET
    pci_dev_map_src_dst: Mapping[str, str] = UNSET
    """PCI address at the source to the one at the destination."""

    HISTORY = history(
        initial("1.0-mitaka"),
        version("1.0", "Volumes have an attachment on each side.", OLD_ATTACHMENTS),
        version("1.3", "Ports are bound to both hosts.", WAIT_FOR_PLUG, VIFS),
        version("1.4", "PCI devices are mapped to those of the destination.", PCI_MAP),
    )
