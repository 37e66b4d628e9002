"""Whether a primitive is what the schema of an older release of Nova expects, by the facts."""

from __future__ import annotations

import datetime
import functools
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from oslo_versionedobjects import fields as ovo

from tests.support.nova_facts import by_release
from vobjects import View

Judge = Callable[[Any], None]


def expected_by(view: View, node: Mapping[str, Any]) -> None:
    """Fail unless a release of Nova has the class, its version, the fields and the values."""
    name, data = node["nova_object.name"], node["nova_object.data"]
    assert node["nova_object.namespace"] == "nova"
    version, fields = by_release()[view.label][name]
    assert node["nova_object.version"] == version, name
    assert data.keys() <= fields.keys(), name
    assert set(node.get("nova_object.changes", ())) <= data.keys(), name
    for field, value in data.items():
        try:
            _judge(view, fields[field])(value)
        except (AssertionError, ValueError) as error:
            raise AssertionError(
                f"{name} {version}.{field} ({fields[field]}): {value!r}"
            ) from error


@functools.cache
def _judge(view: View, facts: str) -> Judge:
    kind, *rest = facts.split(" ")
    inner = _kind(view, kind)
    for word in rest:
        if word.startswith("values="):
            inner = functools.partial(_one_of, tuple(word.removeprefix("values=").split("/")))
    return functools.partial(_or_none, inner) if "null" in rest else inner


def _kind(view: View, kind: str) -> Judge:
    held = re.fullmatch(r"(Object|ListOfObjects)\((\w+)\)", kind)
    if held is None:
        return _KINDS[kind]
    child = functools.partial(_object, view, held[2])
    return functools.partial(_list, child) if held[1] == "ListOfObjects" else child


def _object(view: View, name: str, value: Any) -> None:
    assert view.is_kind(value["nova_object.name"], name)
    expected_by(view, value)


def _or_none(inner: Judge, value: Any) -> None:
    if value is not None:
        inner(value)


def _one_of(values: tuple[str, ...], value: Any) -> None:
    assert value in values


def _is(*types: type) -> Judge:
    def judge(value: Any) -> None:
        assert type(value) in types

    return judge


def _text(kind: Callable[[], ovo.FieldType[Any]]) -> Judge:
    """Text that a type of o.vo takes."""

    def judge(value: Any) -> None:
        assert type(value) is str
        kind().coerce(None, "value", value)

    return judge


def _uuid(value: Any) -> None:
    assert value == str(uuid.UUID(value))


def _time(value: Any) -> None:
    """Text in the one form that every release reads: microseconds or none, and UTC."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", value)
    datetime.datetime.fromisoformat(value)


def _list(inner: Judge, value: Any) -> None:
    assert type(value) is list
    for item in value:
        inner(item)


def _dict(inner: Judge, value: Any) -> None:
    assert type(value) is dict
    for key, item in value.items():
        assert type(key) is str
        inner(item)


_INT, _STR = _is(int), _is(str)
_NULLABLE = functools.partial(_or_none, _STR)
_INTS, _STRS = functools.partial(_list, _INT), functools.partial(_list, _STR)
_KINDS: dict[str, Judge] = {
    "Boolean": _is(bool),
    "DateTime": _time,
    "DictOfIntegers": functools.partial(_dict, _INT),
    "DictOfListOfStrings": functools.partial(_dict, _STRS),
    "DictOfNullableStrings": functools.partial(_dict, _NULLABLE),
    "DictOfSetOfIntegers": functools.partial(_dict, _INTS),
    "DictOfStrings": functools.partial(_dict, _STR),
    "Enum": _STR,
    "FlexibleBoolean": _is(bool),
    "Float": _is(float, int),
    "IDEAddress": _STR,
    "IPAddress": _text(ovo.IPAddress),
    "IPV4Address": _text(ovo.IPV4Address),
    "IPV6Address": _text(ovo.IPV6Address),
    "Integer": _INT,
    "ListOfDictOfNullableStrings": functools.partial(_list, functools.partial(_dict, _NULLABLE)),
    "ListOfIntegers": _INTS,
    "ListOfListsOfStrings": functools.partial(_list, _STRS),
    "ListOfSetsOfIntegers": functools.partial(_list, _INTS),
    "ListOfStrings": _STRS,
    "ListOfUUID": functools.partial(_list, _uuid),
    "MACAddress": _text(ovo.MACAddress),
    "NetworkModel": _STR,
    "NetworkVIFModel": _STR,
    "PCIAddress": _text(ovo.PCIAddress),
    "ResourceClass": _STR,
    "SCSIAddress": _STR,
    "SensitiveString": _STR,
    "SetOfIntegers": _INTS,
    "SetOfStrings": _STRS,
    "String": _STR,
    "USBAddress": _STR,
    "UUID": _uuid,
    "VersionPredicate": _text(ovo.VersionPredicate),
    "XenAddress": _STR,
}
