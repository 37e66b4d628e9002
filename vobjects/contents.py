"""Which content an object on the wire has, where its number stood for two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vobjects.errors import FieldValueError
from vobjects.fieldtype import FieldType, no_child
from vobjects.paths import ROOT
from vobjects.schema import Lineage, Schema
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
