"""A scratch copy of the values of an object, for functions that may change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from vobjects._declare.field import UNSET
from vobjects._declare.pickling import scratch_copy
from vobjects._paths import Path
from vobjects._types.base import FieldType
from vobjects.errors import InexpressibleError


class UnsetValueError(InexpressibleError, KeyError):
    """A function of a history reads a field that this object leaves unset.

    A function that does not expect it refuses the object so; one that does catches a KeyError, or
    asks ``if "rack" in values`` first.
    """

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"field {field!r} is not set, and the conversion reads it")

    __str__ = InexpressibleError.__str__  # that of KeyError gives the text in quotes


class ScratchValues(MutableMapping[str, Any]):
    """The set fields of an object by name, to read and to change.

    The object itself stays as it is: values are immutable but for objects, and an object is copied
    when it is first read. ``written`` is all that a function can have changed.
    """

    __slots__ = ("_depth", "_path", "_types", "_values", "written")

    def __init__(
        self, values: Mapping[str, Any], types: Mapping[str, FieldType], path: Path, depth: int
    ) -> None:
        """Made of the values of an object.

        Args:
            values: the values; what is no field is not handed out.
            types: the types of all fields.
            path: where the object is, for errors.
            depth: how many objects may contain each other.
        """
        self._values, self._types, self._path, self._depth = values, types, path, depth
        self.written: dict[str, Any] = {}
        """The values that a function set, and the copies that it read; UNSET where it deleted."""

    def __getitem__(self, name: str) -> Any:
        if name in self.written:
            value = self.written[name]
        elif name not in self._types:
            raise KeyError(name)
        else:
            value = self._values.get(name, UNSET)
            if value is not UNSET and self._types[name].children():
                value = scratch_copy(value, (self._path, f".{name}"), self._depth)
                self.written[name] = value
        if value is UNSET:
            raise UnsetValueError(name)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        self.written[name] = value

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise UnsetValueError(name)
        self.written[name] = UNSET

    def __contains__(self, name: object) -> bool:
        if name in self.written:
            return self.written[name] is not UNSET
        return name in self._types and name in self._values

    def __iter__(self) -> Iterator[str]:
        names = dict.fromkeys((*self._values, *self.written))
        return (name for name in names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __or__(self, other: Mapping[str, Any]) -> dict[str, Any]:
        return {**self, **other}

    def copy(self) -> dict[str, Any]:
        """The values as a dict of their own; a change of it is not a change of the object."""
        return dict(self)

    def __repr__(self) -> str:
        return repr(dict(self))
