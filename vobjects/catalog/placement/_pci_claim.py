"""Giving the PCI devices of a host to guests and taking them back, in the life of each device.

A device that is available is claimed for an instance, allocated when the instance runs, and free
again. A physical function and its virtual functions are never in use at a time: while one is, the
other is ``unclaimable`` (claimed) or ``unavailable`` (allocated). Before PciDevice 1.5 there are
no words for that; the relation itself then says that they are not free.

Nothing here changes its arguments: what comes back is a copy with the new values assigned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from vobjects.catalog.enums.pci import PciDeviceStatus
from vobjects.catalog.pci_device import PciDevice, PciDeviceList
from vobjects.catalog.placement._affinity import Nearness
from vobjects.catalog.placement._assignment import assign
from vobjects.catalog.placement._device import Device
from vobjects.catalog.placement._errors import DeviceStateError, NoRoomError, Shortage
from vobjects.catalog.placement._want import Want

_IN_USE: Final = (PciDeviceStatus.CLAIMED, PciDeviceStatus.ALLOCATED)
_OUT_OF_REACH: Final = (PciDeviceStatus.UNCLAIMABLE, PciDeviceStatus.UNAVAILABLE)
_GONE: Final = (PciDeviceStatus.REMOVED, PciDeviceStatus.DELETED)
ANYWHERE: Final = Nearness(frozenset())
"""For a guest that has no NUMA nodes."""


def free_devices(devices: PciDeviceList) -> list[PciDevice]:
    """The devices that can be claimed: available, and no relative is in use."""
    found = devices.objects
    return [
        device
        for device in found
        if _status(device) == PciDeviceStatus.AVAILABLE
        and not any(_status(other) in _IN_USE for other in relatives(device, found))
    ]


def relatives(device: PciDevice, devices: Iterable[PciDevice]) -> list[PciDevice]:
    """The virtual functions of a physical one, or the physical function of a virtual one."""
    own = Device.of(device)
    found = []
    for other in devices:
        facts = Device.of(other)
        if facts.parent == own.address or (own.parent is not None and facts.address == own.parent):
            found.append(other)
    return found


def virtual_functions_left(devices: PciDeviceList, address: str) -> list[PciDevice]:
    """The virtual functions of the physical function at an address that can be claimed."""
    return [d for d in free_devices(devices) if Device.of(d).parent == address]


def claim_devices(
    devices: PciDeviceList, wanted: Sequence[Want], instance_uuid: str, near: Nearness = ANYWHERE
) -> PciDeviceList:
    """The devices of a host with some of them claimed for an instance.

    Raises:
        NoRoomError: not all wants can be met.
    """
    twin = devices.obj_clone()
    free = free_devices(twin)
    found = assign(wanted, [Device.of(device) for device in free], near)
    if isinstance(found, Shortage):
        raise NoRoomError([found])
    for want, at in zip(wanted, found, strict=True):
        _mark(free[at], PciDeviceStatus.CLAIMED)
        free[at].instance_uuid = instance_uuid
        if "request_id" in free[at].SPECS:
            free[at].request_id = want.request_id
    _settle([free[at] for at in found], twin.objects)
    return twin


def allocate_devices(devices: PciDeviceList, instance_uuid: str) -> PciDeviceList:
    """The devices of a host with those that an instance claimed allocated."""

    def allocate(device: PciDevice) -> None:
        _mark(device, PciDeviceStatus.ALLOCATED)

    return _changed(devices, instance_uuid, (PciDeviceStatus.CLAIMED,), allocate)


def release_devices(devices: PciDeviceList, instance_uuid: str) -> PciDeviceList:
    """The devices of a host with those that an instance claimed or has available again."""

    def release(device: PciDevice) -> None:
        _mark(device, PciDeviceStatus.AVAILABLE)
        device.instance_uuid = None
        if "request_id" in device.SPECS:
            device.request_id = None

    return _changed(devices, instance_uuid, _IN_USE, release)


def devices_of(devices: PciDeviceList, instance_uuid: str) -> list[PciDevice]:
    """The devices that an instance claimed or has."""
    return [
        device
        for device in devices.objects
        if device.obj_values().get("instance_uuid") == instance_uuid and _status(device) in _IN_USE
    ]


def remove_device(devices: PciDeviceList, address: str) -> PciDeviceList:
    """The devices of a host with one marked as removed, and all its virtual functions with it.

    Raises:
        DeviceStateError: there is no such device, or it or a virtual function of it is in use.
    """
    twin = devices.obj_clone()
    going = [d for d in twin.objects if address in (d.address, Device.of(d).parent)]
    if address not in [device.address for device in going]:
        known = ", ".join(device.address for device in twin.objects) or "no device"
        remedy = "correct the address"
        raise DeviceStateError(address=address, found="none", expected=known, remedy=remedy)
    for device in going:
        if _status(device) in _IN_USE:
            raise DeviceStateError(
                address=device.address,
                found=f"{_status(device)} by {device.instance_uuid}",
                expected="a device that nobody has",
                remedy="release the devices of the instance first",
            )
        _mark(device, PciDeviceStatus.REMOVED)
    return twin


def _changed(
    devices: PciDeviceList,
    instance_uuid: str,
    expected: Sequence[PciDeviceStatus],
    change: Callable[[PciDevice], None],
) -> PciDeviceList:
    twin = devices.obj_clone()
    touched = [one for one in devices_of(twin, instance_uuid) if _status(one) in expected]
    for device in touched:
        change(device)
    _settle(touched, twin.objects)
    return twin


def _settle(touched: Iterable[PciDevice], devices: Sequence[PciDevice]) -> None:
    """Say of the relatives of some devices whether they are within reach, if there are words."""
    for device in touched:
        for other in relatives(device, devices):
            status = _reach(other, devices)
            if _status(other) not in (*_IN_USE, *_GONE) and status in _words(other):
                _mark(other, status)


def _reach(device: PciDevice, devices: Sequence[PciDevice]) -> PciDeviceStatus:
    around = {_status(other) for other in relatives(device, devices)}
    if PciDeviceStatus.ALLOCATED in around:
        return PciDeviceStatus.UNAVAILABLE
    if PciDeviceStatus.CLAIMED in around:
        return PciDeviceStatus.UNCLAIMABLE
    return PciDeviceStatus.AVAILABLE


def _words(device: PciDevice) -> Sequence[str]:
    return device.SPECS["status"].type.values()


def _mark(device: PciDevice, status: PciDeviceStatus) -> None:
    """Give a device a status, as the text that it is before PciDevice 1.3."""
    text: Any = status.value
    device.status = text


def _status(device: PciDevice) -> str | None:
    found: str | None = device.obj_values().get("status")
    return found
