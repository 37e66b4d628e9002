"""The history of an object or an interface as plain data, as a manifest has it."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections.abc import Mapping
from typing import Any, Final

from rpc._declare.changes import KEPT
from rpc._declare.method import MethodSpec
from rpc._plan.lineage import Lineage as InterfaceLineage
from vobjects import UNSET, Loss
from vobjects._declare.field import REQUIRED, FieldOptions
from vobjects._plan.lineage import Lineage as ObjectLineage
from vobjects._types.annotations import field_type
from vobjects.version import Version

_LEFT_OUT: Final = ("why", "types")
"""Parts of a change that no conversion depends on."""


def object_history(lineage: ObjectLineage, version: Version) -> list[dict[str, Any]]:
    """Return what led to a version of an object, oldest first."""
    return [
        {
            "version": str(entry.version),
            "changes": [
                *({"change": "same_as", "version": str(shared)} for shared in entry.same_as),
                *(_change(change, _older_type(change)) for change in entry.changes),
            ],
        }
        for entry in lineage.way(version)
    ]


def interface_history(lineage: InterfaceLineage, version: Version) -> list[dict[str, Any]]:
    """Return what led to a version of an interface, oldest first."""
    return [
        {
            "version": str(entry.version),
            "changes": [
                *([{"change": "previous_major_served"}] if entry.previous_major_served else []),
                *(_change(change, _older_annotation(change)) for change in entry.changes),
            ],
        }
        for entry in lineage.entries
        if entry.version <= version
    ]


def _older_type(change: Any) -> str | None:
    """The type that a field had before a change that names one."""
    types = getattr(change, "types", None)
    older = None if types is None else types.older.get(change.field)
    return older.text if older is not None and hasattr(change, "was") else None


def _older_annotation(change: Any) -> str | None:
    """The type that an argument or a result had before a change that names one."""
    name = type(change).__name__
    if name not in ("ArgumentRemoved", "ArgumentRetyped", "ResultRetyped"):
        return None
    return "None" if change.was in (None, type(None)) else field_type(change.was, name).text


def _change(change: Any, was: str | None) -> dict[str, Any]:
    """Return a change: its word, and each of its parts that says something.

    Args:
        change: of an object or an interface.
        was: the text of the older type, where the change has an annotation for it.
    """
    facts: dict[str, Any] = {"change": change.word.partition("(")[0]}
    for part in dataclasses.fields(change):
        value = was if part.name == "was" and was is not None else getattr(change, part.name)
        if part.name in _LEFT_OUT or _says_nothing(value, part):
            continue
        if value is UNSET:
            facts[f"{part.name}_unset"] = True
        else:
            facts[part.name] = _plain(value)
    return facts


def _says_nothing(value: Any, part: dataclasses.Field[Any]) -> bool:
    """Whether a part of a change is as it is where nobody writes it."""
    if part.name in ("up", "down") and value is None:
        return True
    return value is REQUIRED or value is KEPT or value is Loss.REFUSED or value == ()


def _plain(value: Any) -> Any:
    """Return a value of a change as JSON has it; a function is only said to be there."""
    match value:
        case enum.Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case frozenset():
            return sorted(map(_plain, value), key=repr)
        case tuple():
            return [*map(_plain, value)]
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case datetime.datetime():
            return value.isoformat()
        case FieldOptions():
            return _options(value)
        case MethodSpec():
            return value.describe()
        case _:
            return callable(value) or str(value)


def _options(options: FieldOptions) -> dict[str, Any]:
    facts = {"default": _plain(options.default)} if options.has_default else {}
    flags = ("read_only", "may_be_absent")
    return facts | {flag: True for flag in flags if getattr(options, flag)}
