"""Texts in a form of their own: addresses of devices, names of resources, ranges of versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from oslo_versionedobjects import fields as ovo

from vobjects._types.scalars import FormattedStr


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


def _spelled(pattern: str, canonical: Callable[[str], str]) -> Callable[[str], str]:
    """What makes a text canonical, if that matches a pattern as a whole."""
    matches = re.compile(pattern).fullmatch

    def spelled(text: str) -> str:
        found = canonical(text)
        if matches(found) is None:
            raise ValueError(text)
        return found

    return spelled


def _matching(kind: type[ovo.StringPattern[str]]) -> Callable[[str], str]:
    return _spelled(kind.PATTERN.removesuffix("$"), str)


def _version_range(text: str) -> str:
    return str(ovo.VersionPredicate().coerce(None, "", text))


# The patterns of o.vo let a line feed follow, and any character precede a function of PCI.
_MAC = _spelled(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", lambda text: text.lower().replace("-", ":"))
_PCI = _spelled(r"[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]", str.lower)

MAC_STR = FormattedStr("MACAddress", _MAC, ovo.MACAddress)
PCI_STR = FormattedStr("PCIAddress", _PCI, ovo.PCIAddress)
IDE_STR = FormattedStr("IDEAddress", _matching(IDEPlace), IDEPlace)
SCSI_STR = FormattedStr("SCSIAddress", _matching(SCSIPlace), SCSIPlace)
USB_STR = FormattedStr("USBAddress", _matching(USBPlace), USBPlace)
XEN_STR = FormattedStr("XenAddress", _matching(XenPlace), XenPlace)
RESOURCE_CLASS_STR = FormattedStr("ResourceClass", _matching(ResourceName), ResourceName)
VERSION_RANGE_STR = FormattedStr("VersionPredicate", _version_range, ovo.VersionPredicate)

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
