"""What functions of a history return has the form of its field before it is proven and sent."""

import datetime
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import (
    UUID,
    BackportRefusedError,
    Classes,
    ConversionBrokenError,
    DecodeError,
    FrozenDict,
    IPAddress,
    Registry,
    Values,
    VersionedObject,
    added,
    converted,
    history,
    initial,
    removed,
    renamed,
    retyped,
    version,
)
from vobjects._declare.changes import Change
from vobjects.testing._trees import tree


def _two_versions(fields: dict[str, Any], *changes: Change) -> Registry:
    """A registry with the class ``Box``, which has these fields and changed in 1.1."""
    registry = Registry("boxes")
    entries = history(initial("1.0"), version("1.1", "A change.", *changes))
    body = {"__annotations__": fields, "__module__": __name__, "HISTORY": entries}
    registry.register(type("Box", (VersionedObject,), body))
    return registry


def _retyped(newer: Any, older: Any, up: Callable[[Any], Any], down: Callable[[Any], Any]) -> Any:
    change = retyped("content", was=older, up=up, down=down)
    return _two_versions({"content": newer}, change)


def _there_and_back(registry: Registry, **values: Any) -> tuple[Any, Any]:
    """What an older release gets, and what comes back from it."""
    box = new(registry.head, "Box", **values)
    there = registry.closure("Box", "1.0").adopt(box)
    back = registry.head.adopt(there)
    assert tree(back) == tree(box)
    return there.obj_values(), back.obj_values()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split()]


def _text(numbers: Any) -> str:
    return " ".join(map(str, numbers))


def _instant(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _in_madrid(when: datetime.datetime) -> datetime.datetime:
    return when.astimezone(datetime.timezone(datetime.timedelta(hours=1)))


_RETYPED: dict[str, tuple[Any, Any, Any, Any, Any, Any]] = {
    "a dict": (Mapping[str, str], str, json.loads, json.dumps, {"a": "b"}, '{"a": "b"}'),
    "a dict of lists": (
        Mapping[str, tuple[int, ...]], str, json.loads, json.dumps, {"a": [1]}, '{"a": [1]}',
    ),
    "a list": (tuple[int, ...], str, _numbers, _text, (1, 2), "1 2"),
    "an older list": (str, tuple[int, ...], _text, _numbers, "1 2", (1, 2)),
    "a set": (tuple[int, ...], frozenset[int], sorted, set, (0, 8), frozenset({0, 8})),
    "an int for a float": (float, int, int, round, 3.0, 3),
    "a UUID": (
        UUID, str, lambda text: f"{{{text}}}", str,
        "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
    ),
    "an instant": (
        datetime.datetime, str, lambda text: _in_madrid(_instant(text)), lambda w: w.isoformat(),
        _instant("2020-01-01T12:00:00+00:00"), "2020-01-01T12:00:00+00:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", _RETYPED)
def test_retyped_when_a_function_returns_another_form_it_becomes_canonical(form: str) -> None:
    newer, older, up, down, value, there = _RETYPED[form]
    found, back = _there_and_back(_retyped(newer, older, up, down), content=value)
    assert (found["content"], type(found["content"])) == (there, type(there))
    assert isinstance(back["content"], dict) == isinstance(back["content"], FrozenDict)


@pytest.mark.parametrize(
    ("newer", "older", "up", "down", "value"),
    [
        (str, UUID, str, str, "6F9619FF-8B86-D011-B42D-00CF4FC964FF"),
        (str, IPAddress, str, str, "2001:DB8::1"),
        (str, datetime.datetime, lambda w: w.isoformat(), _instant, "2020-01-01T12:00:00+02:00"),
    ],
)
def test_retyped_when_only_the_canonical_form_loses_something_is_refused(
    newer: Any, older: Any, up: Any, down: Any, value: str
) -> None:
    registry = _retyped(newer, older, up, down)
    with pytest.raises(BackportRefusedError, match="which is another value") as caught:
        registry.closure("Box", "1.0").adopt(new(registry.head, "Box", content=value))
    assert (caught.value.path, caught.value.found) == ("$.content", f"str {value!r}")


def test_retyped_when_the_newer_form_loses_something_is_refused_on_the_way_up() -> None:
    registry = _retyped(UUID, str, str, str)
    old = registry.closure("Box", "1.0")
    sent = new(old, "Box", content="6F9619FF-8B86-D011-B42D-00CF4FC964FF")
    with pytest.raises(DecodeError, match="which is another value"):
        registry.head.decode(old.encode(sent))


@pytest.mark.parametrize(
    ("newer", "value", "back"),
    [
        (int, 1, True),
        (int, 1, 1.0),
        (bool, True, 1),
        (str, "1", 1),
        (tuple[int, ...], (1, 1), [1, True]),
        (Mapping[str, int], {"a": 1}, {"a": True}),
        (frozenset[int], {1}, {True}),
        (frozenset[int], {1}, {1.0}),
        (tuple[Mapping[str, bool], ...], ({"a": True},), [{"a": 1}]),
    ],
)
def test_proof_when_what_comes_back_is_equal_but_of_another_type_is_broken(
    newer: Any, value: Any, back: Any
) -> None:
    registry = _retyped(newer, str, lambda text: back, lambda value: "any")
    with pytest.raises(ConversionBrokenError):
        registry.closure("Box", "1.0").adopt(new(registry.head, "Box", content=value))


def _parts_up(values: Values, classes: Classes) -> None:
    values["parts"] = dict(pair.split("=") for pair in values["text"])
    values["text"] = []


def _parts_down(values: Values, classes: Classes) -> None:
    values["text"] = [f"{key}={part}" for key, part in values.pop("parts").items()]


_PARTS: dict[str, Any] = {"up": _parts_up, "down": _parts_down, "writes": ("text",)}


def test_added_when_its_functions_write_plain_dicts_and_lists_they_become_canonical() -> None:
    change = added("parts", **_PARTS)
    registry = _two_versions({"parts": Mapping[str, str], "text": tuple[str, ...]}, change)
    there, back = _there_and_back(registry, parts={"a": "b"}, text=())
    assert there == {"text": ("a=b",)}
    assert isinstance(back["parts"], FrozenDict)


def test_removed_when_its_functions_write_plain_dicts_and_lists_they_become_canonical() -> None:
    swapped: dict[str, Any] = {"up": _parts_down, "down": _parts_up, "writes": ("text",)}
    change = removed("parts", was=Mapping[str, str], **swapped)
    registry = _two_versions({"text": tuple[str, ...]}, change)
    there, _ = _there_and_back(registry, text=("a=b",))
    assert there == {"parts": {"a": "b"}, "text": ()}
    assert isinstance(there["parts"], FrozenDict)


def test_converted_when_its_functions_write_plain_sets_and_dicts_they_become_canonical() -> None:
    def up(values: Values, classes: Classes) -> None:
        values["seen"] = {key for key, held in values["seen"].items() if held}

    def down(values: Values, classes: Classes) -> None:
        values["seen"] = dict.fromkeys(values["seen"], True)

    change = converted("seen", was=Mapping[str, bool], up=up, down=down)
    registry = _two_versions({"seen": frozenset[str]}, change)
    there, back = _there_and_back(registry, seen={"a"})
    assert isinstance(there["seen"], FrozenDict)
    assert isinstance(back["seen"], frozenset)


def test_converted_when_a_function_leaves_a_value_of_the_other_type_is_broken() -> None:
    change = converted("seen", was=str, up=lambda v, c: None, down=lambda v, c: None)
    registry = _two_versions({"seen": int}, change)
    with pytest.raises(ConversionBrokenError, match="back to int 1, not str"):
        registry.closure("Box", "1.0").adopt(new(registry.head, "Box", seen=1))


def test_converted_when_only_the_canonical_form_loses_something_is_refused() -> None:
    change = converted("id", was=UUID, up=lambda v, c: None, down=lambda v, c: None)
    registry = _two_versions({"id": str}, change)
    with pytest.raises(BackportRefusedError, match="canonical form") as caught:
        registry.closure("Box", "1.0").adopt(
            new(registry.head, "Box", id="6F9619FF-8B86-D011-B42D-00CF4FC964FF")
        )
    assert caught.value.path == "$.id"


def test_form_when_the_field_is_retyped_again_each_version_has_its_own() -> None:
    registry = Registry("boxes")

    @registry.register
    class Box(VersionedObject):
        numbers: frozenset[int]
        HISTORY = history(
            initial("1.0"),
            version("1.1", "A list.", retyped("list", was=str, up=_numbers, down=_text)),
            version("1.2", "A name.", renamed("numbers", was="list")),
            version(
                "1.3",
                "A set.",
                retyped("numbers", was=tuple[int, ...], up=set, down=sorted),
            ),
        )

    assert registry.closure("Box", "1.2")["Box"].SPECS["numbers"].type.text == "tuple[int, ...]"
    there, back = _there_and_back(registry, numbers={3, 1})
    assert (there, back) == ({"list": "1 3"}, {"numbers": frozenset({1, 3})})
