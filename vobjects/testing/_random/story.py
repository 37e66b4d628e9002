"""The fields of a random class through its history, which has every kind of change."""

from __future__ import annotations

import copy
import enum
import itertools
import random
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

from vobjects import (
    UNSET,
    Conversion,
    FieldOptions,
    Loss,
    Registry,
    added,
    child_bumped,
    converted,
    field,
    made_nullable,
    made_required,
    options_changed,
    removed,
    renamed,
    retyped,
    value_added,
    value_removed,
    value_renamed,
)
from vobjects._declare.changes import Added, Change
from vobjects.testing._random.functions import (
    carry,
    flip,
    keep,
    mark_children,
    number_of,
    only_item,
    only_one,
    split,
)

_PLAIN: dict[Any, Any] = {
    int: 7,
    str: "seven",
    bool: True,
    float: 0.5,
    frozenset[int]: frozenset({1, 2}),
    tuple[str, ...]: ("a", "b"),
    Mapping[str, int]: {"a": 1},
    int | None: None,
    tuple[int | None, ...]: (None, 3),
}
_CARRIED = Mapping[str, str]

Wrap = Callable[[Conversion], Conversion]
"""Returns the function that a history gets instead of its own."""


class Story:
    """The fields of a class after each version of its history; each change is valid there."""

    def __init__(
        self,
        rng: random.Random,
        names: Any,
        children: dict[str, Any],
        registry: Registry | None,
        wrap: Wrap,
    ) -> None:
        self._rng, self._names, self._registry, self._wrap = rng, names, registry, wrap
        self.fields: dict[str, Any] = {"carrier": _CARRIED, **children}
        self.options: dict[str, Any] = {}
        self.absent: Any = rng.choice([FieldOptions(), FieldOptions(UNSET)])
        """The options of fields that have none of their own; in some classes none may be absent."""
        self._children = list(children)
        self._enums: dict[str, list[str]] = {}
        self._gone = itertools.count()
        self._touched: set[str] = set()
        self._taken: set[str] = set()
        self._late: set[str] = set()
        self._made: set[str] = set()
        self._sevens: dict[str, Any] = {}
        self._absent: set[str] = set()
        self._keeping: set[str] = set()
        self._bumped = 0

    def said(self, name: str) -> Any:
        """Return the options of a field in the body of the class."""
        absent = FieldOptions(UNSET) if name in self._absent else self.absent
        return self.options.get(name, absent)

    def fork(self) -> Story:
        """Return the same fields, for another history that continues from here.

        No enum changes in either. What may be None stays nullable in both: where one history
        removes such a field, the other gets None.
        """
        self._late |= {
            n for n, annotation in self.fields.items() if type(None) in _args(annotation)
        }
        fork = copy.copy(self)
        self._enums, fork._enums = {}, {}
        fork.fields, fork.options, fork._taken = dict(self.fields), dict(self.options), set()
        fork._late, fork._made = set(self._late), set(self._made)
        fork._sevens, fork._absent = dict(self._sevens), set(self._absent)
        fork._keeping = set(self._keeping)
        return fork

    def take(self, change: Change, annotation: Any) -> None:
        """Add a field that another history added, in the next version."""
        self.fields[change.field] = annotation
        self._taken.add(change.field)
        self._late.add(change.field)
        if isinstance(change, Added) and change.default is UNSET:
            self._absent.add(change.field)

    def hold(self, children: dict[str, Any]) -> None:
        """Add fields with objects to the first version; no child has a version of its own."""
        self.fields |= children
        self._children += children

    def start(self) -> None:
        """Add a field to the first version."""
        if self._rng.random() < 0.4:
            self._add_enum(next(self._names))
        else:
            self.fields[next(self._names)] = self._rng.choice(list(_PLAIN))

    def next_version(self) -> list[Change]:
        """Return the changes of one version: each of another field."""
        self._touched, self._taken = self._taken, set()
        return [change for _ in range(self._rng.randint(1, 3)) for change in self._step()]

    def _step(self) -> list[Change]:
        kinds = [self._added, self._added, self._carried, self._removed, self._carried_off]
        kinds += [self._renamed, self._retyped, self._converted, self._optioned, self._bump]
        kinds += [self._made_nullable, self._made_required, self._child_removed]
        kinds += [self._split, self._joined, self._children_converted]
        kinds += [self._value_added, self._value_removed, self._value_renamed]
        changes = self._rng.choice(kinds)()
        self._touched |= {change.field for change in changes}
        return changes

    def _own(self, keep: Callable[[Any], bool]) -> list[str]:
        fixed = {"carrier", *self._children}
        return [n for n, a in self.fields.items() if n not in fixed and keep(a)]

    def _pick(self, keep: Callable[[Any], bool] = lambda annotation: True) -> str | None:
        kept = self.options.keys() | self._touched
        found = [n for n in self._own(keep) if n not in kept]
        return self._rng.choice(found) if found else None

    def _instead(self, *values: Any) -> Any:
        return self._rng.choice([Loss.REFUSED, *values])

    def _absence(self, name: str) -> list[Any]:
        """UNSET, if the field may be absent."""
        return [UNSET] if self.said(name).may_be_absent else []

    def _added(self) -> list[Change]:
        name, annotation = next(self._names), self._rng.choice(list(_PLAIN))
        self.fields[name] = annotation
        self._late.add(name)
        if self._rng.random() < 0.3:
            self._absent.add(name)
            words: list[dict[str, Any]]
            words = [{}, {"loss": Loss.ALLOWED}, {"may_drop": (_PLAIN[annotation],)}]
            return [added(name, default=UNSET, why="it came", **self._rng.choice(words))]
        loss = self._rng.choice(list(Loss))
        return [added(name, default=_PLAIN[annotation], loss=loss, why="it came")]

    def _carried(self) -> list[Change]:
        name = next(self._names)
        self.fields[name] = int | None
        self._late.add(name)
        self._made.add(name)
        keeps = self._rng.random() < 0.5
        self._keeping |= {name} if keeps else set()
        up, down = map(self._wrap, keep(name) if keeps else carry(name))
        words: dict[str, Any] = {"writes": ("carrier",), "why": "it is carried"}
        absence = self._rng.choice(list(Loss))
        return [added(name, up=up, down=down, absence=absence, **words)]

    def _removed(self) -> list[Change]:
        name = self._pick(lambda annotation: annotation in _PLAIN)
        if name is None or name in self._keeping:
            return []
        was = self.fields.pop(name)
        if name in self._absent:
            loss = self._rng.choice(list(Loss))
            return [removed(name, was=was, options=UNSET, default=UNSET, loss=loss)]
        kept: dict[str, Any] = {"default": self._sevens.get(name, _PLAIN[was])}
        needed = name in self._late & self._made or not self.absent.may_be_absent
        default = kept if needed or self._rng.random() < 0.7 else {}
        loss = self._rng.choice(list(Loss))
        return [removed(name, was=was, options=self.absent, loss=loss, **default)]

    def _child_removed(self) -> list[Change]:
        """A field of objects that goes with all in it."""
        if not self._children or self._touched & {*self._children}:
            return []
        name = self._children.pop(self._rng.randrange(len(self._children)))
        was = self.fields.pop(name)
        empty = {"maybe": None, "parts": (), "named": {}}.get(name, UNSET)
        words: dict[str, Any] = {"loss": Loss.ALLOWED, "why": "nobody asks"}
        return [removed(name, was=was, options=UNSET, default=empty, **words)]

    def _carried_off(self) -> list[Change]:
        name = self._pick(lambda annotation: annotation == int | None)
        if name is None or name in self._absent:
            return []
        was = self.fields.pop(name)
        down, up = map(self._wrap, keep(name) if name in self._keeping else carry(name))
        words: dict[str, Any] = {"writes": ("carrier",), "why": "it was carried"}
        absence = self._rng.choice(list(Loss))
        return [
            removed(name, was=was, options=self.absent, up=up, down=down, absence=absence, **words)
        ]

    def _split(self) -> list[Change]:
        """One text becomes two."""
        whole = self._pick(lambda annotation: annotation is str)
        if whole is None:
            return []
        part = next(self._names)
        self.fields[part] = str
        self._late.add(part)
        self._made |= {part, whole}
        self._touched.add(whole)
        up, down = map(self._wrap, split(part, whole))
        return [added(part, up=up, down=down, writes=(whole,), why="the text was one")]

    def _joined(self) -> list[Change]:
        """Two texts become one."""
        part = self._pick(lambda annotation: annotation is str)
        self._touched |= {part} if part else set()
        whole = self._pick(lambda annotation: annotation is str)
        if part is None or part in self._absent or whole is None:
            return []  # no function makes the absence that older objects have
        self._touched.add(whole)
        self._made.add(whole)
        del self.fields[part]
        down, up = map(self._wrap, split(part, whole))
        made: Any = {"up": up, "down": down, "writes": (whole,), "why": "the text is one"}
        return [removed(part, was=str, options=self.absent, **made)]

    def _children_converted(self) -> list[Change]:
        """The objects in a field change, in whatever they stand."""
        free = [name for name in self._children if name not in self._touched]
        if not free:
            return []
        name = self._rng.choice(free)
        toggle = self._wrap(mark_children(name, f"mark-{next(self._gone)}"))
        was = self.fields[name]
        change = converted(name, was=was, up=toggle, down=toggle, why="the parts are marked")
        return [change, *self._bumped_still(name)]

    def _bumped_still(self, name: str) -> list[Change]:
        """The bump that holds for the other fields of parts: a conversion ends that of its own."""
        if self._registry is None or self._bumped == 0:
            return []
        known = self._registry.lineage("Part").history.versions
        return [child_bumped(name, str(known[self._bumped]))]

    def _renamed(self) -> list[Change]:
        was = self._pick()
        if was is None:
            return []
        name = next(self._names)
        self.fields[name] = self.fields.pop(was)
        for marked in (self._late, self._made, self._absent, self._keeping):
            marked |= {name} if was in marked else set()
        for known in (self._enums, self._sevens):
            known |= {name: known.pop(was)} if was in known else {}
        return [renamed(name, was=was)]

    def _retyped(self) -> list[Change]:
        name = self._pick(lambda annotation: annotation is int)
        if name is None:
            return []
        kinds: list[tuple[Any, Any, Any]]
        kinds = [
            (str, str, number_of),
            (tuple[int, ...], lambda number: [number], only_one),
            (frozenset[int], lambda number: {number}, only_one),
            (Mapping[str, int], lambda number: {"is": number}, only_item),
        ]
        to, up, down = self._rng.choice(kinds)
        self.fields[name] = to
        self._made.add(name)
        self._sevens[name] = up(_PLAIN[int])
        return [retyped(name, was=int, up=up, down=down, why="it has another type")]

    def _converted(self) -> list[Change]:
        name = self._pick(lambda annotation: annotation is int)
        if name is None:
            return []
        toggle = self._wrap(flip(name))
        self._made.add(name)
        return [converted(name, was=int, up=toggle, down=toggle, why="it is the other number")]

    def _made_nullable(self) -> list[Change]:
        name = self._pick(lambda annotation: annotation in (str, bool, frozenset[int]))
        if name is None:
            return []
        was = self.fields[name]
        self.fields[name] = was | None
        instead = self._instead(_PLAIN[was], *self._absence(name))
        return [made_nullable(name, instead=instead, why="it was never None")]

    def _made_required(self) -> list[Change]:
        name = self._pick(lambda annotation: annotation in (int | None, str | None))
        if name is None or name in self._late:
            return []
        self.fields[name] = _args(self.fields[name])[0]
        instead = self._instead(_PLAIN[self.fields[name]], *self._absence(name))
        return [made_required(name, instead=instead, why="it is never None")]

    def _add_enum(self, name: str) -> None:
        members = [f"{name}-{letter}" for letter in "abcdef"]
        make: Any = enum.StrEnum
        kind: Any = make(f"Enum_{name}", [(m.upper().replace("-", "_"), m) for m in members])
        holders = [kind, kind | None, tuple[kind, ...], frozenset[kind], Mapping[str, kind]]
        self.fields[name] = self._rng.choice(holders)
        self._enums[name] = members[2:]

    def _pick_enum(self) -> tuple[str, str] | None:
        """A field and a value of it that no change has named so far."""
        found = [n for n, left in self._enums.items() if left and n not in self._touched]
        if not found:
            return None
        name = self._rng.choice(found)
        return name, self._enums[name].pop()

    def _instead_of_value(self, name: str, value: str) -> Any:
        one = typing.get_origin(self.fields[name]) in (None, types.UnionType)
        return self._instead(f"{value[:-1]}a", *(self._absence(name) if one else []))

    def _value_added(self) -> list[Change]:
        if (picked := self._pick_enum()) is None:
            return []
        instead = self._instead_of_value(*picked)
        return [value_added(*picked, instead=instead, why="there was no such value")]

    def _value_removed(self) -> list[Change]:
        if (picked := self._pick_enum()) is None:
            return []
        name, value = picked
        instead = self._instead_of_value(name, value)
        gone = f"gone-{next(self._gone)}"
        return [value_removed(name, gone, instead=instead, why="there is no such value")]

    def _value_renamed(self) -> list[Change]:
        if (picked := self._pick_enum()) is None:
            return []
        return [value_renamed(*picked, was=f"was-{next(self._gone)}")]

    def _bump(self) -> list[Change]:
        if self._registry is None or self._touched & {*self._children}:
            return []
        known = self._registry.lineage("Part").history.versions
        self._bumped = self._rng.randint(self._bumped, len(known) - 1)
        return [child_bumped(name, str(known[self._bumped])) for name in self._children]

    def _optioned(self) -> list[Change]:
        name = self._pick(lambda annotation: annotation is bool)
        if name is None:
            return []
        was = self.said(name)
        self.options[name] = field(default=True)
        return [options_changed(name, was=was)]


def _args(annotation: Any) -> tuple[Any, ...]:
    return typing.get_args(annotation)
