"""PCI devices of a host, among them the virtual functions that SR-IOV gives to guests."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.changes import Added, Classes, Values
from vobjects._declare.field import UNSET, field
from vobjects._declare.history import (
    added,
    child_bumped,
    history,
    initial,
    options_changed,
    value_added,
    version,
)
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._conversions import was_text
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.catalog.enums.pci import PciDeviceStatus, PciDeviceType
from vobjects.errors import InexpressibleError
from vobjects.loss import Loss


def _in_extra_info(name: str, key: str, *, nullable: bool, why: str) -> Added:
    """A field that older versions keep in ``extra_info`` under a key."""

    def up(values: Values, classes: Classes) -> None:
        info = dict(values.get("extra_info", {}))
        if key in info:
            values[name] = info.pop(key)
            values["extra_info"] = info
        elif nullable:
            values[name] = None

    def down(values: Values, classes: Classes) -> None:
        if values[name] is None:
            return
        if "extra_info" not in values:
            raise InexpressibleError(f"extra_info is not loaded, and {name} travels in it")
        if key in values["extra_info"]:
            raise InexpressibleError(f"extra_info already has {key}")
        values["extra_info"] = {**values["extra_info"], key: values[name]}

    up.__name__, down.__name__ = f"{name}_from_extra_info", f"{name}_into_extra_info"
    absence = Loss.ALLOWED if nullable else Loss.REFUSED
    writes = ("extra_info",)
    return added(name, up=up, down=down, writes=writes, why=why, absence=absence)


@NOVA.register
class PciDevice(Persistent):
    """One PCI device: where it stands, what it is and who has it."""

    id: int = UNSET
    uuid: UUID = UNSET
    address: str
    """Domain, bus, slot and function, such as ``0000:81:00.1``."""
    parent_addr: str | None
    """The address of the physical function that a virtual one belongs to."""
    compute_node_id: int | None
    dev_id: str | None
    dev_type: PciDeviceType
    extra_info: Mapping[str, str] = field(default={}, may_be_absent=True)
    instance_uuid: str | None = UNSET
    label: str | None
    numa_node: int | None
    """The host NUMA node that the device is attached to."""
    product_id: str
    request_id: str | None = UNSET
    """The PCI request that claimed the device."""
    status: PciDeviceStatus
    vendor_id: str

    KEY = ("compute_node_id", "address")
    HISTORY = history(
        initial("1.1"),
        version(
            "1.2",
            "A device knows the request that it serves.",
            added("request_id", default=None, why="two ports of a guest would swap their devices"),
        ),
        version(
            "1.3-kilo",
            "A device knows its NUMA node.",
            added("numa_node", default=None, why="the guest would lose its I/O locality"),
            alike="a status or type that is a known one in both means the same",
        ),
        version(
            "1.3",
            "The status and the type are enums.",
            was_text(
                "status",
                PciDeviceStatus,
                ("available", "claimed", "allocated", "removed", "deleted"),
                why="a device has one of the states that are known there",
            ),
            was_text(
                "dev_type",
                PciDeviceType,
                ("type-PCI", "type-PF", "type-VF"),
                why="a device is of one of the types that are known there",
            ),
        ),
        version(
            "1.4",
            "A virtual function knows its physical function.",
            _in_extra_info(
                "parent_addr",
                "phys_function",
                nullable=True,
                why="the parent stands in extra_info there",
            ),
        ),
        version(
            "1.5",
            "A physical function is out of reach while its virtual functions are in use.",
            value_added("status", "unavailable", why="a device in use would be given out"),
            value_added("status", "unclaimable", why="a device in use would be given out"),
        ),
        version(
            "1.6-pike",
            "A device has a UUID.",
            _in_extra_info("uuid", "uuid", nullable=False, why="it travels in extra_info"),
        ),
        version(
            "1.6",
            "A device has no extra info by default.",
            options_changed("extra_info", was=UNSET),
        ),
        version(
            "1.7",
            "A device can be a vDPA one.",
            value_added("dev_type", "vdpa", why="the device would be taken for a plain one"),
        ),
    )


@NOVA.register
class PciDeviceList(VersionedObject):
    """PCI devices of one host or one instance."""

    objects: tuple[PciDevice, ...]

    KEY = ()
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Devices are at 1.2.", child_bumped("objects", "1.2")),
        version("1.2", "Devices are at 1.3.", child_bumped("objects", "1.3")),
        version("1.3", "Devices can be found by the address of their parent."),
    )
