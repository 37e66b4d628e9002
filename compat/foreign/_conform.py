"""Whether what the code sends is what a recorded release reads."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final

from oslo_versionedobjects import fields

from compat.foreign._facts import Harm
from compat.foreign._types import TypeTree, parse
from vobjects.version import Version

_PLAIN: Final = (
    fields.String,
    fields.Integer,
    fields.Float,
    fields.Boolean,
    fields.DateTime,
    fields.UUID,
    fields.NonNegativeInteger,
    fields.NonNegativeFloat,
)
_TYPES: Final[Mapping[str, Any]] = {cls.__name__: cls() for cls in _PLAIN}
"""The types of o.vo that read a value as its text or number."""
_SEQUENCE: Final = list | tuple | set
_ANY: Final = _SEQUENCE | dict
_CONTAINERS: Final[Mapping[str, Any]] = {"List": _SEQUENCE, "Set": _SEQUENCE, "Dict": dict}
"""What the containers of o.vo are sent as; those of a project may be sent as either."""
Problem = tuple[Harm, Any, Any]
"""What happens, what the release has, and what is sent."""


def problems(
    value: Any, field: Mapping[str, Any], versions: Mapping[str, str], prefix: str
) -> Iterator[Problem]:
    """Yield what a release meets when it reads a value of a field.

    Args:
        value: as the code sends it.
        field: the field as it was recorded.
        versions: of the classes of the release, by name.
        prefix: before the keys of an object inside, such as ``versioned_object.``.
    """
    yield from _of(value, parse(field["type"]), field, versions, prefix)


def _of(
    value: Any, tree: TypeTree, field: Mapping[str, Any], versions: Mapping[str, str], prefix: str
) -> Iterator[Problem]:
    if value is None:
        yield from _null(tree, field)
    elif tree.child:
        yield from _child(value, tree, versions, prefix)
    elif tree.element is not None:
        if not isinstance(value, _CONTAINERS.get(tree.name, _ANY)):
            yield Harm.RETYPED, str(tree), value
            return
        for each in value.values() if isinstance(value, dict) else value:
            yield from _of(each, tree.element, field, versions, prefix)
    elif field.get("values"):
        if str(value) not in field["values"]:
            yield Harm.VALUE, ", ".join(field["values"]), value
    else:
        yield from _plain(value, tree)


def _null(tree: TypeTree, field: Mapping[str, Any]) -> Iterator[Problem]:
    """What a release makes of None: a default is that of the whole field, not of its elements."""
    if not tree.nullable:
        is_filled = "default" in field and str(tree) == field["type"]
        yield Harm.FILLS if is_filled else Harm.NULL, str(tree), None


def _child(
    value: Any, tree: TypeTree, versions: Mapping[str, str], prefix: str
) -> Iterator[Problem]:
    if not isinstance(value, dict) or f"{prefix}name" not in value:
        yield Harm.RETYPED, str(tree), value
        return
    name, version = value[f"{prefix}name"], value[f"{prefix}version"]
    known = versions.get(name)
    if known is None:
        yield Harm.CHILD, f"no class {name}", f"{name} {version}"
    elif not Version.named(known).accepts(Version.named(version)):
        yield Harm.CHILD, f"{name} {known}", f"{name} {version}"


def _plain(value: Any, tree: TypeTree) -> Iterator[Problem]:
    """What a type of o.vo makes of a value; of other types nothing is known."""
    type_ = _TYPES.get(tree.name)
    if type_ is None:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = type_.to_primitive(
                None, "x", type_.coerce(None, "x", type_.from_primitive(None, "x", value))
            )
    except Exception:  # the types raise several errors
        yield Harm.RETYPED, str(tree), value
        return
    if not is_same(read, value):
        yield Harm.ALTERED, str(tree), value


def is_same(read: Any, sent: Any) -> bool:
    """Whether a value is the one that was sent, be it as text or as another kind of number."""
    if isinstance(read, list | tuple) and isinstance(sent, list | tuple):
        return len(read) == len(sent) and all(map(is_same, read, sent))
    if read == sent and _kind(read) is _kind(sent):
        return True
    return str(read) == str(sent)


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)
