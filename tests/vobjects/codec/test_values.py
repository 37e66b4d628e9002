"""Values by name, such as the arguments of a call: both ways of them give the same."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.both_ways import whole
from tests.support.pairs import EXAMPLES, MILESTONES, law
from vobjects import (
    BackportRefusedError,
    DecodeError,
    FieldValueError,
    LossReport,
    Registry,
    VersionedObject,
    View,
    VObjectError,
    catalog,
    history,
    initial,
)
from vobjects._codec.message import pack
from vobjects._codec.values import Values, path_of
from vobjects._types.annotations import field_type
from vobjects._types.base import FieldType
from vobjects.catalog.device_metadata import InstanceDeviceMetadata
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMACell
from vobjects.catalog.network_request import NetworkRequestList
from vobjects.limits import Limits
from vobjects.testing import filled
from vobjects.testing._strategies import of_type

ANNOTATIONS: dict[str, Any] = {
    "instance": Instance,
    "flavor": Flavor | None,
    "networks": NetworkRequestList | None,
    "devices": InstanceDeviceMetadata | None,
    "cells": tuple[InstanceNUMACell, ...],
    "named": Mapping[str, InstanceNUMACell],
    "since": datetime.datetime | None,
    "times": tuple[datetime.datetime, ...],
    "cpus": frozenset[int],
    "count": int,
    "ratio": float,
    "force": bool,
    "note": str | None,
}
TYPES = {name: field_type(annotation, name) for name, annotation in ANNOTATIONS.items()}
NEWEST = catalog.at(MILESTONES[-1])


def known(view: View) -> dict[str, FieldType]:
    """The types of which a release has the classes."""
    return {n: t for n, t in TYPES.items() if all(child in view for child in t.children())}


@st.composite
def arguments(draw: st.DrawFn, view: View) -> dict[str, Any]:
    """Some of the values, in any order."""
    types = known(view)
    names = draw(st.lists(st.sampled_from(sorted(types)), unique=True, max_size=4))
    return {name: draw(of_type(types[name], view, draw(st.booleans()))) for name in names}


def written_slowly(values: Values, given_: dict[str, Any], view: View, at: View) -> bytes | None:
    """The message that the functions write, or None where they refuse a value."""
    try:
        return pack(view.registry.project, values.dump(given_, at, "compact", LossReport()))
    except VObjectError:
        return None


def read_slowly(values: Values, message: bytes, view: View) -> dict[str, Any] | None:
    """The values that the functions read, or None where they refuse one."""
    try:
        return {
            name: view.load_value(values.types[name], raw, "compact", path_of(name), LossReport())
            for name, raw in values.raw(message).items()
        }
    except (VObjectError, KeyError):
        return None


def shape(values: Mapping[str, Any]) -> Any:
    """All that values hold, to compare them."""
    return {name: _shape(value) for name, value in values.items()}


def _shape(value: Any) -> Any:
    if isinstance(value, VersionedObject):
        return whole(value)
    if isinstance(value, tuple):
        return [_shape(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _shape(item) for key, item in value.items()}
    return type(value), value


@pytest.mark.no_cover
@pytest.mark.parametrize("at", MILESTONES)
@pytest.mark.parametrize("release", MILESTONES)
@law(EXAMPLES * 2)
@given(data=st.data())
def test_values_when_any_release_writes_them_then_both_ways_give_the_same_bytes(
    release: str, at: str, data: st.DataObject
) -> None:
    view, target = catalog.at(release), catalog.at(at)
    values, found = Values(view, known(view)), data.draw(arguments(view))
    expected = written_slowly(values, found, view, target)

    if expected is None:
        with pytest.raises(VObjectError):
            values.encode(found, target, LossReport())
    else:
        assert values.encode(found, target, LossReport()) == expected


@pytest.mark.no_cover
@pytest.mark.parametrize("reader", MILESTONES)
@pytest.mark.parametrize("release", MILESTONES)
@law(EXAMPLES * 2)
@given(data=st.data())
def test_values_when_any_release_reads_them_then_both_ways_give_the_same(
    release: str, reader: str, data: st.DataObject
) -> None:
    view, own = catalog.at(release), catalog.at(reader)
    types = {name: known(view)[name] for name in known(view).keys() & known(own).keys()}
    found = {n: v for n, v in data.draw(arguments(view)).items() if n in types}
    message = Values(view, types).encode(found, view, LossReport())
    values = Values(own, types)

    for written in (None, view, own):
        quick = values.read(message, written)
        if quick is not None:
            expected = read_slowly(values, message, own)
            assert expected is not None
            assert shape(quick) == shape(expected)


@pytest.mark.parametrize("release", MILESTONES)
def test_values_when_they_are_of_the_own_release_then_it_is_the_fast_way(
    release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = catalog.at(release)
    values = Values(view, {"flavor": TYPES["flavor"], "since": TYPES["since"]})
    when = datetime.datetime(2020, 2, 2, tzinfo=datetime.UTC)
    found = {"flavor": filled(view, "Flavor"), "since": when}
    monkeypatch.setattr(Values, "dump", None)

    message = values.encode(found, view, LossReport())

    assert values.read(message) == found


def test_values_when_the_sender_is_older_then_its_view_makes_it_the_fast_way() -> None:
    older = next(
        catalog.at(release)
        for release in reversed(MILESTONES)
        if catalog.at(release).versions["Flavor"] < NEWEST.versions["Flavor"]
    )
    values = Values(NEWEST, {"flavor": TYPES["flavor"]})
    flavor = filled(older, "Flavor")
    message = Values(older, values.types).encode({"flavor": flavor}, older, LossReport())

    assert values.read(message, NEWEST) is None
    found = values.read(message, older)

    assert found is not None
    assert type(found["flavor"]) is NEWEST["Flavor"]
    assert found["flavor"].flavorid == flavor.flavorid  # type: ignore[attr-defined]


def test_values_when_subclasses_stand_in_them_then_it_is_the_fast_way() -> None:
    bus = NEWEST["PCIDeviceBus"](address="0000:00:02.0")
    disk = NEWEST["DiskMetadata"](bus=bus, serial="x", path="y", tags=["z"])
    devices = NEWEST["InstanceDeviceMetadata"](devices=[disk])
    values = Values(NEWEST, {"devices": TYPES["devices"]})

    found = values.read(values.encode({"devices": devices}, NEWEST, LossReport()))

    assert found is not None
    assert type(found["devices"].devices[0]) is NEWEST["DiskMetadata"]
    assert found["devices"] == devices


def test_message_when_written_has_the_project_and_the_names_in_order() -> None:
    values = Values(NEWEST, {"count": TYPES["count"], "cpus": TYPES["cpus"]})

    message = values.encode({"cpus": frozenset({3, 1}), "count": 2}, NEWEST, LossReport())

    assert message == msgpack.packb([1, "nova", {"count": 2, "cpus": [1, 3]}])
    assert values.encode({}, NEWEST, LossReport()) == msgpack.packb([1, "nova", {}])


def test_given_values_when_written_stay_as_they_are() -> None:
    values = Values(NEWEST, {"since": TYPES["since"]})
    when = datetime.datetime(2020, 2, 2, tzinfo=datetime.UTC)
    found = {"since": when}

    values.encode(found, NEWEST, LossReport())

    assert found == {"since": when}


def test_value_when_the_target_cannot_hold_it_is_refused_with_its_path() -> None:
    oldest = catalog.at(MILESTONES[0])
    cell = NEWEST["InstanceNUMACell"](id=0, cpuset={0}, memory=1)
    values = Values(NEWEST, {"cells": TYPES["cells"]})

    with pytest.raises(BackportRefusedError) as caught:
        values.encode({"cells": (cell,)}, oldest, LossReport())

    assert caught.value.path == "$.cells[0]"


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x93",
        msgpack.packb([1, "nova", {"count": "2"}]),
        msgpack.packb([1, "nova", {"count": 2, "other": 1}]),
        msgpack.packb([1, "nova", [2]]),
        msgpack.packb([1, "cinder", {"count": 2}]),
        msgpack.packb([2, "nova", {"count": 2}]),
        msgpack.packb([1, "nova", {"count": 2}]) + b"\x00",
    ],
)
def test_message_when_it_is_not_what_was_expected_is_left_to_the_types(message: bytes) -> None:
    assert Values(NEWEST, {"count": TYPES["count"]}).read(message) is None


def test_message_when_it_is_no_bytes_is_left_to_the_types() -> None:
    values = Values(NEWEST, {"count": TYPES["count"]})

    assert values.read("text") is None  # type: ignore[arg-type]
    with pytest.raises(DecodeError, match="expected bytes"):
        values.raw("text")  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [[1], 1, {1: 2}, None])
def test_raw_when_there_are_no_values_by_name_is_refused(content: Any) -> None:
    with pytest.raises(DecodeError) as caught:
        Values(NEWEST, {}).raw(msgpack.packb([1, "nova", content]))

    assert caught.value.path == "$"


SMALL = Registry("small", limits=Limits(bytes=70, items=20, depth=2))


@SMALL.register
class Ring(VersionedObject):
    """It can hold itself."""

    inner: Ring | None
    HISTORY = history(initial("1.0"))


SMALL_VIEW = SMALL.at({"Ring": "1.0"})
RINGS = Values(
    SMALL_VIEW, {"ring": field_type(Ring, "ring"), "many": field_type(tuple[int, ...], "many")}
)


def test_objects_when_they_may_be_too_deep_are_counted() -> None:
    ring = SMALL_VIEW[Ring]
    fits = {"ring": ring(inner=ring(inner=None))}

    message = RINGS.encode(fits, SMALL_VIEW, LossReport())
    assert RINGS.read(message) is None
    assert read_slowly(RINGS, message, SMALL_VIEW) == fits

    with pytest.raises(FieldValueError, match="depth limit"):
        RINGS.encode({"ring": ring(inner=ring(inner=ring(inner=None)))}, SMALL_VIEW, LossReport())


@pytest.mark.parametrize("count", [30, 100])
def test_message_when_no_receiver_would_take_it_is_refused(count: int) -> None:
    with pytest.raises(FieldValueError, match="at most 70 bytes with 20 items"):
        RINGS.encode({"many": (1,) * count}, SMALL_VIEW, LossReport())


def test_message_when_it_may_have_too_many_items_is_left_to_the_types() -> None:
    flat = Values(SMALL_VIEW, {"many": RINGS.types["many"]})
    message = flat.encode({"many": (300,) * 6}, SMALL_VIEW, LossReport())

    assert len(message) > 20
    assert flat.read(message) is None
    assert flat.read(flat.encode({"many": (1,)}, SMALL_VIEW, LossReport())) == {"many": (1,)}


def test_encoders_when_a_class_gets_attributes_are_made_anew() -> None:
    registry = Registry("extras")

    @registry.register
    class Thing(VersionedObject):
        name: str
        HISTORY = history(initial("1.0"))

    view = registry.at({"Thing": "1.0"})
    values = Values(view, {"thing": field_type(Thing, "thing")})
    thing = view[Thing](name="a")
    before = values.encode({"thing": thing}, view, LossReport())

    thing._extra = 1  # type: ignore[attr-defined]

    assert values.encode({"thing": thing}, view, LossReport()) == before


def test_values_when_the_writer_has_no_such_class_then_only_their_types_can_tell() -> None:
    values = Values(NEWEST, {"devices": TYPES["devices"]})
    known_there = {"devices": filled(NEWEST, "InstanceDeviceMetadata")}
    message = values.encode(known_there, NEWEST, LossReport())
    assert values.read(message, NEWEST) == known_there
    assert values.read(message, catalog.at("icehouse")) is None


TREES = Registry("trees", limits=Limits(depth=1))


@TREES.register
class Leaf(VersionedObject):
    """What stands in a branch."""

    id: int
    HISTORY = history(initial("1.0"))


@TREES.register
class Branch(VersionedObject):
    """Deeper than the registry's messages may be."""

    leaf: Leaf
    HISTORY = history(initial("1.0"))


def test_values_when_classes_are_deeper_than_messages_may_be_then_only_types_can_tell() -> None:
    leaf = Values(TREES.head, {"leaf": field_type(Leaf, "leaf")})
    branch = Values(TREES.head, {"branch": field_type(Branch, "branch")})
    node = ["Leaf", "1.0", {"id": 1}, []]
    assert leaf.read(pack("trees", {"leaf": node})) == {"leaf": Leaf(id=1)}
    message = pack("trees", {"branch": ["Branch", "1.0", {"leaf": node}, []]})
    assert branch.read(message) is None
