"""Guests, free seats and empty rows in every container, and what two writers do with them.

A plan has what the values have not: a number for each None and each empty row. So it is known what
was added, removed and left, whatever its place.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Iterator, Mapping
from typing import Any

from vobjects import Registry, VersionedObject, history, initial
from vobjects._declare.trees import objects_in

SEATING = Registry("seating")
SHAPES = ("seats", "rows", "tables", "named", "spots", "nested")
_ONE_ROW = ("seats", "spots")


@SEATING.register
class Guest(VersionedObject):
    """An object with a key."""

    id: int
    KEY = ("id",)
    HISTORY = history(initial("1.0"))


@SEATING.register
class Room(VersionedObject):
    """Guests in every container that holds None or empty collections as well."""

    seats: tuple[Guest | None, ...]
    rows: tuple[tuple[Guest | None, ...], ...]
    tables: tuple[Mapping[str, Guest | None], ...]
    named: Mapping[str, tuple[Guest | None, ...]]
    spots: Mapping[str, Guest | None]
    nested: Mapping[str, tuple[tuple[Guest | None, ...], ...]]
    HISTORY = history(initial("1.0"))


@dataclasses.dataclass(frozen=True)
class Free:
    """A free seat, or a row without seats."""

    number: int


@dataclasses.dataclass
class Row:
    """A row of guests, who are numbers, and free seats; its first guest never leaves it alone."""

    host: int
    seats: list[int | Free]

    def free(self) -> set[Free]:
        """The free seats."""
        return {seat for seat in self.seats if isinstance(seat, Free)}


Plan = list[Row | Free]


def first_plan(rng: random.Random, shape: str, ids: Iterator[int]) -> Plan:
    """What both writers read."""
    plan: Plan = []
    for _ in range(1 if shape in _ONE_ROW else rng.randint(1, 3)):
        host = next(ids)
        seats = [host, *(next(ids) for _ in range(rng.randint(0, 2)))]
        plan.append(Row(host, [*seats, *(Free(next(ids)) for _ in range(rng.randint(0, 2)))]))
        rng.shuffle(plan[-1].seats)  # type: ignore[union-attr]  # it is a row
    if shape not in _ONE_ROW:
        plan += [Free(next(ids)) for _ in range(rng.randint(0, 1))]
        rng.shuffle(plan)
    return plan


class Seater:
    """A writer: it changes a plan at random."""

    def __init__(self, rng: random.Random, shape: str, ids: Iterator[int]) -> None:
        self._rng, self._shape, self._ids = rng, shape, ids

    def changed(self, plan: Plan) -> Plan:
        """A plan after a few changes; of free seats it adds some or removes some in each row."""
        made: Plan = [Row(r.host, list(r.seats)) if isinstance(r, Row) else r for r in plan]
        for row in made:
            if isinstance(row, Row):
                self._change_row(row)
        if self._shape not in _ONE_ROW:
            self._change_rows(made)
        return made

    def _change_row(self, row: Row) -> None:
        act = self._rng.choice(["", "", "add", "remove", "free", "take", "move"])
        others = [seat for seat in row.seats if isinstance(seat, int) and seat != row.host]
        if act == "add":
            self._insert(row.seats, next(self._ids))
        elif act == "remove" and others:
            row.seats.remove(self._rng.choice(others))
        elif act == "free":
            self._insert(row.seats, Free(next(self._ids)))
        elif act == "take" and row.free():
            row.seats.remove(min(row.free(), key=lambda seat: seat.number))
        elif act == "move":
            self._rng.shuffle(row.seats)

    def _change_rows(self, plan: Plan) -> None:
        act = self._rng.choice(["", "", "", "empty", "full", "drop", "move"])
        if act == "empty":
            self._insert(plan, Free(next(self._ids)))
        elif act == "full":
            host = next(self._ids)
            self._insert(plan, Row(host, [host, Free(next(self._ids))]))
        elif act == "drop" and plan:
            plan.remove(self._rng.choice(plan))
        elif act == "move":
            self._rng.shuffle(plan)

    def _insert(self, items: list[Any], item: Any) -> None:
        items.insert(self._rng.randint(0, len(items)), item)


def room_of(plan: Plan, shape: str) -> Any:
    """A room with the plan in one of its fields, that nobody has changed."""
    values: dict[str, Any] = {"seats": (), "rows": (), "tables": (), "named": {}, "spots": {}}
    values |= {"nested": {}, shape: _value(plan, shape)}
    room = Room(**values)
    room.obj_reset_changes(recursive=True)
    return room


def assign(room: Any, plan: Plan, shape: str) -> None:
    """Assign a plan; guests of the room before that are in it are not marked as changed."""
    known = {guest.id for guest in objects_in(getattr(room, shape))}
    setattr(room, shape, _value(plan, shape))
    for guest in objects_in(getattr(room, shape)):
        if guest.id in known:
            guest.obj_reset_changes()


def _value(plan: Plan, shape: str) -> Any:
    keyed = shape in ("tables", "spots")
    found = [_keyed(row) if keyed else _listed(row) for row in plan]
    if shape in _ONE_ROW:
        return found[0]
    if shape == "named":
        return {_key(row): value for row, value in zip(plan, found, strict=True)}
    return {"hall": found} if shape == "nested" else found


def _key(row: Row | Free) -> str:
    return f"r{row.host}" if isinstance(row, Row) else f"e{row.number}"


def _listed(row: Row | Free) -> list[Any]:
    return [] if isinstance(row, Free) else [_guest(seat) for seat in row.seats]


def _keyed(row: Row | Free) -> dict[str, Any]:
    seats = [] if isinstance(row, Free) else row.seats
    return {f"{getattr(seat, 'number', seat)}": _guest(seat) for seat in seats}


def _guest(seat: int | Free) -> Guest | None:
    return Guest(id=seat) if isinstance(seat, int) else None


@dataclasses.dataclass(frozen=True)
class Count:
    """How many free seats and empty rows there are."""

    free: dict[int, int]
    """Free seats by the host of their row."""
    alone: int
    """Free seats in rows without a host: one writer added them, and the other removed the row."""
    empty: int
    """Rows without seats."""


def expected(base: Plan, *plans: Plan) -> Count:
    """What two writers leave of a plan: what nobody removed, and what each added."""
    kept = set.intersection(*(_frees(plan) for plan in (base, *plans)))
    kept |= set.union(*(_frees(plan) - _frees(base) for plan in plans))
    hosts = {host for plan in plans for host in _hosts(plan)}
    gone = {host for host in _hosts(base) if not all(host in _hosts(plan) for plan in plans)}
    free = {host: sum(h == host for h, _ in kept) for host in hosts - gone}
    return Count(free, sum(h in gone for h, _ in kept), sum(h is None for h, _ in kept))


def _hosts(plan: Plan) -> set[int]:
    return {row.host for row in plan if isinstance(row, Row)}


def _frees(plan: Plan) -> set[tuple[int | None, Free]]:
    """The free seats with the host of their row, and the empty rows."""
    seats = {(row.host, seat) for row in plan if isinstance(row, Row) for seat in row.free()}
    return seats | {(None, row) for row in plan if isinstance(row, Free)}


def counted(value: Any, shape: str, hosts: set[int]) -> Count:
    """What a merged value has."""
    rows = [value] if shape in _ONE_ROW else _rows(value)
    free: dict[int, int] = {}
    alone = empty = 0
    for row in rows:
        guests: Any = objects_in(row)
        host = next((guest.id for guest in guests if guest.id in hosts), None)
        nones = sum(item is None for item in (row.values() if isinstance(row, Mapping) else row))
        if host is not None:
            free[host] = nones
        alone += nones if host is None else 0
        empty += not row
    return Count(free, alone, empty)


def _rows(value: Any) -> list[Any]:
    if not isinstance(value, Mapping):
        return list(value)
    inner = value.get("hall")
    return list(value.values() if inner is None else itertools.chain(inner))
