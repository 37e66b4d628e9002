"""The fields of a class at its newest version, as a table."""

from __future__ import annotations

import re

from vobjects._declare.field import FieldSpec
from vobjects._declare.object import VersionedObject
from vobjects._plan.lineage import Lineage
from vobjects._types.base import FieldType
from vobjects._types.containers import Optional
from vobjects.sphinx import _rst as rst
from vobjects.sphinx._meanings import meanings
from vobjects.version import Version

_HEADER = ("Field", "Type", "Nullable", "Default", "Read-only", "Since", "Meaning")


def fields_table(lineage: Lineage, version: Version, cls: type[VersionedObject]) -> str:
    """A row a field of the class that has a version; a sentence where there is none."""
    said = meanings(cls)
    specs = lineage.schemas[version].fields
    if not specs:
        return "It has no fields."
    rows = [
        (
            rst.literal(name),
            type_text(spec.type),
            "yes" if spec.nullable else "",
            _default(spec),
            "yes" if spec.options.read_only else "",
            str(_since(lineage, version, name)),
            said.get(name, ""),
        )
        for name, spec in specs.items()
    ]
    return f"The fields of {version}:\n\n{rst.table(_HEADER, rows)}"


def type_text(type_: FieldType) -> str:
    """A type but for ``| None``, with links to classes, and with the values of an enum."""
    inner = type_.inner if isinstance(type_, Optional) else type_
    pattern = "|".join(rf"\b{re.escape(child)}\b" for child in inner.children()) or r"$^"
    pieces = re.split(f"({pattern})", inner.text)
    shown = "\\ ".join(
        rst.page_link(piece) if piece in inner.children() else rst.literal(piece)
        for piece in pieces
        if piece
    )
    values = ", ".join(rst.literal(repr(str(value))) for value in inner.values())
    return f"{shown}: {values}" if values else shown


def default_text(spec: FieldSpec) -> str:
    """The default of a field; nothing where it has none."""
    facts = spec.describe()
    return rst.literal(repr(facts["default"])) if "default" in facts else ""


def _default(spec: FieldSpec) -> str:
    """The default, and whether the field may be absent."""
    absent = ["may be absent"] if spec.options.may_be_absent else []
    return ", ".join([*filter(None, [default_text(spec)]), *absent])


def _since(lineage: Lineage, version: Version, name: str) -> Version:
    """The oldest version from which on the field was always there under its name."""
    since = version
    for entry in reversed(lineage.way(version)):
        if name not in lineage.schemas[entry.version].fields:
            break
        since = entry.version
    return since
