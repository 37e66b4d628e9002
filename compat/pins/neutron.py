"""Neutron's agents: each reports the versions of the resources that it understands.

Unlike in Neutron, agents that are late or dead count as long as they have a row, an agent that did
not report makes the pin unknown, objects inside resources are pinned with them, and a fleet of many
versions costs one message and not one for each version.
"""

from __future__ import annotations

from collections.abc import Mapping

from compat.pins._rows import Row, column, when
from rpc import Pin, Releases
from rpc.pins import Record
from vobjects import DeclarationError
from vobjects.version import Version


def record(row: Row, known: Releases, cell: str = "") -> Record:
    """The record of a row of ``agents``.

    Raises:
        MisPinError: the row lacks a column.
    """
    return Record(
        column(row, "binary"),
        column(row, "host"),
        level(column(row, "resource_versions") or {}, known),
        when(row.get("heartbeat_timestamp")),
        not row.get("admin_state_up", True),
        cell=cell,
    )


def level(reported: Mapping[str, str], known: Releases) -> str:
    """The release all of whose resources an agent understands.

    It is the newest one, or if older ones have the same versions of what was reported the oldest of
    them: nobody knows which version the agent has of what stands inside.

    Args:
        reported: resource to version; what an agent does not consume is not in it.
        known: every release that may be met.
    """
    pins = list(known.supported.values())
    newest = next((pin for pin in reversed(pins) if _understands(reported, pin)), None)
    if newest is None:
        return f"resource_versions {dict(reported)}"
    return next(pin.release for pin in pins if _same(reported, pin, newest))


def _same(reported: Mapping[str, str], one: Pin, other: Pin) -> bool:
    versions = one.view.versions, other.view.versions
    return all(versions[0].get(name) == versions[1].get(name) for name in reported)


def _understands(reported: Mapping[str, str], pin: Pin) -> bool:
    """Whether an agent that reports some versions reads what a release writes."""
    common = [name for name in reported if name in pin.view.versions]
    try:
        return bool(common) and all(
            Version.parse(reported[name]).accepts(pin.view.versions[name]) for name in common
        )
    except DeclarationError:
        return False
