"""Hypothesis strategies for the objects of any class of any registry."""

from __future__ import annotations

import contextlib
import datetime
import enum
import functools
import math
from collections.abc import Callable
from functools import singledispatch
from typing import Any
from weakref import WeakKeyDictionary

from hypothesis import strategies as st

from vobjects import UNSET, FieldValueError, Registry, VersionedObject, View
from vobjects._declare.changes import Added
from vobjects._paths import ROOT
from vobjects._types.base import FieldType
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects._types.scalars import Bool, DateTime, Enum, Float, FormattedStr, Int, Str
from vobjects.testing._formats import FORMATS
from vobjects.version import Version

_TEXT = st.one_of(
    st.sampled_from(["", "a", "cpu", "null", "None", "-1", "hw:numa_nodes", "\u00e9\u4e2d"]),
    st.text(max_size=4),
)
_INTS = st.one_of(st.integers(-3, 300), st.sampled_from([-(2**63), 2**64 - 1]))
_WHEN = st.datetimes(timezones=st.just(datetime.UTC))
_IN_FOUR, _EITHER = st.integers(0, 3), st.booleans()
_MANY = 10_000  # more than the classes of all releases of a catalog; random registries are dropped

Adjustment = Callable[[Any], None]
"""Changes a drawn object in place."""
_ADJUSTMENTS: WeakKeyDictionary[Registry, dict[str, Adjustment]] = WeakKeyDictionary()


def register_adjustment(registry: Registry, name: str, adjust: Adjustment) -> None:
    """Change three of four drawn objects of a class so that functions of its history accept them.

    Functions that split or join fields refuse most random values. A law that sees refusals only
    checks nothing else.

    Args:
        registry: the registry of the class.
        name: the name of the class.
        adjust: gets a drawn object, of any version, and changes it in place; an object of a version
            that it has nothing to do for stays as it is.
    """
    _ADJUSTMENTS.setdefault(registry, {})[name] = adjust


class Gaps(enum.Enum):
    """Which fields of drawn objects are unset."""

    NONE = enum.auto()
    ABSENT = enum.auto()
    """Some of those that may be absent."""
    ANY = enum.auto()


@singledispatch
def _drawn(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    raise TypeError(f"no strategy makes values of the type {type_.text}")


@_drawn.register(Int)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return _INTS


@_drawn.register(Bool)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return st.booleans()


@_drawn.register(Float)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return st.floats(allow_nan=False, allow_infinity=False)


@_drawn.register(Str)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return _TEXT


@_drawn.register(DateTime)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return _WHEN


@_drawn.register(FormattedStr)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return FORMATS[type_.text].strategy


@_drawn.register(Enum)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return st.sampled_from(type_.values())


@_drawn.register(Optional)
def _(type_: Optional, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    inner = _drawn(type_.inner, view, gaps)
    return inner if _is_filled(type_, view, gaps) else st.one_of(st.none(), inner)


@_drawn.register(FrozenSet)
def _(type_: FrozenSet, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return st.frozensets(_drawn(type_.inner, view, gaps), min_size=gaps is Gaps.NONE, max_size=3)


@_drawn.register(Tuple)
def _(type_: Tuple, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    least = _is_filled(type_, view, gaps)
    return st.lists(_drawn(type_.inner, view, gaps), min_size=least, max_size=2)


@_drawn.register(MappingOf)
def _(type_: MappingOf, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    values = _drawn(type_.inner, view, gaps)
    return st.dictionaries(_TEXT, values, min_size=_is_filled(type_, view, gaps), max_size=2)


def _is_filled(type_: FieldType, view: View, gaps: Gaps) -> bool:
    """Whether a value of the type is never None or empty."""
    return gaps is Gaps.NONE and _ends(type_, view)


@_drawn.register(Child)
def _(type_: Child, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    kinds = sorted(view.kinds(type_.name))
    if kinds == [type_.name]:
        return _deferred(view, type_.name, gaps)
    return st.sampled_from(kinds).flatmap(lambda kind: _deferred(view, kind, gaps))


def of_type(type_: FieldType, view: View, sparse: bool = False) -> st.SearchStrategy[Any]:
    """Return a strategy for the canonical values of a type, with objects of a view."""
    gaps = Gaps.ABSENT if sparse else Gaps.NONE
    return _drawn(type_, view, gaps).map(lambda value: type_.check(value, ROOT, view.judge))


def objects(view: View, name: str, sparse: bool = False) -> st.SearchStrategy[VersionedObject]:
    """Return a strategy for the objects of a class that may be sent.

    Args:
        view: the versions of the class and of all that its objects contain.
        name: the name of the class.
        sparse: some fields that may be absent are unset, some that may be None are None, and some
            collections are empty. Otherwise every field is set, and a collection is empty only
            where a class would contain itself without end.

    In three of four objects, each field that another version of the class lacks has the value that
    this version restores, as most others are refused, and the function that `register_adjustment()`
    got adjusts them. One of two objects has no changed fields.

    Raises:
        AbsentClassError: the view has no such class.
    """
    return _deferred(view, name, Gaps.ABSENT if sparse else Gaps.NONE)


def incomplete_objects(view: View, name: str) -> st.SearchStrategy[VersionedObject]:
    """Return a strategy for the objects of a class with any of the fields unset, at every depth.

    An object that lacks a field that may not be absent is refused where it is sent.
    """
    return _deferred(view, name, Gaps.ANY)


@functools.lru_cache(_MANY)
def _deferred(view: View, name: str, gaps: Gaps) -> st.SearchStrategy[VersionedObject]:
    return st.deferred(lambda: _objects(view, name, gaps))


@st.composite
def _objects(draw: st.DrawFn, view: View, name: str, gaps: Gaps) -> VersionedObject:
    specs = view.schema(name).fields
    absent = {
        field
        for field, spec in specs.items()
        if (gaps is Gaps.ANY or (gaps is Gaps.ABSENT and spec.options.may_be_absent))
        and draw(_IN_FOUR) == 0
    }
    strategies = _fields(view, name, gaps)
    obj = view[name](**{field: draw(strategies[field]) for field in specs if field not in absent})
    for field in absent & obj.obj_values().keys():  # the constructor gave a default
        delattr(obj, field)
    if draw(_IN_FOUR) != 0:
        _adjust(obj, draw(_versions(view, name)))
    if draw(_EITHER):
        obj.obj_reset_changes(recursive=True)
    return obj


@functools.lru_cache(_MANY)  # Hypothesis takes longer to make a strategy than to draw from it
def _fields(view: View, name: str, gaps: Gaps) -> dict[str, st.SearchStrategy[Any]]:
    strategies = {}
    specs = view.schema(name).fields
    endless = {field for field, spec in specs.items() if not _ends(spec.type, view)}
    for field, spec in specs.items():
        known = enum_values(view, name, field)
        strategy = _drawn(spec.type, view, gaps)
        if field in endless:
            strategy = _mostly_empty(spec.type, strategy, 2 * len(endless))
        strategies[field] = st.one_of(strategy, st.sampled_from(known)) if known else strategy
    return strategies


def _ends(type_: FieldType, view: View) -> bool:
    """Whether no object in a value can contain objects of its own class."""
    return all(view.depth(name) < math.inf for name in type_.children())


def _mostly_empty(
    type_: FieldType, strategy: st.SearchStrategy[Any], parts: int
) -> st.SearchStrategy[Any]:
    """One value of ``parts`` contains objects: those of a class in itself become fewer and end."""
    if isinstance(type_, Child):  # it ends in one of its own fields
        return strategy
    empty: Any = None if isinstance(type_, Optional) else {} if isinstance(type_, MappingOf) else ()
    return st.integers(1, parts).flatmap(lambda n: strategy if n == parts else st.just(empty))


@functools.lru_cache(_MANY)
def _versions(view: View, name: str) -> st.SearchStrategy[Version]:
    return st.sampled_from(view.registry.lineage(name).versions)


@functools.lru_cache(_MANY)
def enum_values(view: View, name: str, field: str) -> tuple[str, ...]:
    """Return the values that a field of any text has in the version in which it is an enum."""
    lineage = view.registry.lineage(name)
    for version in lineage.versions:
        spec = lineage.schemas[version].fields.get(field)
        if spec is not None and spec.type.values():
            return () if view.schema(name).fields[field].type.values() else spec.type.values()
    return ()


def _adjust(obj: VersionedObject, other: Version) -> None:
    """Set fields that ``other`` lacks to what can be restored: most random values are refused."""
    name, registry = obj.obj_name(), obj.VIEW.registry
    for made in registry.lineage(name).apart(obj.VIEW.versions[name], other).undone:
        change = made.change
        if not isinstance(change, Added) or change.up or change.field not in obj.obj_values():
            continue
        if change.default is UNSET:
            if obj.SPECS[change.field].options.may_be_absent:
                delattr(obj, change.field)
        else:
            with contextlib.suppress(FieldValueError):  # a later change gave it another type
                setattr(obj, change.field, change.default)
    if (adjust := _ADJUSTMENTS.get(registry, {}).get(name)) is not None:
        adjust(obj)
