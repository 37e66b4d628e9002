"""Which content an object on the wire has, where its number stood for two of them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Final

from vobjects._declare.schema import Schema
from vobjects._paths import ROOT
from vobjects._plan.lineage import Lineage
from vobjects._plan.planner import plan
from vobjects._types.base import FieldType, no_child
from vobjects._types.containers import FrozenSet, MappingOf, Optional, Tuple
from vobjects.errors import AmbiguousContentWarning, FieldValueError
from vobjects.version import Version


def content_of(lineage: Lineage, contents: Sequence[Version], data: Mapping[str, Any]) -> Version:
    """The newest of some contents whose fields can hold the data; the newest if none can.

    Children are not looked at: they have versions of their own.
    """
    fitting = (version for version in contents if _holds(lineage.schemas[version], data))
    return next(fitting, contents[0])


def _holds(schema: Schema, data: Mapping[str, Any]) -> bool:
    return all(
        name in schema.fields and _takes(schema.fields[name].type, value)
        for name, value in data.items()
    )


def _takes(type_: FieldType, raw: Any) -> bool:
    if type_.children():
        return True
    try:
        type_.load(raw, ROOT, no_child)
    except FieldValueError:
        return False
    return True


_SAMPLES: Final = (True, 1, 0.5, "text", "2015-04-30T12:00:00Z", "::1", "10.0.0.1", "0" * 32)
"""One value on the wire for each type of single values."""


def warn_of_alike_contents(lineage: Lineage) -> None:
    """Warn of each older content of a number whose data can be read as a newer one.

    The history silences it with ``alike=`` and the reason why that does no harm.

    Warns:
        AmbiguousContentWarning: no field tells the two apart, and a conversion lies between them.
    """
    for version in lineage.versions:
        contents = lineage.contents(version.number)
        for newer in contents[: contents.index(version)]:
            if not lineage.way(version)[-1].alike and _alike(lineage, version, newer):
                warnings.warn(
                    AmbiguousContentWarning(lineage.name, str(version), str(newer)), stacklevel=4
                )


def _alike(lineage: Lineage, older: Version, newer: Version) -> bool:
    """Whether the newer content holds data that a whole object of the older one can have."""
    if not plan(lineage, older, newer).operations:
        return False  # read as the newer one it is the same
    old, new = lineage.schemas[older].fields, lineage.schemas[newer].fields
    always = [name for name, spec in old.items() if not spec.options.may_be_absent]
    return all(name in new and _overlap(old[name].type, new[name].type) for name in always)


def _overlap(one: FieldType, other: FieldType) -> bool:
    """Whether two types have a value on the wire in common."""
    return any(_takes(other, raw) for raw in _samples(one) if _takes(one, raw)) or any(
        _takes(one, raw) for raw in _samples(other) if _takes(other, raw)
    )


def _samples(type_: FieldType) -> list[Any]:
    """Values on the wire that may be of a type: empty collections, and all its enum values."""
    match type_:
        case Optional(inner=inner):
            return [None, *_samples(inner)]
        case Tuple() | FrozenSet():
            return [[]]
        case MappingOf():
            return [{}]
    return [*_SAMPLES, *type_.values()]
