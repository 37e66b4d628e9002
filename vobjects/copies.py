"""Copies and pickles of objects, also of classes that a view made at run time."""

from __future__ import annotations

import copy
import operator
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from vobjects.errors import DecodeError, FieldValueError
from vobjects.frozen import FrozenDict
from vobjects.paths import Path, render

if TYPE_CHECKING:
    from vobjects.base import VersionedObject
    from vobjects.view import View

Release = tuple[dict[str, str], str]
"""The manifest and the label of a view."""
State = tuple[dict[str, Any], dict[str, Any]]
"""The values of the instance dictionary, and the marks: changes, context and what users add."""
T = TypeVar("T", bound="Copies")


class Copies:
    """How an object is copied and pickled.

    A pickle names the declared class, which knows its registry, and the release; it is for
    processes that have the class at the same version. Bytes that last come from ``view.encode()``.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        VERSION: str
        VIEW: ClassVar[View]
        SPECS: ClassVar[dict[str, Any]]

        _node: Any

        @classmethod
        def obj_name(cls) -> str:
            """The name on the wire."""

        @classmethod
        def _blank(cls) -> Self:
            """An object without values."""

    def __copy__(self) -> Self:
        twin = self._blank()
        twin._node[2].update(self._node[2])
        return _with_slots(twin, self.__getstate__()[1])

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        try:
            return self._deep_copy(memo)
        except RecursionError:
            raise too_deep("objects that fit the stack") from None

    def _deep_copy(self, memo: dict[int, Any]) -> Self:
        twin = memo[id(self)] = self._blank()
        twin._node[2].update({n: copy.deepcopy(v, memo) for n, v in self._node[2].items()})
        slots = self.__getstate__()[1]
        context = {name: slots.pop(name) for name in {"_given_context"} & slots.keys()}
        return _with_slots(twin, copy.deepcopy(slots, memo) | context)

    def __reduce__(self) -> tuple[Any, ...]:
        view, name = self.VIEW, self.obj_name()
        _must_fit_depth(self, view.limits.depth)
        declared = view.registry.declared(name, view.schema(name).version)
        release = None if type(self) is declared else (view.manifest, view.label)
        return _restored, (declared, self.VERSION, release), self.__getstate__()

    def __getstate__(self) -> State:
        state: Any = object.__getstate__(self)
        values, slots = state  # both, as there are slots; None for no values
        del slots["_node"]
        return values or {}, slots | {"_changed_fields": set(self._node[3])}

    def __setstate__(self, state: State) -> None:
        values, slots = state
        for name, value in values.items():
            if name in self.SPECS:
                self._node[2][name] = value
            else:
                setattr(self, name, value)
        for name, value in slots.items():
            object.__setattr__(self, name, value)


def _with_slots(twin: T, slots: dict[str, Any]) -> T:
    """The copy with its changes, its context and what else stands in slots."""
    for name, value in slots.items():
        object.__setattr__(twin, name, value)
    return twin


class TooDeepError(FieldValueError):
    """More objects contain each other than any receiver reads; they may form a cycle."""


def scratch_copy(value: Any, path: Path, depth: int) -> Any:
    """A value with an object of its own at every place, also where one object is at several.

    Attributes that are no fields are not copied: only fields travel. A value without objects is
    returned as it is.

    Args:
        value: a value of a field, or what a function of a history made of one.
        path: where the value is, for errors.
        depth: how many objects may contain each other.

    Raises:
        TooDeepError: more objects contain each other.
    """
    match value:
        case Copies():
            return _scratch_object(value, path, depth)
        case tuple() | list():
            items = [scratch_copy(item, (path, i), depth) for i, item in enumerate(value)]
            if all(map(operator.is_, items, value)):
                return value
            return items if isinstance(value, list) else tuple(items)
        case dict():
            copied = {k: scratch_copy(v, (path, f"[{k!r}]"), depth) for k, v in value.items()}
            if all(copied[key] is item for key, item in value.items()):
                return value
            return FrozenDict(copied) if isinstance(value, FrozenDict) else copied
        case _:
            return value


def _scratch_object(obj: T, path: Path, depth: int) -> T:
    if depth == 0:
        raise TooDeepError(
            path=render(path), expected="objects within the depth limit", found="one deeper"
        )
    twin = copy.copy(obj)
    for name in twin._node[2].keys() & obj.SPECS.keys():
        twin._node[2][name] = scratch_copy(twin._node[2][name], (path, f".{name}"), depth - 1)
    return twin


def _must_fit_depth(root: Any, depth: int) -> None:
    """Check that ``pickle``, which recurses, stays within a depth; it raises no typed error."""
    seen: set[int] = set()
    waiting = [(root, 1)]
    while waiting:
        obj, level = waiting.pop()
        if id(obj) not in seen:
            if level > depth:
                raise too_deep(f"at most {depth} objects that contain each other")
            seen.add(id(obj))
            waiting += [(child, level + 1) for child in reversed([*obj.obj_children()])]


def too_deep(expected: str) -> FieldValueError:
    """The error for objects that contain each other at more levels than an operation can take."""
    return FieldValueError(path="$", expected=expected, found="more, or a cycle")


def _restored(
    declared: type[VersionedObject], version: str, release: Release | None
) -> VersionedObject:
    """An object without values, of the declared class or as a release has it.

    Raises:
        DecodeError: the class is at another version now; a pickle has no way to it.
    """
    registry = declared.VIEW.registry
    cls = declared if release is None else registry.at(*release, loose=True)[declared]
    if version != cls.VERSION:
        raise DecodeError(
            path="$",
            expected=f"{cls.obj_name()} {cls.VERSION}; keep bytes of view.encode() instead",
            found=f"a pickle of {version}",
        )
    return cls._blank()
