"""Fields of records that nobody has asked for anything in."""

from __future__ import annotations

from typing import Any

from vobjects import VersionedObject, View


def empty_columns(view: View, kind: type[VersionedObject]) -> dict[str, Any]:
    """None for each field of a class that must be set and can be None, as a new record has it.

    Args:
        view: the release.
        kind: the class; the release has it.
    """
    fields = view.schema(kind.obj_name()).fields
    return {
        name: None
        for name, spec in fields.items()
        if spec.nullable and not spec.options.may_be_absent and not spec.options.has_default
    }
