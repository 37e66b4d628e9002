"""Values of the types whose text has one form, such as addresses."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st


class Format(NamedTuple):
    """What makes texts of one type."""

    strategy: st.SearchStrategy[str]
    example: Callable[[int], str]
    """Returns a text that depends on nothing but a number."""


def _some(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


FORMATS = {
    "UUID": Format(st.uuids().map(str), lambda number: str(uuid.UUID(int=2**100 + number))),
    "IPAddress": Format(
        st.ip_addresses().map(str),
        lambda number: f"192.0.2.{number % 256}" if number % 2 else f"2001:db8::{number:x}",
    ),
    "IPv4": Format(st.ip_addresses(v=4).map(str), lambda number: f"192.0.2.{number % 256}"),
    "IPv6": Format(st.ip_addresses(v=6).map(str), lambda number: f"2001:db8::{number:x}"),
    "MACAddress": Format(
        _some("52:54:00:00:00:01", "fa:16:3e:ff:ff:ff"),
        lambda number: f"52:54:00:00:00:{number % 256:02x}",
    ),
    "PCIAddress": Format(
        _some("0000:81:00.1", "0001:00:1f.7"), lambda number: f"0000:{number % 256:02x}:00.1"
    ),
    "IDEAddress": Format(_some("0:0", "1:1"), lambda number: f"{number % 2}:1"),
    "SCSIAddress": Format(_some("0:0:0:0", "2:0:a:f"), lambda number: f"0:0:{number:x}:0"),
    "USBAddress": Format(_some("0:1", "a:f"), lambda number: f"0:{number:x}"),
    "XenAddress": Format(_some("000100", "51712"), lambda number: f"{number + 10}"),
    "ResourceClass": Format(_some("VCPU", "CUSTOM_PMEM_4GB"), lambda number: f"CUSTOM_{number}"),
    "VersionPredicate": Format(_some(">=1.0", ">=2.1,<3.0"), lambda number: f">={number}.1"),
}
"""By the name of the type: those of ``vobjects`` and of ``vobjects.catalog.addresses``."""
