"""Two writers of one object: each changes what it read at random, and a model merges it too.

The model knows objects as keys with fields, and nothing of places, marks or versions.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Mapping
from typing import Any

from vobjects import (
    Loss,
    Registry,
    VersionedObject,
    View,
    added,
    history,
    initial,
    renamed,
    version,
)
from vobjects._declare.trees import objects_in

SHELF = Registry("shelf")
_PAGE = added("page", default=None, loss=Loss.ALLOWED, why="only people read it")
SHAPES = ("flat", "named", "rows", "tables", "one")


@SHELF.register
class Part(VersionedObject):
    """What an item is made of."""

    id: int
    size: int
    page: int | None
    KEY = ("id",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Pages.",
            _PAGE,
            renamed("size", was="length"),
        ),
    )


@SHELF.register
class Item(VersionedObject):
    """An object with objects of its own."""

    id: int
    size: int
    page: int | None
    parts: tuple[Part, ...]
    KEY = ("id",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Pages.",
            _PAGE,
        ),
    )


@SHELF.register
class Shelf(VersionedObject):
    """Items in every container."""

    flat: tuple[Item, ...]
    named: Mapping[str, Item]
    rows: Mapping[str, tuple[Item, ...]]
    tables: tuple[Mapping[str, Item], ...]
    one: Item | None
    HISTORY = history(initial("1.0"))


NEW = SHELF.head
OLD = SHELF.at({"Part": "1.0", "Item": "1.0", "Shelf": "1.0"}, "old")


def number(rng: random.Random) -> int:
    """A value of a field."""
    return rng.randint(1, 10**6)


class Writer:
    """Makes changes of one shelf at random, in the words of its release."""

    def __init__(self, rng: random.Random, view: View, ids: Iterator[int]) -> None:
        self._rng, self._view, self._ids = rng, view, ids

    def item(self, id_: int | None = None) -> Any:
        """A new item."""
        return self._made("Item", id_, parts=tuple(self._part() for _ in range(2)))

    def _part(self) -> Any:
        return self._made("Part", None)

    def _made(self, name: str, id_: int | None, **values: Any) -> Any:
        cls = self._view[name]
        values["id"] = next(self._ids) if id_ is None else id_
        for field in cls.fields.keys() & {"size", "length", "page"}:
            values[field] = number(self._rng)
        return cls(**values)

    def change(self, shelf: Any, shape: str) -> None:
        """Make a few changes in one field of a shelf."""
        for _ in range(self._rng.randint(0, 3)):
            kinds = [self._in_place, self._in_place, self._add, self._remove, self._move]
            self._rng.choice([*kinds, self._remake])(shelf, shape)

    def change_keys(self, shelf: Any, shape: str) -> None:
        """Change keys of items in place, and perhaps more in the same field before or after."""
        for step in self._rng.sample([self.rekey, self.change, self._in_place], 3):
            step(shelf, shape)

    def rekey(self, shelf: Any, shape: str) -> None:
        """Exchange the keys of two items, or give one a new key, in place."""
        items: list[Any] = list(objects_in(getattr(shelf, shape)))
        if len(items) > 1 and self._rng.random() < 0.7:
            one, other = self._rng.sample(items, 2)
            one.id, other.id = other.id, one.id
        elif items:
            self._rng.choice(items).id = next(self._ids)

    def _in_place(self, shelf: Any, shape: str) -> None:
        for item in objects_in(getattr(shelf, shape)):
            if self._rng.random() < 0.4:
                self._change_one(item)

    def _change_one(self, item: Any) -> None:
        names = sorted(item.fields.keys() & {"size", "length", "page", "parts"})
        name = self._rng.choice(names)
        if name != "parts":
            setattr(item, name, number(self._rng))
        elif self._rng.random() < 0.5 and item.parts:
            self._change_one(self._rng.choice(item.parts))
        else:
            left = [part for part in item.parts if self._rng.random() < 0.8]
            item.parts = (*left, self._part())

    def _add(self, shelf: Any, shape: str) -> None:
        self._put(shelf, shape, self.item())

    def _remake(self, shelf: Any, shape: str) -> None:
        """Put a new object with the key of one in its place."""
        items: list[Any] = list(objects_in(getattr(shelf, shape)))
        if items:
            chosen = self._rng.choice(items)
            self._map(shelf, shape, lambda item: self.item(item.id) if item is chosen else item)

    def _remove(self, shelf: Any, shape: str) -> None:
        items: list[Any] = list(objects_in(getattr(shelf, shape)))
        if items:
            chosen = self._rng.choice(items)
            self._map(shelf, shape, lambda item: None if item is chosen else item)

    def _move(self, shelf: Any, shape: str) -> None:
        items: list[Any] = list(objects_in(getattr(shelf, shape)))
        if shape != "one" and items:
            chosen = self._rng.choice(items)
            self._map(shelf, shape, lambda item: None if item is chosen else item)
            self._put(shelf, shape, chosen)

    def _map(self, shelf: Any, shape: str, change: Any) -> None:
        """Assign a field with each item changed; None leaves it out."""
        setattr(shelf, shape, _mapped(getattr(shelf, shape), change))

    def _put(self, shelf: Any, shape: str, item: Any) -> None:
        """Assign a field with one more item, at a place of which no other is at a key."""
        value, key = getattr(shelf, shape), f"k{item.id}"
        if shape == "one":
            shelf.one = item
        elif shape == "flat":
            shelf.flat = self._inserted(value, item)
        elif shape == "named":
            shelf.named = value | {key: item}
        elif shape == "rows":
            row = self._rng.choice(sorted(value) or [key]) if self._rng.random() < 0.7 else key
            shelf.rows = value | {row: self._inserted(value.get(row, ()), item)}
        else:
            at = self._rng.randrange(len(value))
            shelf.tables = (*value[:at], value[at] | {key: item}, *value[at + 1 :])

    def _inserted(self, items: tuple[Any, ...], item: Any) -> tuple[Any, ...]:
        at = self._rng.randint(0, len(items))
        return (*items[:at], item, *items[at:])


def _mapped(value: Any, change: Any) -> Any:
    if isinstance(value, VersionedObject):
        return change(value)
    if isinstance(value, tuple):
        found = [_mapped(item, change) for item in value]
        return tuple(item for item in found if item is not None)
    if isinstance(value, Mapping):
        kept = {key: _mapped(item, change) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None}
    return value


def first_shelf(rng: random.Random, ids: Iterator[int]) -> Any:
    """What both writers begin with."""
    writer = Writer(rng, NEW, ids)
    items = [writer.item() for _ in range(9)]
    keyed = [{f"k{item.id}": item} for item in items]
    shelf = NEW["Shelf"](
        flat=items[:3],
        named=keyed[3] | keyed[4],
        rows={"a": items[5:7], "b": ()},
        tables=[keyed[7], {}],
        one=items[8],
    )
    shelf.obj_reset_changes(recursive=True)
    return shelf


@dataclasses.dataclass(frozen=True)
class Model:
    """What a merge of the objects in a field must give, by their keys."""

    unknown: frozenset[str]
    """The fields that the writer did not know."""

    def field(self, ours: Any, theirs: Any, base: Any) -> dict[int, Any]:
        """The objects of the merged field by their keys, each as a dict of its fields."""
        one, other, read = (by_key(value) for value in (ours, theirs, base))
        left = {key for key in one if key in other or key not in read}
        left |= {key for key in other if key in one or key not in read}
        return {
            key: self._object(one.get(key), other.get(key), read.get(key)) for key in sorted(left)
        }

    def _object(self, ours: Any, theirs: Any, base: Any) -> dict[str, Any]:
        if theirs is None:
            return plain(ours)
        if ours is None:
            return plain(theirs)
        merged = plain(ours)
        for name, value in theirs.obj_values().items():
            before = None if base is None else base.obj_values()[name]
            if name == "parts":
                parts = () if base is None else before
                merged[name] = self.field(ours.parts, value, parts)
            elif name not in self.unknown and (name in theirs._changed_fields or value != before):
                merged[name] = value
        return merged


def by_key(value: Any) -> dict[int, Any]:
    """The objects in a value by their keys, in their order."""
    items: Any = objects_in(value)
    return {item.id: item for item in items}


def plain(item: Any) -> dict[str, Any]:
    """An item as a dict of its fields, with its parts by their keys."""
    values = dict(item.obj_values())
    if "parts" in values:
        values["parts"] = {key: plain(part) for key, part in sorted(by_key(item.parts).items())}
    return values
