"""A wrong value is told with the place where it stands, what was expected there and what is."""

import datetime
import enum
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgpack
import pytest

from tests.support.untyped import new
from vobjects import (
    UNSET,
    UUID,
    DecodeError,
    FieldValueError,
    Registry,
    VersionedObject,
    history,
    initial,
)

T = Registry("paths")


class Policy(enum.StrEnum):
    """Two ways to use CPUs."""

    SHARED = "shared"
    DEDICATED = "dedicated"


@T.register
class Cell(VersionedObject):
    """The innermost object."""

    id: int = UNSET
    cpuset: frozenset[int] = UNSET
    siblings: tuple[frozenset[int], ...] = UNSET
    policy: Policy | None = UNSET
    since: datetime.datetime = UNSET
    share: float = UNSET
    HISTORY = history(initial("1.0"))


@T.register
class Host(VersionedObject):
    """Cells in every place where an object can stand."""

    uuid: UUID = UNSET
    up: bool = UNSET
    cells: tuple[Cell, ...] = UNSET
    spare: Cell | None = UNSET
    named: Mapping[str, Cell | None] = UNSET
    tags: Mapping[str, tuple[str, ...]] = UNSET
    HISTORY = history(initial("1.0"))


_TIME = "datetime, such as '2015-04-30T12:00:00Z'"
_WRONG: list[tuple[str, Any, str]] = [
    ("id", "7", "$.id: expected int, found str '7'"),
    ("id", None, "$.id: expected int, found None"),
    ("id", 2**64, "$.id: expected an int of 64 bits, found int 18446744073709551616"),
    ("cpuset", 5, "$.cpuset: expected frozenset[int], found int 5"),
    (
        "policy",
        "mixed",
        "$.policy: expected Policy, one of 'shared', 'dedicated', found str 'mixed'",
    ),
    ("share", float("nan"), "$.share: expected a finite float, found float nan"),
    ("share", "0.5", "$.share: expected float, found str '0.5'"),
    ("siblings", [[0], ["1"]], "$.siblings[1]{}: expected int, found str '1'"),
]
"""A field of a cell, a value that it cannot hold, and the error; {} is a place in a set."""


@pytest.mark.parametrize(("field", "value", "text"), _WRONG)
def test_assignment_when_the_value_is_wrong_then_the_error_says_where_and_what(
    field: str, value: Any, text: str
) -> None:
    cell = new(T.head, "Cell")
    given = [set(row) for row in value] if field == "siblings" else value
    with pytest.raises(FieldValueError) as caught:
        setattr(cell, field, given)
    assert str(caught.value) == text.format("")
    assert caught.value.fields() == {
        "path": caught.value.path,
        "expected": caught.value.expected,
        "found": caught.value.found,
    }
    assert cell.obj_values() == {}
    assert cell.obj_what_changed() == set()


_PLACES: list[tuple[str, Callable[[Any], Any]]] = [
    ("$.cells[1]", lambda node: {"cells": [_cell({}), node]}),
    ("$.spare", lambda node: {"spare": node}),
    ("$.named['a b']", lambda node: {"named": {"": None, "a b": node}}),
]


def _cell(data: dict[str, Any]) -> list[Any]:
    return ["Cell", "1.0", data, []]


def _decoded(data: dict[str, Any]) -> Any:
    return T.head.decode(msgpack.packb([1, "paths", ["Host", "1.0", data, []]]))


def _as_primitive(node: Any) -> Any:
    """A compact node as a dict of oslo.versionedobjects."""
    if isinstance(node, list) and len(node) == 4 and node[1] == "1.0":
        name, version, data, _changes = node
        inside = {field: _as_primitive(value) for field, value in data.items()}
        head = {"name": name, "namespace": "paths", "version": version, "data": inside}
        return {f"versioned_object.{part}": value for part, value in head.items()}
    if isinstance(node, list):
        return [_as_primitive(item) for item in node]
    return {k: _as_primitive(v) for k, v in node.items()} if isinstance(node, dict) else node


def _from_primitive(data: dict[str, Any]) -> Any:
    return T.head.from_primitive(json.loads(json.dumps(_as_primitive(["Host", "1.0", data, []]))))


@pytest.mark.parametrize("read", [_decoded, _from_primitive])
@pytest.mark.parametrize(("where", "put"), _PLACES, ids=[where for where, _ in _PLACES])
@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        *[wrong for wrong in _WRONG if wrong[1] != 2**64 and wrong[1] == wrong[1]],
        ("cpuset", [1, 2, 3, "7"], "$.cpuset[3]: expected int, found str '7'"),
        (
            "since",
            "soon",
            f"$.since: expected {_TIME}, found str 'soon'",
        ),
        ("since", 5, f"$.since: expected {_TIME}, found int 5"),
        ("hue", 5, "$: expected the fields of Cell 1.0, found 'hue' as well"),
    ],
)
def test_message_when_a_value_in_it_is_wrong_then_the_error_says_where_and_what(
    read: Callable[[Any], Any],
    where: str,
    put: Callable[[Any], Any],
    field: str,
    value: Any,
    text: str,
) -> None:
    with pytest.raises(DecodeError) as caught:
        read(put(_cell({field: value})))
    assert str(caught.value) == text.format("[0]").replace("$", where, 1)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"uuid": "x"}, "$.uuid: expected UUID, found str 'x'"),
        ({"up": "True"}, "$.up: expected bool, found str 'True'"),
        ({"cells": "ab"}, "$.cells: expected tuple[Cell, ...], found str"),
        ({"cells": [5]}, "$.cells[0]: expected Cell of this view, found int 5"),
        ({"tags": {"a": ["b", b"c"]}}, "$.tags['a'][1]: expected str, found bytes b'c'"),
        ({"tags": {5: []}}, "$.tags key: expected str, found int 5"),
        ({"tags": {"a": {"b"}}}, "$.tags['a']: expected tuple[str, ...], found set {'b'}"),
        ({"tags": ["a"]}, "$.tags: expected Mapping[str, tuple[str, ...]], found list ['a']"),
    ],
)
def test_constructor_when_a_value_is_wrong_then_the_error_says_where_and_what(
    values: dict[str, Any], text: str
) -> None:
    with pytest.raises(FieldValueError) as caught:
        new(T.head, "Host", **values)
    assert str(caught.value) == text


def test_mapping_when_it_is_any_mapping_then_it_is_taken_and_kept_frozen() -> None:
    tags: dict[str, tuple[str, ...]] = {"a": ("b",)}
    host = new(T.head, "Host", tags=MappingProxyType(tags))
    tags["c"] = ()
    assert host.tags == {"a": ("b",)}
    assert T.head.decode(T.head.encode(host)) == host
