"""Texts of errors, reports and explanations: they name what the reader has before him."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from vobjects import (
    UNSET,
    BackportRefusedError,
    ConversionBrokenError,
    DecodeError,
    IncompleteObjectError,
    InexpressibleError,
    Loss,
    LossReport,
    Registry,
    VersionedObject,
    View,
    VObjectError,
    added,
    explain,
    history,
    initial,
    removed,
    renamed,
    retyped,
    value_removed,
    value_renamed,
    version,
)
from vobjects._declare.trees import objects_in
from vobjects._repr import brief, shown
from vobjects.catalog import NOVA
from vobjects.testing import ObjectAndViews, random_conversions, random_registries
from vobjects.testing._trees import holder_of, parts

_WRONG = re.compile(r"0x[0-9a-f]|<object|\b([A-Z]\w+) \1\b|(?<![\w.])_[A-Za-z]\w*\b|unstated")
"""An address, a sentinel without a name, a class named twice, a private name."""


def must_be_readable(text: str) -> None:
    found = _WRONG.search(text)
    assert found is None, (found, text)


Act = Callable[[View, View, VersionedObject, LossReport], object]


def _adopted(own: View, other: View, obj: VersionedObject, report: LossReport) -> object:
    return other.adopt(obj, report)


def _encoded(own: View, other: View, obj: VersionedObject, report: LossReport) -> object:
    return own.encode(obj, other, report)


def _decoded(own: View, other: View, obj: VersionedObject, report: LossReport) -> object:
    return other.decode(own.encode(obj), report, own)


@law(EXAMPLES * 40)
@given(random_conversions(2), st.sampled_from([_adopted, _encoded, _decoded]))
def test_error_when_the_history_is_random_leads_to_the_value_in_the_object(
    case: ObjectAndViews, act: Act
) -> None:
    obj, (own, other) = case
    report = LossReport()
    try:
        act(own, other, obj, report)
    except VObjectError as error:
        must_be_readable(str(error))
        facts = error.fields()
        if isinstance(error, IncompleteObjectError):
            facts["path"] = facts["path"].removesuffix(f".{error.unset[0]}")
        must_lead(obj, facts["path"], facts.get("found") if "why" in facts else None)
    for entry in report:
        must_be_readable(" ".join(entry.as_dict().values()))
        must_lead(obj, entry.path, entry.found)
        holder, field = holder_of(obj, entry.path)
        holds = (holder.obj_name(), str(holder.VIEW.versions[holder.obj_name()]), field)
        made_of_it = entry.object in _inside(holder, field)
        assert holds == (entry.object, entry.source, entry.field) or made_of_it


def _inside(holder: Any, field: str) -> set[str]:
    """The classes of what a function makes of a field that holds objects."""
    children = holder.SPECS[field].type.children()
    return {below for child in children for below in holder.VIEW.reachable(child)}


def must_lead(obj: VersionedObject, path: str, found: str | None) -> None:
    """Follow a path in an object to the value whose text is ``found``, or to any if that is None.

    A field leads to absence if it is one of the class and is not set. Objects in a value that a
    newer reader refuses are shown as it has read them.
    """
    places = dict(parts(obj))
    if path in places:
        value = places[path]
        assert found in (None, shown(value)) or any(True for _ in objects_in(value))
        return
    holder, field = holder_of(obj, path)
    assert path.endswith(f".{field}")
    assert field in holder.SPECS
    assert found in (None, shown(UNSET))


@law(EXAMPLES * 20)
@given(random_registries(), st.data())
def test_explanation_when_the_history_is_random_names_fields_on_the_way(
    registry: Registry, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(registry.head)))
    lineage = registry.lineage(name)
    one, other = (data.draw(st.sampled_from(lineage.versions)) for _ in range(2))
    way = [v for v in lineage.versions if min(one, other) <= v <= max(one, other)]
    known = {field for version in way for field in lineage.schemas[version].fields}
    found = explain(registry, name, str(one), str(other))
    must_be_readable(repr(found))
    assert {fate.field for fate in found.fields} <= known
    assert {fate.field for fate in found.fields} >= lineage.schemas[one].fields.keys()


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_explanation_when_it_is_of_nova_is_readable(name: str) -> None:
    versions = NOVA.lineage(name).versions
    for source, target in ((versions[0], versions[-1]), (versions[-1], versions[0])):
        found = explain(NOVA, name, str(source), str(target))
        must_be_readable(repr(found).replace("_rules", "rules"))  # a field of Nova's InstanceGroup


class Mode(enum.StrEnum):
    FAST = "fast"


CARS = Registry("cars")


def _number(text: str) -> int:
    if not text.isdigit():
        raise InexpressibleError("a sign was a number")
    return int(text)


@CARS.register
class Car(VersionedObject):
    mode: Mode
    plate: str
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1", "Words.", value_renamed("mode", "slow", was="eco"), renamed("label", was="sign")
        ),
        version(
            "1.2",
            "x",
            value_removed("mode", "slow"),
            retyped("label", was=int, up=str, down=_number),
        ),
        version("1.3", "A name.", renamed("plate", was="label")),
    )


_car: Any = Car
OLD: Any = CARS.at({"Car": "1.0"}, "old")


def test_enum_value_when_it_was_renamed_on_the_way_is_named_as_it_was_sent() -> None:
    with pytest.raises(DecodeError) as caught:
        CARS.head.decode(OLD.encode(OLD["Car"](mode="eco", sign=1)))
    assert (caught.value.path, caught.value.found) == ("$.mode", "Mode 'eco'")
    assert caught.value.expected == "Car 1.0 that fits 1.3: no 'eco' there"


def test_field_when_it_was_renamed_on_the_way_is_named_as_it_was_sent() -> None:
    with pytest.raises(ConversionBrokenError) as caught:
        OLD.adopt(_car(mode="fast", plate="05"))
    assert (caught.value.path, caught.value.field) == ("$", "plate")
    with pytest.raises(BackportRefusedError) as refused:
        OLD.adopt(_car(mode="fast", plate="x"))
    assert refused.value.path == "$.plate"


def test_explanation_when_a_field_was_renamed_on_the_way_names_that_of_the_source() -> None:
    down = explain(CARS, "Car", "1.3", "1.0").fields
    assert {fate.field for fate in down} == {"mode", "plate"}
    assert {fate.type for fate in down if fate.field == "plate"} == {"str"}
    up = explain(CARS, "Car", "1.0", "1.3").fields
    assert {fate.field for fate in up} == {"mode", "sign"}
    assert {fate.type for fate in up if fate.field == "sign"} == {"int"}


@CARS.register
class Bus(VersionedObject):
    """Its first field was renamed and removed; the name of a mode that may be dropped changed."""

    mode: Mode | None
    HISTORY = history(
        initial("1.0"),
        version("1.1", "A line.", renamed("line", was="number")),
        version("1.2", "No lines.", removed("line", was=int, default=0, loss=Loss.ALLOWED)),
        version("1.3", "Modes.", added("mode", default=None, may_drop=("quick",), why="new")),
        version("1.4", "Words.", value_renamed("mode", "fast", was="quick")),
    )


def test_loss_when_the_field_was_renamed_on_the_way_is_of_the_field_of_the_source() -> None:
    old: Any = CARS.closure("Bus", "1.0")
    report = LossReport()
    CARS.head.adopt(old["Bus"](number=7), report)
    assert [(e.path, e.field, e.found) for e in report] == [("$.number", "number", "int 7")]


def test_loss_when_the_enum_value_was_renamed_on_the_way_is_of_the_value_of_the_source() -> None:
    bus: Any = Bus
    report = LossReport()
    CARS.closure("Bus", "1.2").adopt(bus(mode="fast"), report)
    assert [(e.path, e.field, e.found) for e in report] == [("$.mode", "mode", "Mode 'fast'")]


class _Loud:
    def __repr__(self) -> str:
        raise ValueError("no text")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (object(), "an object of object"),
        (_Loud(), "an object of _Loud"),
        (Mode.FAST, "Mode 'fast'"),
        ({"a": (Mode.FAST,)}, "dict {'a': ('fast',)}"),
        (_car(mode="fast", plate="x"), "Car 1.3(mode='fast', plate='x')"),
        (CARS, "an object of Registry"),
        (len, "builtin_function_or_method <built-in function len>"),
    ],
)
def test_value_when_it_is_shown_has_its_own_text_once(value: Any, expected: str) -> None:
    assert shown(value) == expected
    assert brief(value) in expected


TREES = Registry("trees")


@TREES.register
class Leaf(VersionedObject):
    id: int
    size: int
    HISTORY = history(initial("1.0"), version("1.1", "Sizes.", added("size", default=0)))


def _one(leaves: Any) -> Any:
    if len(leaves) > 1:
        raise InexpressibleError("one leaf only")
    return leaves[0] if leaves else None


def _tuple(leaf: Any) -> Any:
    return () if leaf is None else (leaf,)


@TREES.register
class Branch(VersionedObject):
    """What one version calls ``old``, the next ``new``; its leaves were one before."""

    new: Leaf | None
    leaves: tuple[Leaf, ...]
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Names.", renamed("new", was="old")),
        version("1.2", "Many.", retyped("leaf", was=Leaf | None, up=_tuple, down=_one)),
        version("1.3", "Names.", renamed("leaves", was="leaf")),
    )


def _branch(**leaves: Any) -> Any:
    values: dict[str, Any] = {"new": None, "leaves": ()} | leaves
    made: Any = Branch
    return made(**values)


def _refused(obj: Any, **versions: str) -> BackportRefusedError:
    with pytest.raises(BackportRefusedError) as caught:
        TREES.head.encode(obj, TREES.at(TREES.head.manifest | versions, loose=True))
    return caught.value


def test_child_when_its_field_was_renamed_is_at_the_field_of_the_sender() -> None:
    leaf: Any = Leaf
    error = _refused(_branch(new=leaf(id=1, size=5)), Branch="1.0", Leaf="1.0")
    assert (error.path, error.object, error.found) == ("$.new.size", "Leaf", "int 5")


def test_child_when_a_function_made_it_is_at_the_field_that_it_was_made_from() -> None:
    leaf: Any = Leaf
    error = _refused(_branch(leaves=[leaf(id=1, size=5)]), Branch="1.1", Leaf="1.0")
    assert (error.path, error.object, error.found) == ("$.leaves", "Leaf", "int 5")
    error = _refused(_branch(leaves=[leaf(id=1, size=5)]), Branch="1.2", Leaf="1.0")
    assert error.path == "$.leaves[0].size"
    error = _refused(_branch(leaves=[leaf(id=n, size=0) for n in (1, 2)]), Branch="1.0")
    assert (error.path, error.why) == ("$.leaves", "one leaf only")


def _never(values: Any, classes: Any) -> None:
    raise InexpressibleError("there is no other form")


def _nothing(values: Any, classes: Any) -> None:
    """Change nothing."""


@TREES.register
class Twig(VersionedObject):
    """Older versions make a field of another one, and cannot."""

    name: str
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "One name.",
            removed("nick", was=str, up=_nothing, down=_never, writes=("label",)),
        ),
        version("1.2", "A name.", renamed("name", was="label")),
    )


def test_restored_field_when_it_cannot_be_made_then_the_field_that_it_is_made_of_is_named() -> None:
    twig: Any = Twig
    error = _refused(twig(name="a"), Twig="1.0")
    assert (error.path, error.found, error.why) == ("$.name", "str 'a'", "there is no other form")
