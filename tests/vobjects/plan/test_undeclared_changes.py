"""What a function of a history changes and does not declare is found, at any depth."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import (
    Classes,
    ConversionBrokenError,
    DecodeError,
    Registry,
    Values,
    VersionedObject,
    added,
    converted,
    history,
    initial,
    removed,
    retyped,
    version,
)
from vobjects._declare.changes import Change, Conversion
from vobjects._paths import ROOT
from vobjects._plan.scratch import ScratchValues
from vobjects.testing._trees import state

Touch = Callable[[Any], object]
"""Changes a part that a function reached."""


def _keep(values: Values, classes: Classes) -> None:
    """Change nothing."""


def _make(values: Values, classes: Classes) -> None:
    values["own"] = 7


def _registry(change: Callable[..., Change], up: Conversion, down: Conversion) -> Registry:
    """Boxes with parts in every container, whose field ``own`` has these functions in 1.1."""
    registry = Registry("boxes")

    @registry.register
    class Part(VersionedObject):
        size: int
        HISTORY = history(initial("1.0"))

    @registry.register
    class Inner(VersionedObject):
        part: Part
        HISTORY = history(initial("1.0"))

    fields = {
        "child": Part,
        "maybe": Part | None,
        "items": tuple[Part, ...],
        "named": Mapping[str, Part],
        "deep": Mapping[str, tuple[Inner, ...]],
        "count": int,
        "texts": Mapping[str, str],
        **({} if change is removed else {"own": int}),
    }
    was = {} if change is added else {"was": int}
    word = change("own", up=up, down=down, writes=("count",), **was)
    entries = history(initial("1.0"), version("1.1", "A change.", word))
    body = {"__annotations__": fields, "__module__": __name__, "HISTORY": entries}
    registry.register(type("Box", (VersionedObject,), body))
    return registry


def _box(registry: Registry, version: str) -> Any:
    view = registry.closure("Box", version)

    def part() -> Any:
        return new(view, "Part", size=1)

    values = {
        "child": part(),
        "maybe": part(),
        "items": [part(), part()],
        "named": {"a": part()},
        "deep": {"a": [new(view, "Inner", part=part())]},
        "count": 1,
        "texts": {"a": "b"},
        "own": 7,
    }
    kept = {name: value for name, value in values.items() if view.has("Box", name)}
    box = new(view, "Box", **kept)
    box.obj_reset_changes(recursive=True)
    box.child.size = 2
    return box


_REACHED: dict[str, Callable[[Values], Any]] = {
    "child": lambda values: values["child"],
    "maybe": lambda values: values["maybe"],
    "items": lambda values: values["items"][1],
    "named": lambda values: values.get("named")["a"],  # type: ignore[index]
    "deep": lambda values: dict(values)["deep"]["a"][0].part,
}
"""By field, a part that a function can reach through it."""


def _assign(part: Any) -> None:
    part.size = -1


def _unmark(part: Any) -> None:
    part.obj_reset_changes()
    part._changed_fields = {*part._changed_fields} ^ {"size"} if part.size == 1 else set()


_TOUCHES: dict[str, Touch] = {
    "assigned": _assign,
    "deleted": lambda part: delattr(part, "size"),
    "marked otherwise": _unmark,
}


def _touching(function: Conversion, field: str, touch: Touch) -> Conversion:
    def touched(values: Values, classes: Classes) -> None:
        touch(_REACHED[field](values))
        function(values, classes)

    return touched


@pytest.mark.parametrize("change", [added, removed, converted])
@pytest.mark.parametrize("down", [True, False], ids=["down", "up"])
@pytest.mark.parametrize("field", _REACHED)
@pytest.mark.parametrize("touch", _TOUCHES)
def test_function_when_it_touches_an_undeclared_part_is_broken(
    change: Callable[..., Change], down: bool, field: str, touch: str
) -> None:
    ways: dict[str, Conversion] = {"down": _keep, "up": _keep}
    ways["up" if change is added else "down"] = _make if change is not converted else _keep
    way = "down" if down else "up"
    ways[way] = _touching(ways[way], field, _TOUCHES[touch])
    registry = _registry(change, **ways)
    box = _box(registry, "1.1" if down else "1.0")
    before = state(box)
    target = registry.closure("Box", "1.0" if down else "1.1")
    with pytest.raises((ConversionBrokenError, DecodeError)) as caught:
        target.adopt(box)
    assert state(box) == before
    error = caught.value
    if isinstance(error, ConversionBrokenError):
        assert (error.field, error.undeclared_by) == (field, "touched()")
        assert f"write {field!r} in writes=" in str(error)
    else:
        assert isinstance(error, DecodeError)
        assert error.path == f"$.{field}"
        assert "touched() changes to" in error.found


_WRITES: dict[str, Callable[[Values], object]] = {
    "another value": lambda values: values.update(texts={"a": "c"}),
    "a new field": lambda values: values.update(unheard=1),
    "a deletion": lambda values: values.pop("texts"),
    "a part of its own": lambda values: values.update(child=values["items"][0]),
}


@pytest.mark.parametrize("write", _WRITES)
def test_function_when_it_writes_an_undeclared_field_is_broken(write: str) -> None:
    def down(values: Values, classes: Classes) -> None:
        _WRITES[write](values)

    registry = _registry(added, _make, down)
    box = _box(registry, "1.1")
    before = state(box)
    with pytest.raises(ConversionBrokenError, match="of the history of Box changes"):
        registry.closure("Box", "1.0").adopt(box)
    assert state(box) == before


def test_function_when_it_writes_back_what_it_read_then_nothing_is_changed() -> None:
    def down(values: Values, classes: Classes) -> None:
        values.update(items=values["items"], texts=values["texts"])

    registry = _registry(added, _make, down)
    box = _box(registry, "1.1")
    assert registry.head.adopt(registry.closure("Box", "1.0").adopt(box)) == box


def test_function_when_it_keeps_a_part_then_a_later_change_reaches_no_object() -> None:
    kept: list[Any] = []

    def down(values: Values, classes: Classes) -> None:
        for part in kept:
            part.size = 99
        kept.append(values["child"])
        kept.append(values["items"][0])

    registry = _registry(added, _make, down)
    box, old = _box(registry, "1.1"), registry.closure("Box", "1.0")
    before = state(box)
    first, second = old.adopt(box), old.adopt(box)
    for part in kept:
        part.size = 99
    assert state(box) == before
    assert first == second == old.adopt(box)


def test_function_when_it_keeps_a_part_that_it_made_then_it_is_not_the_one_that_arrives() -> None:
    made: list[Any] = []
    registry = Registry("boxes")

    def up(values: Values, classes: Classes) -> None:
        made.append(classes["Part"](size=values["size"]))
        values["part"] = made[-1]

    def down(values: Values, classes: Classes) -> None:
        values["size"] = values.pop("part").size

    @registry.register
    class Part(VersionedObject):
        size: int
        HISTORY = history(initial("1.0"))

    @registry.register
    class Box(VersionedObject):
        size: int
        part: Part
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Parts.", added("part", up=up, down=down, writes=("size",))),
        )

    old = registry.closure("Box", "1.0")
    arrived: Any = registry.head.adopt(new(old, "Box", size=1))
    for part in made:
        part.size = 99
    assert arrived.part.size == 1


def test_function_when_it_keeps_a_part_that_it_wrote_then_the_next_one_cannot_change_it() -> None:
    made: list[Any] = []
    registry = Registry("boxes")

    @registry.register
    class Part(VersionedObject):
        size: int
        HISTORY = history(initial("1.0"))

    def into_part(values: Values, classes: Classes) -> None:
        made.append(classes["Part"](size=values.pop("size")))
        values["part"] = made[-1]

    def from_part(values: Values, classes: Classes) -> None:
        values["size"] = values["part"].size
        values["part"] = classes["Part"](size=0)

    def meddle(values: Values, classes: Classes) -> None:
        for part in made:
            part.size = 99

    @registry.register
    class Box(VersionedObject):
        part: Part
        size: int
        other: int
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Others.", added("other", up=_other, down=meddle)),
            version("1.2", "Sizes.", added("size", up=from_part, down=into_part, writes=("part",))),
        )

    box = Box(part=Part(size=0), size=3, other=7)
    there: Any = registry.closure("Box", "1.0").adopt(box)
    assert there.part.size == 3


def _other(values: Values, classes: Classes) -> None:
    values["other"] = 7


@pytest.mark.parametrize("inner", ["child", "tuple", "mapping"])
def test_retyped_when_a_function_changes_the_parts_it_gets_then_the_object_keeps_its_own(
    inner: str,
) -> None:
    registry = Registry("boxes")

    @registry.register
    class Part(VersionedObject):
        size: int
        HISTORY = history(initial("1.0"))

    def doubled(value: Any) -> Any:
        for part in _parts(value):
            part.size *= 2
        return value

    def halved(value: Any) -> Any:
        for part in _parts(value):
            part.size //= 2
        return value

    types: Any = {"child": Part, "tuple": tuple[Part, ...], "mapping": Mapping[str, Part]}

    @registry.register
    class Box(VersionedObject):
        content: types[inner]
        HISTORY = history(
            initial("1.0"),
            version(
                "1.1", "Halves.", retyped("content", was=types[inner], up=halved, down=doubled)
            ),
        )

    parts = {"child": Part(size=4), "tuple": (Part(size=4),), "mapping": {"a": Part(size=4)}}
    box = Box(content=parts[inner])
    before = state(box)
    there: Any = registry.closure("Box", "1.0").adopt(box)
    assert [part.size for part in _parts(there.content)] == [8]
    assert state(box) == before


def _parts(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, tuple) else [value]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda classes: classes.__setitem__("Part", None),
        lambda classes: classes.pop("Part"),
        lambda classes: setattr(classes, "versions", {}),
        lambda classes: classes.forget(),
    ],
)
def test_classes_when_a_function_changes_them_then_it_is_broken(spoil: Any) -> None:
    registry = _registry(added, _make, lambda values, classes: spoil(classes))
    with pytest.raises(ConversionBrokenError, match="Error"):
        registry.closure("Box", "1.0").adopt(_box(registry, "1.1"))


def test_scratch_values_when_they_are_used_like_a_dict_then_they_are_one() -> None:
    registry = _registry(added, _make, _keep)
    box = _box(registry, "1.1")
    types = {name: spec.type for name, spec in box.SPECS.items()}
    values = ScratchValues(box.obj_values() | {"cached": 1}, types, ROOT, 10)
    assert dict(values) == box.obj_values() == values.copy()
    assert (len(values), "cached" in values, "own" in values) == (8, False, True)
    assert values | {"own": 8} == box.obj_values() | {"own": 8}
    assert repr(values) == repr(dict(values))
    del values["own"]
    values["new"] = 1
    assert ("own" in values, "new" in values, len(values)) == (False, True, 8)
    for name in ("own", "cached"):
        with pytest.raises(KeyError, match=name):
            values[name]
    with pytest.raises(KeyError, match="own"):
        del values["own"]


def _returning(changes: bool) -> Conversion:
    """A function that returns its values, and also changes them in place if it ``changes``."""

    def returned(values: Values, classes: Classes) -> Any:
        if changes:
            _make(values, classes)
        return {**values, "own": 7}

    return returned


@pytest.mark.parametrize("change", [added, removed, converted])
@pytest.mark.parametrize("way", ["down", "up"])
@pytest.mark.parametrize("changes", [True, False], ids=["changes", "changes nothing"])
def test_function_when_it_returns_its_values_is_broken_and_named(
    change: Callable[..., Change], way: str, changes: bool
) -> None:
    ways: dict[str, Conversion] = {"down": _keep, "up": _keep, way: _returning(changes)}
    registry = _registry(change, **ways)
    box = _box(registry, "1.1" if way == "down" else "1.0")
    before = state(box)
    with pytest.raises((ConversionBrokenError, DecodeError), match=r"returned\(\)") as caught:
        registry.closure("Box", "1.0" if way == "down" else "1.1").adopt(box)
    assert state(box) == before
    error = caught.value
    if isinstance(error, ConversionBrokenError):
        assert (error.field, error.returned_by) == ("own", "returned()")
        assert "return nothing" in str(error)
    else:
        assert "has to return None" in str(error)
