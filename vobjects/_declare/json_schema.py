"""The JSON schema of the primitive form of a class, as ``to_json_schema()`` gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vobjects._declare.field import FieldSpec
from vobjects._paths import ROOT
from vobjects._types.base import FieldType, no_child
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple

if TYPE_CHECKING:
    from vobjects._declare.release_view import ReleaseView


def json_schema(view: ReleaseView, name: str) -> dict[str, Any]:
    """The schema of one class of a view; the classes that stand in it are its definitions."""
    schema = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": name,
        **_object(view, name, name),
    }
    inside = sorted(view.reachable(name) - {name})
    if inside:
        schema["definitions"] = {child: _object(view, child, name) for child in inside}
    return schema


def _object(view: ReleaseView, name: str, root: str) -> dict[str, Any]:
    envelope, schema = view.registry.envelope, view.schema(name)
    data: dict[str, Any] = {
        "type": "object",
        "description": f"fields of {name}",
        "properties": {field: _field(spec, root) for field, spec in schema.fields.items()},
    }
    if schema.required:  # draft 4 takes no empty list
        data["required"] = sorted(schema.required)
    parts: dict[str, Any] = {part: {"type": "string"} for part in ("namespace", "name", "version")}
    parts |= {"changes": {"type": "array", "items": {"type": "string"}}, "data": data}
    return {
        "type": ["object"],
        "properties": {f"{envelope}.{part}": value for part, value in parts.items()},
        "required": [f"{envelope}.{part}" for part in ("namespace", "name", "version", "data")],
    }


def _field(spec: FieldSpec, root: str) -> dict[str, Any]:
    options = spec.options
    default = (
        {}
        if not options.has_default
        else {"default": spec.type.dump(options.default, ROOT, no_child)}
    )
    return {**_value(spec.type, root), "readonly": options.read_only, **default}


def _value(type_: FieldType, root: str) -> dict[str, Any]:
    match type_:
        case Optional():
            inner = _value(type_.inner, root)
            if "type" in inner and "enum" not in inner:
                return {**inner, "type": [*inner["type"], "null"]}
            return {"anyOf": [inner, {"type": ["null"]}]}
        case Child():
            return {"$ref": "#" if type_.name == root else f"#/definitions/{type_.name}"}
        case Tuple():
            return {"type": ["array"], "items": _value(type_.inner, root)}
        case FrozenSet():
            items = _value(type_.inner, root)
            return {"type": ["array"], "uniqueItems": True, "items": items}
        case MappingOf():
            values = _value(type_.inner, root)
            return {"type": ["object"], "additionalProperties": values}
    return type_.ovo().get_schema()
