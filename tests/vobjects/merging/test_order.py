"""Merges of mappings in another order than that of a message: each change stays at its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from vobjects import MergeRefusedError, Registry, VersionedObject, history, initial, merge
from vobjects._declare.trees import objects_in

GARAGE = Registry("garage")


@GARAGE.register
class Wheel(VersionedObject):
    """An object of which nothing says what tells it from others."""

    size: int
    HISTORY = history(initial("1.0"))


@GARAGE.register
class Door(VersionedObject):
    """An object with a key, which all doors of these tests have in common, or not at all."""

    id: int | None
    size: int
    KEY = ("id",)
    HISTORY = history(initial("1.0"))


@GARAGE.register
class Car(VersionedObject):
    """Objects in mappings, alone and with tuples."""

    wheels: Mapping[str, Wheel] = {}
    doors: Mapping[str, Door] = {}
    some: Mapping[str, Wheel | None] = {}
    rows: Mapping[str, tuple[Wheel, ...]] = {}
    sets: tuple[Mapping[str, Door], ...] = ()
    KEY = ()
    HISTORY = history(initial("1.0"))


def _wheel(size: int) -> Wheel:
    return Wheel(size=size)


def _door(size: int) -> Door:
    return Door(id=None if size % 2 else 1, size=size)


FIELDS: dict[str, Any] = {
    "wheels": lambda sizes: {key: _wheel(size) for key, size in sizes.items()},
    "doors": lambda sizes: {key: _door(size) for key, size in sizes.items()},
    "some": lambda sizes: {k: _wheel(size) if size % 3 else None for k, size in sizes.items()},
    "rows": lambda sizes: {key: (_wheel(size), _wheel(0)) for key, size in sizes.items()},
    "sets": lambda sizes: [{key: _door(size) for key, size in sizes.items()}],
}


def _by_place(value: Any) -> Iterator[tuple[Any, ...]]:
    """The sizes in a value, each with its place, in the order of the places."""
    if isinstance(value, Mapping):
        for key in sorted(value):
            yield from ((key, *rest) for rest in _by_place(value[key]))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from ((index, *rest) for rest in _by_place(item))
    else:
        yield (value and value.size,)


def _sent(car: Car) -> Any:
    """The car as another process reads it: its mappings are in the order of their keys."""
    return GARAGE.head.decode(GARAGE.head.encode(car))


def _merged(current: Car, update: Any, base: Any, field: str) -> list[tuple[Any, ...]] | None:
    before = list(_by_place(getattr(current, field)))
    try:
        merge(current, update, base)
    except MergeRefusedError:
        assert list(_by_place(getattr(current, field))) == before
        return None
    return list(_by_place(getattr(current, field)))


@pytest.mark.parametrize("three_way", [False, True], ids=["without a base", "with a base"])
@pytest.mark.parametrize("field", FIELDS)
def test_change_when_a_mapping_is_in_another_order_stays_at_its_place(
    field: str, three_way: bool
) -> None:
    taken = list[Any]()

    @law(EXAMPLES * 20)
    @given(
        st.permutations("dbca"), st.lists(st.integers(0, 5), min_size=4), st.sets(st.integers(0, 3))
    )
    def holds(keys: list[str], sizes: list[int], chosen: set[int]) -> None:
        current = Car(**{field: FIELDS[field](dict(zip(keys, sizes, strict=False)))})
        current.obj_reset_changes(recursive=True)
        read, writer = _sent(current), _sent(current)
        objects = list(objects_in(getattr(writer, field)))
        for obj in itertools.compress(objects, (n in chosen for n in range(len(objects)))):
            obj.size += 10
        expected = list(_by_place(getattr(writer, field)))
        merged = _merged(current, _sent(writer), read if three_way else None, field)
        if merged is not None:
            assert merged == expected
            taken.append(merged)

    holds()
    assert len(taken) > EXAMPLES


@pytest.mark.parametrize("field", ["wheels", "doors"])
def test_entry_when_another_writer_renamed_it_and_there_is_no_base_is_refused(field: str) -> None:
    current = Car(**{field: FIELDS[field]({"z": 1})})
    current.obj_reset_changes(recursive=True)
    writer = _sent(Car(**{field: FIELDS[field]({"k": 1})}))
    writer.obj_reset_changes(recursive=True)
    setattr(writer, field, {**getattr(writer, field), **FIELDS[field]({"n": 5})})
    assert _merged(current, _sent(writer), None, field) is None
