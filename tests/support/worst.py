"""The messages that take the most memory and work for their length, and what reads them.

``python -m tests.support.worst`` decodes the message on its standard input and prints how many
bytes of memory the process took for that at most.
"""

from __future__ import annotations

import contextlib
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgpack

from vobjects import DecodeError, Registry, VersionedObject, history, initial

WORST = Registry("worst")


@WORST.register
class Leaf(VersionedObject):
    """An object without fields."""

    HISTORY = history(initial("1.0"))


@WORST.register
class Heap(VersionedObject):
    """Many values of each kind."""

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    tuples: tuple[tuple[int, ...], ...]
    sets: tuple[frozenset[int], ...]
    mappings: tuple[Mapping[str, int], ...]
    leaves: tuple[Leaf, ...]
    names: Mapping[str, str]
    named_sets: Mapping[str, frozenset[int]]
    named_mappings: Mapping[str, Mapping[str, int]]
    HISTORY = history(initial("1.0"))


def _named(items: int, value: Any) -> dict[str, Any]:
    """A mapping whose names take four bytes a character in memory."""
    return {f"{number:07}\U0001f600": value for number in range(items)}


SHAPES: dict[str, tuple[str, Callable[[int], Any]]] = {
    "numbers": ("numbers", lambda items: [5] * items),
    "large numbers": ("numbers", lambda items: [2**62] * items),
    "texts of one character": ("texts", lambda items: ["x"] * items),
    "texts": ("texts", lambda items: [f"{number:07}" for number in range(items)]),
    "empty tuples": ("tuples", lambda items: [[]] * items),
    "tuples": ("tuples", lambda items: [[5]] * (items // 2)),
    "empty sets": ("sets", lambda items: [[]] * items),
    "sets": ("sets", lambda items: [[5]] * (items // 2)),
    "empty mappings": ("mappings", lambda items: [{}] * items),
    "mappings": ("mappings", lambda items: [{"a": 5}] * (items // 2)),
    "objects": ("leaves", lambda items: [["Leaf", "1.0", {}, []]] * (items // 5)),
    "names": ("names", lambda items: _named(items, "x")),
    "named sets": ("named_sets", lambda items: _named(items, [])),
    "named mappings": ("named_mappings", lambda items: _named(items, {})),
    "sets, the last of them wrong": ("sets", lambda items: [*([[]] * (items - 1)), 5]),
    "a field that nobody knows": ("nothing", lambda items: [[]] * items),
}
"""By what the message is full of, the field and what makes its value of a number of items."""


def message(shape: str, items: int) -> bytes:
    """A message of so many items at most."""
    field, value = SHAPES[shape]
    node = ["Heap", "1.0", {field: value(items - 10)}, []]
    return msgpack.packb([1, "worst", node])  # type: ignore[no-any-return]


def read(sent: bytes) -> None:
    """Read a message, or refuse it."""
    with contextlib.suppress(DecodeError):
        WORST.head.decode(sent)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def _highest() -> int:
    """The most bytes that were resident; that of getrusage() may be the parent's, from the fork."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


if __name__ == "__main__":
    sent = sys.stdin.buffer.read()
    read(message("numbers", 20))
    before = _resident()
    read(sent)
    print(_highest() - before)
