"""The fields that objects are sent without, which their readers may need."""

from __future__ import annotations

import functools
import itertools
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from oslo_versionedobjects import base

from vobjects._foreign.hooks import Class
from vobjects._foreign.kinds import Child, Kind, Many, Own
from vobjects._foreign.plan import class_plan
from vobjects._foreign.report import Unset
from vobjects._foreign.shadow import shadow
from vobjects._foreign.wire import Wire
from vobjects._names import did_you_mean
from vobjects._paths import ROOT, Path, render
from vobjects._repr import shown
from vobjects.errors import DeclarationError

MOST_UNSET: Final = 100
"""How many unset fields of one object are reported, those that are nearest to it."""
MayBeAbsent = Mapping[str, tuple[str, ...]]
"""The fields that may be absent, by the name of their class."""


class _ClassFields(NamedTuple):
    """The fields of a class, by how it is known whether they are set."""

    stored: dict[str, str]
    """By the key in the dictionary of an object, those that are not allowed to be absent."""
    asked: list[str]
    """Those of which only a function of the class says whether they are set."""
    own: bool
    """Whether functions of the class say what is set, or give values."""
    holders: list[str]
    """Those that may hold objects."""


class _AskedError(Exception):
    """Only a function of the class says what is set."""


class UnsetFields:
    """Finds the fields that are unset in an object, and in all that it contains."""

    def __init__(self, wire: Wire, may_be_absent: MayBeAbsent) -> None:
        """``may_be_absent`` names the fields that are not reported."""
        self._wire, self._absent = wire, may_be_absent
        self._fields: Callable[[Any], _ClassFields] = functools.cache(self._of_class)

    def of(self, obj: base.VersionedObject) -> list[Unset]:
        """The unset fields, nearest first, each object at one of its places."""
        try:
            return list(itertools.islice(self._of(obj, asks=False), MOST_UNSET))
        except _AskedError:  # what the class then does reaches a copy only
            return list(itertools.islice(self._of(shadow(obj), asks=True), MOST_UNSET))

    def _of(self, root: base.VersionedObject, asks: bool) -> Iterator[Unset]:
        """The unset fields; ``asks`` says that functions of the classes may be called."""
        waiting: deque[tuple[Any, Path]] = deque([(root, ROOT)])
        seen = {id(root): root}
        while waiting:
            obj, path = waiting.popleft()
            if self._fields(type(obj)).own and not asks:
                raise _AskedError
            for field in self._unset(obj):
                where = render((path, f".{field}"))
                yield Unset(where, type(obj).obj_name(), obj.VERSION, field)
            for child, place in self._children(obj, path):
                if id(child) not in seen:
                    seen[id(child)] = child
                    waiting.append((child, place))

    def _unset(self, obj: base.VersionedObject) -> list[str]:
        """The names of the fields that are unset and are not allowed to be absent."""
        stored, asked, *_ = self._fields(type(obj))
        found = [stored[key] for key in stored.keys() - obj.__dict__.keys()]
        found += [name for name in asked if not obj.obj_attr_is_set(name)]
        return sorted(found)

    def _of_class(self, cls: Class) -> _ClassFields:
        plan, absent = class_plan(cls, self._wire), self._absent.get(cls.obj_name(), ())
        required = [field for field in plan.fields if field.name not in absent]
        by_class = bool(plan.hooks.writing)
        own = by_class or not all(field.direct for field in plan.fields)
        return _ClassFields(
            stored={f"_obj_{f.name}": f.name for f in required if f.direct and not by_class},
            asked=[f.name for f in required if by_class or not f.direct],
            own=own,
            holders=[field.name for field in plan.fields if _may_hold_objects(field.kind)],
        )

    def _children(self, obj: base.VersionedObject, path: Path) -> Iterator[tuple[Any, Path]]:
        """The objects in the fields of an object."""
        for name in self._fields(type(obj)).holders:
            if obj.obj_attr_is_set(name):
                yield from _objects(getattr(obj, name), (path, f".{name}"))


def _may_hold_objects(kind: Kind) -> bool:
    while isinstance(kind, Many):
        kind = kind.member
    return isinstance(kind, Child | Own)


def _objects(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    if isinstance(value, base.VersionedObject):
        yield value, path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _objects(item, (path, f"[{key!r}]"))
    elif isinstance(value, list | tuple | set | frozenset):
        for index, item in enumerate(value):
            yield from _objects(item, (path, index))


def must_name_fields(classes: list[Class], may_be_absent: MayBeAbsent) -> None:
    """Check the fields that may be absent against the classes that are registered.

    Raises:
        DeclarationError: there is no such class, or it has no such field.
    """
    if not isinstance(may_be_absent, Mapping):
        raise DeclarationError(
            where="may_be_absent",
            found=shown(may_be_absent),
            expected="a mapping of the names of classes to names of fields",
            remedy="write it as {'Instance': ('tags',)}",
        )
    known = {cls.obj_name() for cls in classes}
    for name in may_be_absent.keys() - known:
        raise DeclarationError(
            where="may_be_absent",
            found=shown(name),
            expected="names of registered classes",
            remedy=f"{did_you_mean(name, known)}correct the name, or import its module before",
        )
    for cls in classes:
        for name in may_be_absent.get(cls.obj_name(), ()):
            if not any(name in one.fields for one in classes if one.obj_name() == cls.obj_name()):
                raise DeclarationError(
                    where=f"may_be_absent of {cls.obj_name()}",
                    found=repr(name),
                    expected="names of its fields",
                    remedy=f"{did_you_mean(name, cls.fields)}correct the name",
                )


def must_be_list(unset: object) -> None:
    """Check what the caller gives for the unset fields.

    Raises:
        DeclarationError: it is neither a list nor None.
    """
    if not isinstance(unset, list | None):
        raise DeclarationError(
            where="unset",
            found=shown(unset),
            expected="a list, or None",
            remedy="pass unset=[], and read it afterwards",
        )
