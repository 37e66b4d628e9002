"""The fingerprint that o.vo gives a class of the catalog when its fields are told as Nova's are.

Fields of ours tell more than o.vo asks for, so that two of them that differ never have one
fingerprint. Fields of o.vo tell the name of their type, their default and whether None is a value.
"""

from __future__ import annotations

from typing import Any

from oslo_versionedobjects import fields as ovo
from oslo_versionedobjects import fixture

from tests.support.nova_facts import by_release
from vobjects import UNSET, View
from vobjects._declare.field import FieldSpec
from vobjects._types.containers import Optional
from vobjects._types.scalars import Enum

TOLD_OTHERWISE = {"FlexibleBoolean", "NetworkModel", "NetworkVIFModel", "SensitiveString"}
"""Types of Nova that are other ones here: their names stand in Nova's fingerprints."""
NAMES = {
    "IDEPlace": "IDEAddress",
    "SCSIPlace": "SCSIAddress",
    "USBPlace": "USBAddress",
    "XenPlace": "XenAddress",
    "ResourceName": "ResourceClass",
}
"""Types of ours that have another name."""


def fingerprint(view: View, name: str) -> str:
    """Version and fingerprint of a class without methods, as o.vo's own checker gives them."""
    facts = by_release()[view.label][name][1]
    fields = {
        field: _told(spec, facts[field].split(" ")[0], bare=_is_bare(view, field))
        for field, spec in view.schema(name).fields.items()
    }
    body: dict[str, Any] = {"VERSION": view[name].VERSION, "fields": fields}
    if set(fields) == {"objects"}:  # o.vo's base of lists has a table of versions, which is empty
        body["child_versions"] = {}
    classes: Any = {name: [type(name, (), body)]}
    found: str = fixture.ObjectVersionChecker(classes).get_hashes()[name]
    return found


def _is_bare(view: View, field: str) -> bool:
    """Whether Nova wrote the one value of an enum as text where a tuple was meant."""
    return field == "hw_pointer_model" and not view.has("ImageMetaProps", "hw_input_bus")


def _told(spec: FieldSpec, kind: str, bare: bool) -> Any:
    inner = spec.type.inner if isinstance(spec.type, Optional) else spec.type
    default = spec.options.default if spec.options.has_default else UNSET
    options = {"default": _default(default), "nullable": spec.nullable}
    if isinstance(inner, Enum):
        values = inner.values()[0] if bare else inner.values()
        return _enum(inner.text, values, options)
    like: Any = inner.ovo()
    own = type(like).__name__
    name = kind if kind in TOLD_OTHERWISE else NAMES.get(own, own)
    return ovo.Field(_named(name)(), **options)


def _named(name: str) -> Any:
    return type(name, (_Any,), {})


class _Any(ovo.FieldType[Any]):
    """A type that takes every default."""

    def coerce(self, obj: Any, attr: str, value: Any) -> Any:
        return value


def _enum(name: str, values: Any, options: dict[str, Any]) -> Any:
    kind = type(name, (ovo.Enum,), {})
    return type("Field", (ovo.BaseEnumField,), {"AUTO_TYPE": kind(valid_values=values)})(**options)


def _default(value: Any) -> Any:
    """The default in the containers that fields of o.vo have."""
    if value is UNSET:
        return ovo.UnspecifiedDefault
    for ours, theirs in ((frozenset, set), (tuple, list), (dict, dict)):
        if isinstance(value, ours):
            return theirs(value)
    return value
