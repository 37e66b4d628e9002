"""Objects with every field set: drawn by hypothesis for laws, always the same for golden bytes."""

from __future__ import annotations

import contextlib
import datetime
import enum
import functools
import uuid
from collections.abc import Callable
from functools import singledispatch
from typing import Any

from hypothesis import strategies as st

from vobjects import UNSET, FieldValueError, VersionedObject, View
from vobjects._declare.changes import Added
from vobjects._declare.field import FieldSpec
from vobjects._paths import ROOT
from vobjects._types.base import FieldType
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects._types.scalars import (
    IP_STR,
    IPV4_STR,
    IPV6_STR,
    UUID_STR,
    Bool,
    DateTime,
    Enum,
    Float,
    FormattedStr,
    Int,
    Str,
)
from vobjects.catalog import addresses
from vobjects.version import Version

_FORMATTED: dict[FieldType, st.SearchStrategy[str]] = {
    UUID_STR: st.uuids().map(str),
    IP_STR: st.ip_addresses().map(str),
    IPV4_STR: st.ip_addresses(v=4).map(str),
    IPV6_STR: st.ip_addresses(v=6).map(str),
    addresses.MAC_STR: st.sampled_from(["52:54:00:00:00:01", "fa:16:3e:ff:ff:ff"]),
    addresses.PCI_STR: st.sampled_from(["0000:81:00.1", "0001:00:1f.7"]),
    addresses.IDE_STR: st.sampled_from(["0:0", "1:1"]),
    addresses.SCSI_STR: st.sampled_from(["0:0:0:0", "2:0:a:f"]),
    addresses.USB_STR: st.sampled_from(["0:1", "a:f"]),
    addresses.XEN_STR: st.sampled_from(["000100", "51712"]),
    addresses.RESOURCE_CLASS_STR: st.sampled_from(["VCPU", "CUSTOM_PMEM_4GB"]),
    addresses.VERSION_RANGE_STR: st.sampled_from([">=1.0", ">=2.1,<3.0"]),
}
_TEXT = st.one_of(
    st.sampled_from(["", "a", "cpu", "null", "None", "-1", "hw:numa_nodes", "\u00e9\u4e2d"]),
    st.text(max_size=4),
)
_INTS = st.one_of(st.integers(-3, 300), st.sampled_from([-(2**63), 2**64 - 1]))
_WHEN = st.datetimes(timezones=st.just(datetime.UTC))
_IN_FOUR, _EITHER = st.integers(0, 3), st.booleans()
_MANY = 10_000  # more than the classes of the releases of a catalog; random registries come and go


class Gaps(enum.Enum):
    """Which fields of drawn objects are unset."""

    NONE = enum.auto()
    ABSENT = enum.auto()
    """Some of those that may be absent where an object travels."""
    ANY = enum.auto()


@singledispatch
def _drawn(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    raise AssertionError(type_)


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
    return _FORMATTED[type_]


@_drawn.register(Enum)
def _(type_: FieldType, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return st.sampled_from(type_.values())


@_drawn.register(Optional)
def _(type_: Optional, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    inner = _drawn(type_.inner, view, gaps)
    return st.one_of(st.none(), inner) if gaps is not Gaps.NONE else inner


@_drawn.register(FrozenSet)
def _(type_: FrozenSet, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return st.frozensets(_drawn(type_.inner, view, gaps), min_size=gaps is Gaps.NONE, max_size=3)


@_drawn.register(Tuple)
def _(type_: Tuple, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    return st.lists(_drawn(type_.inner, view, gaps), min_size=gaps is Gaps.NONE, max_size=2)


@_drawn.register(MappingOf)
def _(type_: MappingOf, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    values = _drawn(type_.inner, view, gaps)
    return st.dictionaries(_TEXT, values, min_size=gaps is Gaps.NONE, max_size=2)


@_drawn.register(Child)
def _(type_: Child, view: View, gaps: Gaps) -> st.SearchStrategy[Any]:
    kinds = sorted(view.kinds(type_.name))
    if kinds == [type_.name]:
        return _deferred(view, type_.name, gaps)
    return st.sampled_from(kinds).flatmap(lambda kind: _deferred(view, kind, gaps))


def of_type(type_: FieldType, view: View, sparse: bool = False) -> st.SearchStrategy[Any]:
    """Canonical values of a type, with objects of a view."""
    gaps = Gaps.ABSENT if sparse else Gaps.NONE
    return _drawn(type_, view, gaps).map(lambda value: type_.check(value, ROOT, view.judge))


def objects(view: View, name: str, sparse: bool = False) -> st.SearchStrategy[VersionedObject]:
    """Objects of one class that may travel: full, or ``sparse``, with fields absent or empty."""
    return _deferred(view, name, Gaps.ABSENT if sparse else Gaps.NONE)


def incomplete_objects(view: View, name: str) -> st.SearchStrategy[VersionedObject]:
    """Objects of one class with any of the fields unset, at every depth."""
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
        _fit_for_other(obj, draw(_versions(view, name)))
    if draw(_EITHER):
        obj.obj_reset_changes(recursive=True)
    return obj


@functools.lru_cache(_MANY)  # hypothesis takes longer to make a strategy than to draw from it
def _fields(view: View, name: str, gaps: Gaps) -> dict[str, st.SearchStrategy[Any]]:
    found = {}
    for field, spec in view.schema(name).fields.items():
        known = _began_with(view, name, field)
        strategy = _drawn(spec.type, view, gaps)
        found[field] = st.one_of(strategy, st.sampled_from(known)) if known else strategy
    return found


@functools.lru_cache(_MANY)
def _versions(view: View, name: str) -> st.SearchStrategy[Version]:
    return st.sampled_from(view.registry.lineage(name).versions)


@functools.lru_cache(_MANY)
def _began_with(view: View, name: str, field: str) -> tuple[str, ...]:
    """The values of an enum that is any text in this view."""
    lineage = view.registry.lineage(name)
    for version in lineage.versions:
        spec = lineage.schemas[version].fields.get(field)
        if spec is not None and spec.type.values():
            return () if view.schema(name).fields[field].type.values() else spec.type.values()
    return ()


def _fit_for_other(obj: VersionedObject, other: Version) -> None:
    """Take off what ``other`` has no field for: at random most objects would be refused."""
    name = obj.obj_name()
    for made in obj.VIEW.registry.lineage(name).apart(obj.VIEW.versions[name], other).undone:
        change = made.change
        if not isinstance(change, Added) or change.up or change.field not in obj.obj_values():
            continue
        if change.default is UNSET:
            if obj.SPECS[change.field].options.may_be_absent:
                delattr(obj, change.field)
        else:  # it may have another type by now
            with contextlib.suppress(FieldValueError):
                setattr(obj, change.field, change.default)
    if obj.obj_name() == "Instance":
        _fit_for_system_metadata(obj)


def _fit_for_system_metadata(obj: Any) -> None:
    """Let flavors and PCI requests travel in the system metadata, and take the tags off."""
    values = obj.obj_values()
    for name in ("flavor", "old_flavor", "new_flavor"):
        if values.get(name) is not None and "description" in values[name].obj_values():
            values[name].description = None
    if values.get("pci_requests") is not None:
        for request in values["pci_requests"].obj_values().get("requests", ()):
            for name in request.obj_values().keys() & {"numa_policy", "requester_id"}:
                setattr(request, name, None)
    obj.system_metadata = {"image_os": "linux"}
    if values.get("pci_requests") is not None and "uuid" in values:
        obj.pci_requests.instance_uuid = obj.uuid
    if "tags" in values:
        obj.tags.objects = ()


def filled(view: View, name: str) -> VersionedObject:
    """The same object every time: each field set to a value that is not its default."""
    return _filled(view, name, 1)


def least(view: View, name: str) -> VersionedObject:
    """The same object every time: no field is set that may be absent or has a default.

    What must be set is None where it can be so in all versions.
    """
    return _filled(view, name, 1, least=True)


def whole(view: View, name: str, /, **values: Any) -> Any:
    """The least object of a class that may travel, with these values."""
    return view[name](**{**least(view, name).obj_values(), **values})


def _filled(view: View, name: str, turn: int, least: bool = False) -> VersionedObject:
    values: dict[str, Any] = {}
    for place, (field, spec) in enumerate(view.schema(name).fields.items()):
        if least and (spec.options.may_be_absent or spec.options.has_default):
            continue
        if least and all(one.nullable for one in _versions_of(view, name, field)):
            values[field] = None
            continue
        known = _began_with(view, name, field)
        sample = _sample(spec.type, view, turn * 7 + place, least)
        values[field] = known[turn % len(known)] if known else sample
        if least and spec.type.values():
            values[field] = _known_to_all(view, name, field)
    return view[name](**values)


def _known_to_all(view: View, name: str, field: str) -> str:
    """A value of an enum that each version has that has the field."""
    values = [set(spec.type.values()) for spec in _versions_of(view, name, field)]
    return min(set.intersection(*filter(None, values)))


def _versions_of(view: View, name: str, field: str) -> list[FieldSpec]:
    """A field in each version of its class that has it."""
    schemas = view.registry.lineage(name).schemas.values()
    return [schema.fields[field] for schema in schemas if field in schema.fields]


_SAMPLES: dict[FieldType, Callable[[int], str]] = {
    UUID_STR: lambda turn: str(uuid.UUID(int=2**100 + turn)),
    IP_STR: lambda turn: f"192.0.2.{turn % 256}" if turn % 2 else f"2001:db8::{turn:x}",
    IPV4_STR: lambda turn: f"192.0.2.{turn % 256}",
    IPV6_STR: lambda turn: f"2001:db8::{turn:x}",
    addresses.MAC_STR: lambda turn: f"52:54:00:00:00:{turn % 256:02x}",
    addresses.PCI_STR: lambda turn: f"0000:{turn % 256:02x}:00.1",
    addresses.IDE_STR: lambda turn: f"{turn % 2}:1",
    addresses.SCSI_STR: lambda turn: f"0:0:{turn:x}:0",
    addresses.USB_STR: lambda turn: f"0:{turn:x}",
    addresses.XEN_STR: lambda turn: f"{turn + 10}",
    addresses.RESOURCE_CLASS_STR: lambda turn: f"CUSTOM_{turn}",
    addresses.VERSION_RANGE_STR: lambda turn: f">={turn}.1",
}


def _sample(type_: FieldType, view: View, turn: int, least: bool = False) -> Any:
    match type_:
        case Int():
            return turn
        case Bool():
            return True
        case Float():
            return turn + 0.5
        case Str():
            return f"text \u00e9 {turn}"
        case DateTime():
            return datetime.datetime(2015, 4, 30, 12, 0, 0, turn, datetime.UTC)
        case FormattedStr():
            return _SAMPLES[type_](turn)
        case Enum():
            return type_.values()[turn % len(type_.values())]
        case Optional():
            return _sample(type_.inner, view, turn, least)
        case FrozenSet():
            return {_sample(type_.inner, view, turn + step, least) for step in range(3)}
        case Tuple():
            return [_sample(type_.inner, view, turn + step, least) for step in range(2)]
        case MappingOf():
            return {
                f"key {step}": _sample(type_.inner, view, turn + step, least) for step in range(2)
            }
        case Child():
            return _filled(view, type_.name, turn, least)
    raise AssertionError(type_)


def new(view: View, name: str, /, **values: Any) -> Any:
    """An object of a class by its name, for tests that a type checker cannot follow."""
    return view[name](**values)
