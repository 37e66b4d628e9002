"""Copies and pickles of objects, also of classes that a view made at run time."""

from __future__ import annotations

import contextlib
import copy
import operator
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar

from vobjects._paths import Path, render
from vobjects._repr import shown
from vobjects._types.frozen import FrozenDict
from vobjects.errors import DecodeError, FieldValueError

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject
    from vobjects._declare.release_view import ReleaseView

ReleaseName = tuple[dict[str, str], str]
"""The manifest and the label of a view."""
_STACK: Final = 8
"""Calls on the stack for an object in another one while it is pickled, and room for the caller."""
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
        _wire_version: ClassVar[str]
        VIEW: ClassVar[ReleaseView]

        _node: Any

        @classmethod
        def obj_name(cls) -> str:
            """The name on the wire."""

        _checks: ClassVar[dict[str, Any]]
        _holders: ClassVar[frozenset[str]]
        _context: Any

        @property
        def _changed_fields(self) -> set[str]:
            """The names of the assigned fields."""

        @_changed_fields.setter
        def _changed_fields(self, changes: set[str]) -> None: ...

        @property
        def _passed(self) -> tuple[str, ...]:
            """The versions that the object had before its own."""

        @classmethod
        def _made(
            cls,
            values: dict[str, Any],
            changes: set[str],
            context: Any = None,
            passed: tuple[str, ...] = (),
        ) -> Self:
            """An object of values that are canonical already."""

    def __copy__(self) -> Self:
        twin = self._made(dict(self._node[2]), set())
        return _with_rest(twin, self._notes(), self._slots(), set(self._node[3]))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        with within_stack():
            return self._deep_copy(memo)

    def _deep_copy(self, memo: dict[int, Any]) -> Self:
        twin = memo[id(self)] = self._made({}, set())
        values = {name: copy.deepcopy(value, memo) for name, value in self._node[2].items()}
        twin._node[2].update(values)
        vars(twin).update(values)
        slots, notes = self._slots(), self._notes()
        context = {name: slots.pop(name) for name in {"_given_context"} & slots.keys()}
        notes, slots = (copy.deepcopy(rest, memo) if rest else rest for rest in (notes, slots))
        return _with_rest(twin, notes, slots | context, set(self._node[3]))

    def _notes(self) -> dict[str, Any]:
        """The attributes that users add, which are no fields."""
        attributes = vars(self)
        notes = attributes.keys() - self._checks.keys()
        return {name: value for name, value in attributes.items() if name in notes} if notes else {}

    def _slots(self) -> dict[str, Any]:
        """The context, the versions that it passed, and the slots of subclasses."""
        state: Any = object.__getstate__(self)
        slots: dict[str, Any] = state[1]
        del slots["_node"]
        return slots

    def __reduce__(self) -> tuple[Any, ...]:
        view, name = self.VIEW, self.obj_name()
        _must_fit_depth(self, min(view.limits.depth, sys.getrecursionlimit() // _STACK))
        declared = view.registry.declared(name, view.schema(name).version)
        release = None if type(self) is declared else (view.manifest, view.label)
        return _restored, (declared, type(self)._wire_version, release), self.__getstate__()

    def __getstate__(self) -> State:
        slots = self._slots() | {"_changed_fields": set(self._node[3])}
        return self._notes() | self._node[2], slots

    def __setstate__(self, state: State) -> None:
        """Take what ``__getstate__`` gave, as if it was assigned.

        Raises:
            FieldValueError: it is no such state, or a value is not one of its field.
            AbsentFieldError: a value is one of a field that the class does not have.
        """
        _must_be_state(state)
        values, slots = state
        known = {name: values[name] for name in self._checks if name in values}
        for name, value in known.items():
            check, path = self._checks[name]
            known[name] = check(value, path, self.VIEW.judge)
        for name in values:
            if name not in known:
                setattr(self, name, values[name])
        self._node[2].update(known)
        vars(self).update(known)
        rest = {name: slots[name] for name in slots.keys() - {"_node", "_changed_fields"}}
        _with_rest(self, {}, rest, set(slots.get("_changed_fields", ())))


def _must_be_state(state: Any) -> None:
    pair = (
        isinstance(state, tuple) and len(state) == 2 and all(type(part) is dict for part in state)
    )
    names = pair and all(isinstance(name, str) for part in state for name in part)
    if not (names and isinstance(state[1].get("_changed_fields", set()), set)):
        expected = "a dict of values and one of marks, as __getstate__() gives them"
        raise FieldValueError(path="$", expected=expected, found=shown(state))


def _with_rest(obj: T, notes: dict[str, Any], slots: dict[str, Any], changes: set[str]) -> T:
    """The object with the attributes that users add, what stands in slots, and its changes."""
    vars(obj).update(notes)
    for name, value in slots.items():
        object.__setattr__(obj, name, value)
    obj._changed_fields = changes  # last, as it decides what is missing
    return obj


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
    values = dict(obj._node[2])
    for name in obj._holders & values.keys():
        values[name] = scratch_copy(values[name], (path, f".{name}"), depth - 1)
    return obj._made(values, set(obj._node[3]), obj._context, obj._passed)


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


@contextlib.contextmanager
def within_stack() -> Iterator[None]:
    """Turn the end of Python's stack into the error for objects that are too deep.

    Raises:
        FieldValueError: the stack ended.
    """
    try:
        yield
    except RecursionError:
        raise too_deep("objects that fit the stack") from None


def too_deep(expected: str) -> FieldValueError:
    """The error for objects that contain each other at more levels than an operation can take."""
    return FieldValueError(path="$", expected=expected, found="more, or a cycle")


def _restored(
    declared: type[VersionedObject], version: str, release: ReleaseName | None
) -> VersionedObject:
    """An object without values, of the declared class or as a release has it.

    Raises:
        DecodeError: the class is at another version now; a pickle has no way to it.
    """
    registry = declared.VIEW.registry
    cls = declared if release is None else registry.at(*release, loose=True)[declared]
    if version != cls._wire_version:
        raise DecodeError(
            path="$",
            expected=f"{cls.obj_name()} {cls._wire_version}; keep bytes of view.encode() instead",
            found=f"a pickle of {version}",
        )
    return cls._made({}, set())
