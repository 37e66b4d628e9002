"""Texts in a form of their own: addresses of devices, names of resources, ranges of versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from oslo_versionedobjects import fields as ovo

from vobjects.scalars import FormattedStr


class IDEPlace(ovo.StringPattern[str]):
    """Channel and unit of an IDE device."""

    PATTERN = r"^[0-1]:[0-1]$"


class SCSIPlace(ovo.StringPattern[str]):
    """Host, channel, target and unit of a SCSI device."""

    PATTERN = r"^[0-9a-f]+:[0-9a-f]+:[0-9a-f]+:[0-9a-f]+$"


class USBPlace(ovo.StringPattern[str]):
    """Bus and port of a USB device."""

    PATTERN = r"^[0-9a-f]+:[0-9a-f]+$"


class XenPlace(ovo.StringPattern[str]):
    """The number of a virtual disk."""

    PATTERN = r"^(00[0-9]{2}00|[1-9][0-9]+)$"


class ResourceName(ovo.StringPattern[str]):
    """The name of a class of resources."""

    PATTERN = r"^[A-Z0-9_]+$"


def _matching(kind: type[ovo.StringPattern[str]]) -> Callable[[str], str]:
    pattern = re.compile(kind.PATTERN.removesuffix("$"))

    def matched(text: str) -> str:
        if pattern.fullmatch(text) is None:
            raise ValueError(text)
        return text

    return matched


def _as_ovo(kind: Callable[[], ovo.FieldType[Any]]) -> Callable[[str], str]:
    return lambda text: str(kind().coerce(None, "", text))


MAC_STR = FormattedStr("MACAddress", _as_ovo(ovo.MACAddress), ovo.MACAddress)
PCI_STR = FormattedStr("PCIAddress", _as_ovo(ovo.PCIAddress), ovo.PCIAddress)
IDE_STR = FormattedStr("IDEAddress", _matching(IDEPlace), IDEPlace)
SCSI_STR = FormattedStr("SCSIAddress", _matching(SCSIPlace), SCSIPlace)
USB_STR = FormattedStr("USBAddress", _matching(USBPlace), USBPlace)
XEN_STR = FormattedStr("XenAddress", _matching(XenPlace), XenPlace)
RESOURCE_CLASS_STR = FormattedStr("ResourceClass", _matching(ResourceName), ResourceName)
VERSION_RANGE_STR = FormattedStr(
    "VersionPredicate", _as_ovo(ovo.VersionPredicate), ovo.VersionPredicate
)

MACAddress = Annotated[str, MAC_STR]
"""Six bytes in small hexadecimal digits with colons between."""
PCIAddress = Annotated[str, PCI_STR]
"""Domain, bus, slot and function, such as ``0000:81:00.1``."""
IDEAddress = Annotated[str, IDE_STR]
"""Channel and unit, such as ``0:1``."""
SCSIAddress = Annotated[str, SCSI_STR]
"""Host, channel, target and unit, such as ``0:0:1:0``."""
USBAddress = Annotated[str, USB_STR]
"""Bus and port, such as ``0:1``."""
XenAddress = Annotated[str, XEN_STR]
"""The number of a virtual disk, such as ``51712``."""
ResourceClass = Annotated[str, RESOURCE_CLASS_STR]
"""Capital letters, digits and underscores, such as ``CUSTOM_PMEM_NAMESPACE_4GB``."""
VersionPredicate = Annotated[str, VERSION_RANGE_STR]
"""Comparisons with commas between, such as ``>=2.1,<3.0``."""
