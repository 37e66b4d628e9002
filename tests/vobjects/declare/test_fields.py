"""What a field says of itself, and values that hold others."""

import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import (
    UNSET,
    DecodeError,
    FieldValueError,
    LossReport,
    Registry,
    VersionedObject,
    added,
    catalog,
    history,
    initial,
    merge,
    renamed,
    version,
)
from vobjects._declare.field import REQUIRED
from vobjects._paths import ROOT, render
from vobjects._repr import shown
from vobjects._types.annotations import field_type
from vobjects.catalog.flavor import Flavor
from vobjects.testing import filled

KILO = catalog.at("kilo")


def test_field_when_it_is_described_then_a_manifest_has_its_facts() -> None:
    specs = KILO.schema("NUMACell").fields
    assert specs["cpuset"].describe() == {"type": "frozenset[int]"}
    assert specs["id"].describe() == {"type": "int", "read_only": True}
    assert specs["cpu_usage"].describe() == {"type": "int", "default": 0}
    mode = KILO.schema("VirtCPUModel").fields["mode"]
    assert mode.describe()["values"] == ["custom", "host-model", "host-passthrough"]


def test_sentinels_when_they_are_shown_or_pickled_then_they_stay_themselves() -> None:
    assert repr(UNSET) == "UNSET"
    assert repr(REQUIRED) == "REQUIRED"
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_value_when_it_is_shown_then_it_fits_a_line() -> None:
    assert shown(None) == "None"
    assert shown(10**5000) == "an int of 16610 bits"
    assert len(shown("x" * 500)) <= 125
    assert len(shown(list(range(1000)))) <= 125
    assert shown(b"x" * 500).startswith("bytes b'xxx")


def test_path_when_a_key_is_long_then_it_is_cut() -> None:
    assert render(((ROOT, ".a"), 3)) == "$.a[3]"
    assert len(render((ROOT, "[" + "x" * 500 + "]"))) < 90


def test_value_when_a_type_holds_no_objects_then_none_gets_in() -> None:
    flavor = filled(KILO, "Flavor")
    with pytest.raises(FieldValueError, match="expected int"):
        field_type(int, "x").load(flavor, ROOT, KILO.judge)
    with pytest.raises(FieldValueError, match="expected NUMACell of kilo"):
        new(KILO, "NUMATopology", cells=[flavor])
    cell = filled(catalog.at("juno"), "InstanceNUMACell")
    with pytest.raises(FieldValueError, match=r"InstanceNUMACell 1\.0 of juno; convert it with"):
        new(KILO, "InstanceNUMATopology", cells=[cell])
    with pytest.raises(FieldValueError, match=r"expected NUMACell of kilo, found int 1"):
        new(KILO, "NUMATopology", cells=[1])


def test_value_when_it_is_dumped_and_loaded_for_a_call_then_objects_in_it_are_converted() -> None:
    type_ = field_type(Mapping[str, Flavor | None], "a method")
    icehouse, report = catalog.at("icehouse"), LossReport()
    flavor = filled(KILO, "Flavor")
    for form in ("compact", "primitive"):
        raw = KILO.dump_value(type_, {"a": flavor, "b": None}, icehouse, form, ROOT, report)
        found = icehouse.load_value(type_, raw, form, ROOT, report)
        assert found == {"a": icehouse.adopt(flavor), "b": None}
    with pytest.raises(DecodeError, match=r"expected Mapping\[str, Flavor \| None\], found int 1"):
        KILO.load_value(type_, 1, "compact", ROOT, report)


def test_view_when_a_class_is_named_then_what_stands_in_it_is_reachable() -> None:
    assert KILO.reachable("NUMATopology") == {"NUMATopology", "NUMACell", "NUMAPagesTopology"}


def test_view_when_a_raw_value_has_unknown_fields_then_it_names_them() -> None:
    raw = KILO.to_primitive(filled(KILO, "Tag"))
    raw["nova_object.data"]["hue"] = 1
    assert KILO.unknown_fields(raw, "primitive", ROOT) == ["$.hue"]
    assert catalog.at("juno") != KILO


def test_float_when_an_int_is_given_then_it_becomes_one() -> None:
    found = new(KILO, "Flavor", rxtx_factor=2).rxtx_factor
    assert (type(found), found) == (float, 2.0)


def test_type_when_it_is_no_enum_then_it_takes_no_values() -> None:
    type_ = field_type(int, "x")
    assert type_.with_values(("a",)) is type_


def _boxes() -> Registry:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        id: int
        tint: str
        hue: str
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Shades.", added("shade", default="", why="shades count")),
            version(
                "1.2", "Other names.", renamed("hue", was="color"), renamed("tint", was="shade")
            ),
        )
        KEY = ("id",)

    @boxes.register
    class Box(VersionedObject):
        label: str
        item: Item
        other: Item = UNSET
        HISTORY = history(initial("1.0"))

    return boxes


def test_merge_when_a_field_was_renamed_then_the_writer_knew_it_by_its_older_name() -> None:
    boxes = _boxes()
    item = new(boxes.head, "Item", id=1, tint="", hue="red")
    current = new(boxes.head, "Box", label="a", item=item)
    stale: Any = boxes.at({"Box": "1.0", "Item": "1.0"}).adopt(current)
    current.item.tint = "dark"
    stale.item = new(stale.VIEW, "Item", id=1, color="blue")
    merge(current, boxes.head.decode(stale.VIEW.encode(stale)))
    assert (current.item.hue, current.item.tint) == ("blue", "dark")


def test_merge_when_an_adopted_object_is_merged_then_its_writer_is_the_older_one() -> None:
    boxes = _boxes()
    old = boxes.at({"Box": "1.0", "Item": "1.0"})
    stale = new(old, "Item", id=1, color="red")
    middle = boxes.at({"Box": "1.0", "Item": "1.1"})
    found = boxes.head.adopt(middle.adopt(stale))
    assert found._passed == ("1.0",)


def test_merge_when_a_writer_names_a_field_that_it_cannot_know_then_it_is_not_taken() -> None:
    values = {"id": 1, "cpuset": {0}, "memory": 512}
    current = new(KILO, "InstanceNUMACell", **values, pagesize=2048)
    juno = catalog.at("juno")
    raw = juno.to_primitive(new(juno, "InstanceNUMACell", **values))
    raw["nova_object.changes"] = ["id", "pagesize"]
    merge(current, KILO.from_primitive(raw))
    assert current.pagesize == 2048
