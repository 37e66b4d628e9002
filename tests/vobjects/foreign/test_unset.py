"""Fields that are unset in what is sent: reported with their paths, and never refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oslo_versionedobjects import base

from tests.support.foreign import odd_classes as odd
from tests.support.foreign.classes import (
    FORGE,
    ForgeChild,
    ForgeChildren,
    ForgeContainers,
    ForgeObject,
    ForgeParent,
    ForgeSpecialChild,
    ForgeTable,
    ForgeValues,
)
from vobjects import DeclarationError, FieldValueError, ForeignClasses, Unset
from vobjects._foreign.unset import MOST_UNSET
from vobjects.testing._foreign.filling import Filler
from vobjects.testing._foreign.laws import Raised, outcome, state

CLASSES: list[Any] = [
    ForgeChild,
    ForgeChildren,
    ForgeContainers,
    ForgeParent,
    ForgeSpecialChild,
    ForgeTable,
    ForgeValues,
]
SAMPLES = {"FieldType": lambda rng: rng.choice(([1, "a"], {"a": None}, 2.5))}


def _unset_of(value: Any, path: str = "$") -> Iterator[tuple[str, str, str]]:
    """The unset fields in a value, found by asking o.vo."""
    if isinstance(value, base.VersionedObject):
        for name in value.fields:
            if value.obj_attr_is_set(name):
                yield from _unset_of(getattr(value, name), f"{path}.{name}")
            else:
                yield f"{path}.{name}", value.obj_name(), name
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unset_of(item, f"{path}[{key!r}]")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unset_of(item, f"{path}[{index}]")


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("at", [None, "1.0", "manifest"])
@settings(deadline=None, max_examples=25)  # functions are compiled when a class is first met
@given(seed=st.integers(0), unset=st.sampled_from((0.0, 0.1, 0.4, 1.0)))
def test_object_when_fields_are_unset_then_each_is_reported_in_every_container(
    cls: Any, at: Any, seed: int, unset: float
) -> None:
    obj = Filler(seed, SAMPLES).object(cls, unset)
    before, receiver = state(obj), FORGE.manifest if at == "manifest" else at
    writes: list[Any] = [FORGE.encode, FORGE.to_primitive]
    for write in writes:
        found: list[Unset] = []
        written = outcome(lambda: write(obj, receiver, unset=found))  # noqa: B023  (called here)
        if isinstance(written, Raised):  # by the classes themselves
            assert not found
            continue
        assert written == write(obj, receiver)
        expected = set(_unset_of(obj))
        reported = {(entry.path, entry.object, entry.field) for entry in found}
        assert len(found) == len(reported) == min(len(expected), MOST_UNSET)
        assert reported <= expected
    assert state(obj) == before


def test_object_when_a_class_says_itself_what_is_set_then_only_a_copy_is_asked() -> None:
    writer = odd.OddWriter(n=1)
    found: list[Unset] = []
    FORGE.encode(writer, unset=found)
    assert [entry.path for entry in found] == ["$.child"]
    assert writer.n == 1
    found.clear()
    FORGE.to_primitive(odd.OddProperty(n=1), unset=found)
    assert found == [Unset("$.size", "OddProperty", "1.0", "size")]
    assert found[0].as_dict()["field"] == "size"


def test_object_when_an_own_field_holds_no_objects_then_the_others_are_reported() -> None:
    found: list[Unset] = []
    FORGE.encode(odd.OddFields(held=[{"a": {"b": 1}}], shouts=["a"]), unset=found)
    assert [entry.field for entry in found] == [
        "bare",
        "cut",
        "kept",
        "patched",
        "plain",
        "shouted",
        "state",
    ]


def test_object_when_many_fields_are_unset_then_the_nearest_are_reported() -> None:
    rows = [[ForgeChild(x=1) for _ in range(100)]]
    found: list[Unset] = []
    FORGE.encode(ForgeParent(rows=rows, child=ForgeChild()), unset=found)
    assert len(found) == MOST_UNSET
    assert {"$.id", "$.values", "$.child.x", "$.rows[0][0].y"} <= {entry.path for entry in found}
    assert str(found[0]) == "$.children: 'children' of ForgeParent 1.5 is unset"


def test_object_when_it_is_refused_then_nothing_is_reported() -> None:
    found: list[Unset] = []
    with pytest.raises(FieldValueError):
        FORGE.encode(odd.OddFields(held={2}), unset=found)
    assert not found


def test_object_when_a_field_may_be_absent_then_it_is_not_reported() -> None:
    absent = {"ForgeChild": ("inner", "y")}
    forge = ForeignClasses(ForgeObject, may_be_absent=absent)
    found: list[Unset] = []
    forge.encode(ForgeChild(inner=ForgeChild()), unset=found)
    assert [entry.path for entry in found] == ["$.x", "$.inner.x"]


def test_project_when_a_field_that_may_be_absent_is_unknown_then_it_is_refused() -> None:
    with pytest.raises(DeclarationError, match="did you mean 'inner'") as caught:
        ForeignClasses(ForgeObject, may_be_absent={"ForgeChild": ("iner",)})
    assert caught.value.where == "may_be_absent of ForgeChild"


@pytest.mark.parametrize(
    ("absent", "found"),
    [
        ({"ForgeChidl": ("x",)}, "str 'ForgeChidl'"),
        (5, "int 5"),
        (["ForgeChild"], "list ['ForgeChild']"),
    ],
)
def test_project_when_a_class_that_may_lack_fields_is_unknown_then_it_is_refused(
    absent: Any, found: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        ForeignClasses(ForgeObject, may_be_absent=absent)
    assert (caught.value.where, caught.value.found) == ("may_be_absent", found)


@pytest.mark.parametrize("write", [FORGE.encode, FORGE.to_primitive])
def test_writing_when_an_argument_is_none_of_its_kind_then_it_is_refused(write: Any) -> None:
    values: list[Any] = [5, None, "x", {}, ForgeChild]
    for value in values:
        with pytest.raises(FieldValueError, match="expected an object of forge"):
            write(value)
    for unset in ((), 5):
        with pytest.raises(DeclarationError, match="expected a list, or None"):
            write(ForgeChild(), unset=unset)


def test_object_when_one_is_at_many_places_then_it_is_reported_at_the_first() -> None:
    child = ForgeChild(x=1, inner=None)
    found: list[Unset] = []
    FORGE.encode(ForgeParent(many=[child, child], child=child), unset=found)
    assert [entry.path for entry in found if entry.object == "ForgeChild"] == ["$.child.y"]
