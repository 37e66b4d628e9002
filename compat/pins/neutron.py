"""Neutron's agents: each reports the versions of the resources that it understands.

Unlike in Neutron, agents that are late or dead count as long as they have a row, an agent that did
not report makes the pin unknown, objects inside resources are pinned with them, and a fleet of many
versions costs one message and not one for each version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from compat.pins._rows import Row, column, name_of, when
from rpc import Pin, Releases
from rpc.pins import Record
from vobjects import DeclarationError
from vobjects.version import Version


def record(row: Row, known: Releases, cell: str = "") -> Record:
    """The record of a row of ``agents``.

    Raises:
        MisPinError: the row lacks a column or a name, or its time is none.
    """
    return Record(
        name_of(row, "binary"),
        name_of(row, "host"),
        level(column(row, "resource_versions"), known),
        when(row.get("heartbeat_timestamp")),
        not row.get("admin_state_up", True),
        cell=cell,
    )


def level(reported: Any, known: Releases) -> str:
    """The release all of whose resources an agent understands.

    It is the newest one, or if older ones have the same versions of what was reported the oldest of
    them: nobody knows which version the agent has of what stands inside.

    Args:
        reported: resource to version, or the JSON of it, as the column has it; what an agent does
            not consume is not in it. NULL and what is neither are no known level.
        known: every release that may be met.
    """
    pins, versions = list(known.supported.values()), _read(reported)
    newest = next((pin for pin in reversed(pins) if _understands(versions, pin)), None)
    if newest is None:
        return f"resource_versions {versions or reported!r}"
    return next(pin.release for pin in pins if _same(versions, pin, newest))


def _read(reported: Any) -> Mapping[str, str]:
    """What an agent reported; nothing if that is not a version for each resource."""
    try:
        found = json.loads(reported) if isinstance(reported, str) else reported
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, Mapping):
        return {}
    texts = {type(value) for pair in found.items() for value in pair}
    return found if texts == {str} else {}


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
