"""Texts of errors, reports and explanations: they name what the reader has before him."""

from __future__ import annotations

import enum
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from tests.support.random_cases import Case, cases
from tests.support.random_history import registries
from tests.support.trees import parts
from vobjects import (
    BackportRefusedError,
    ConversionBrokenError,
    DecodeError,
    InexpressibleError,
    LossReport,
    Registry,
    VersionedObject,
    VObjectError,
    explain,
    history,
    initial,
    renamed,
    retyped,
    value_removed,
    value_renamed,
    version,
)
from vobjects.catalog import NOVA
from vobjects.shown import brief, shown

_WRONG = re.compile(r"0x[0-9a-f]|<object|\b([A-Z]\w+) \1\b|(?<![\w.])_[A-Za-z]\w*\b|unstated")
"""An address, a sentinel without a name, a class named twice, a private name."""


def must_be_readable(text: str) -> None:
    found = _WRONG.search(text)
    assert found is None, (found, text)


@law(EXAMPLES * 40)
@given(cases(2))
def test_error_when_the_history_is_random_names_a_value_that_the_object_has(case: Case) -> None:
    obj, (own, other) = case
    places = {place for path, part in parts(obj) for place in (path, *_fields(path, part))}
    report, named = LossReport(), "$"
    try:
        other.adopt(obj, report)
    except VObjectError as error:
        must_be_readable(str(error))
        named = error.fields()["path"]
    assert named in places
    for entry in report:
        must_be_readable(" ".join(entry.as_dict().values()))
        assert entry.path in places
    assert own.label == other.label == ""


def _fields(path: str, part: object) -> list[str]:
    """The places of all fields of an object: what becomes of absence is reported there."""
    return [f"{path}.{name}" for name in part.SPECS] if isinstance(part, VersionedObject) else []


@law(EXAMPLES * 20)
@given(registries(), st.data())
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
