"""The topics of the interfaces that this process has imported."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_NAMES: Final[dict[str, set[str]]] = {}
"""The names of the interfaces of each topic."""


def declare(topic: str, interface: str) -> None:
    """Take note of an interface."""
    _NAMES.setdefault(topic, set()).add(interface)


def is_declared(topic: str, interfaces: Collection[str]) -> bool:
    """Whether one of some interfaces has a topic."""
    return not _NAMES.get(topic, set()).isdisjoint(interfaces)


def topics_of(interfaces: Collection[str]) -> list[str]:
    """The topics of some interfaces, in order."""
    return sorted(topic for topic in _NAMES if is_declared(topic, interfaces))
