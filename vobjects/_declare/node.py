"""The node of an object: its name, version, values and changes, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject

Node = tuple[str, str, dict[str, Any], set[str] | tuple[()]]
"""Name, version, values and changes: what an object is on the wire."""


class NotFastError(Exception):
    """The slow way has to look at the values."""


class IncompleteNode:
    """The node of an object that lacks a field which may not be absent where it travels.

    It keeps msgspec from writing the object: whoever takes it for a tuple gets ``NotFastError``,
    and the generated dumpers then raise the error that names the field. So whether an object is
    complete is decided when a field is set for the first time, and costs nothing when it is sent.
    """

    __slots__ = ("missing", "parts")

    def __init__(self, parts: Node, missing: set[str]) -> None:
        self.parts, self.missing = parts, missing

    def __getitem__(self, place: Any) -> Any:
        return self.parts[place]

    def __iter__(self) -> Iterator[Any]:
        raise NotFastError

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_node"):  # what the encoders of msgspec ask objects for
            raise NotFastError
        raise AttributeError(name)


def node_of(
    cls: type[VersionedObject], values: dict[str, Any], changes: set[str] | tuple[()]
) -> Node | IncompleteNode:
    """The node of an object of a class; it keeps ``values`` and ``changes``."""
    parts = (cls._wire_name, cls._wire_version, values, changes)
    if cls._required <= values.keys():
        return parts
    return IncompleteNode(parts, set(cls._required - values.keys()))
