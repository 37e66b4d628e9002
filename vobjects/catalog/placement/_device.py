"""A PCI device as a request sees it, read alike from devices and pools of every version."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from vobjects.catalog.enums.pci import PciDeviceType
from vobjects.catalog.pci_device import PciDevice
from vobjects.catalog.pci_pool import PciDevicePool

_PARENT: Final = "phys_function"
"""The key of ``extra_info`` that names the parent before PciDevice 1.4."""
_HEX: Final = ("vendor_id", "product_id")
_WHOLE: Final = (PciDeviceType.TYPE_PF, PciDeviceType.VDPA)
"""What is given only to those who ask for it by its type."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Device:
    """What is known of a device."""

    vendor_id: str | None
    """Four hexadecimal digits."""
    product_id: str | None
    """Four hexadecimal digits."""
    dev_type: str | None = None
    """A value of PciDeviceType; None if that is not told."""
    numa_node: int | None = None
    """The host node that it is attached to; None if that is not told."""
    address: str | None = None
    parent: str | None = None
    """The address of its physical function."""
    more: Mapping[str, str | None] = dataclasses.field(default_factory=dict)
    """What else a spec can ask for, such as ``physical_network``."""

    @classmethod
    def of(cls, device: PciDevice) -> Device:
        """A device of a host."""
        values = device.obj_values()
        info, dev_type = values.get("extra_info", {}), values.get("dev_type")
        return cls(
            vendor_id=values.get("vendor_id"),
            product_id=values.get("product_id"),
            dev_type=None if dev_type is None else str(dev_type),
            numa_node=values.get("numa_node"),
            address=device.address,
            parent=values.get("parent_addr") or info.get(_PARENT),
            more=info,
        )

    @classmethod
    def of_pool(cls, pool: PciDevicePool) -> Device:
        """Any device of a pool."""
        return cls(
            vendor_id=pool.vendor_id,
            product_id=pool.product_id,
            dev_type=pool.tags.get("dev_type"),
            numa_node=pool.obj_values().get("numa_node"),
            more=pool.tags,
        )

    @property
    def is_pf(self) -> bool:
        """Whether it is a physical function."""
        return self.dev_type == PciDeviceType.TYPE_PF

    def meets(self, specs: tuple[Mapping[str, str | None], ...]) -> bool:
        """Whether it is all that one of the specs asks for; without specs anything will do.

        Physical functions and vDPA devices meet only a spec that names their type. A key that
        the device does not tell of is met by None alone.
        """
        return any(self._meets(spec) for spec in specs or ({},))

    def _meets(self, spec: Mapping[str, str | None]) -> bool:
        if self.dev_type in _WHOLE and spec.get("dev_type") != self.dev_type:
            return False
        return all(_canonical(key, self._told(key)) == _canonical(key, spec[key]) for key in spec)

    def _told(self, key: str) -> str | None:
        own = {name: getattr(self, name) for name in (*_HEX, "dev_type", "address")}
        return own[key] if key in own else self.more.get(key)


def _canonical(key: str, value: str | None) -> str | None:
    return value.lower() if key in _HEX and value is not None else value
