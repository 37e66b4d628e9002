"""What is different in content that one version has twice, refined from raw changes.

A transition claims the raw changes that it is made of: a rename is not also a removal and an
addition, and an argument with another type and default is one change.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from compat.manifest import Change, Kind, as_text
from compat.rules._comparison import Comparison, Part
from compat.rules._content import Forgotten, forgotten


class How(enum.StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    WIDENED = "widened"
    """A type that takes None as well from now on."""
    NARROWED = "narrowed"
    """A type that took None and does not any more."""


@dataclasses.dataclass(frozen=True)
class Fact:
    """One difference between recorded content and what the code has at the same version."""

    part: Part
    name: str
    """Of the object or the interface."""
    noun: str
    """What it is of, such as field, type, argument, argument default or result value."""
    how: How
    path: str
    was: Any
    now: Any
    old: Any
    """The recorded object or interface."""
    new: Any
    """The same as the code has it."""
    versions: tuple[str, ...]
    releases: tuple[str, ...]
    at_newest: bool
    """Whether the newest recorded version is among ``versions``.

    Where it is not, only content of older versions changed: their history was edited.
    """
    now_path: str = ""
    """Where it is now, if it was renamed or moved."""
    base: str = ""
    """The base class that a field is inherited from."""
    classes: frozenset[str] = frozenset()
    """The objects that the code has."""

    @property
    def places(self) -> tuple[str, ...]:
        """The names on the path, below the object or interface."""
        return tuple(_parts(self.path))

    @property
    def sentence(self) -> str:
        """The difference in words."""
        what = self.path.split(".", 3)[-1]
        where = f"{self.name} {', '.join(self.versions)}"
        match self.how:
            case How.ADDED:
                return f"{where}: {what} was added: {as_text(self.now)}"
            case How.REMOVED:
                return f"{where}: {what} was removed: {as_text(self.was)}"
            case How.RENAMED:
                return f"{where}: {what} is called {self.now_path.split('.', 3)[-1]}"
            case How.MOVED:
                return f"{where}: {what} is in {self.now_path.split('.')[2]}"
            case _:
                return f"{where}: {what} was {as_text(self.was)} and is {as_text(self.now)}"


_HOW: Final = {
    Kind.ADDED: How.ADDED,
    Kind.REMOVED: How.REMOVED,
    Kind.CHANGED: How.CHANGED,
}
_TYPING: Final = ("values", "default", "value", "children")
"""What a change of the type of an argument or a result claims beside it."""


@functools.lru_cache(maxsize=8)
def facts(comparison: Comparison, part: Part) -> tuple[Fact, ...]:
    """Return what is different under recorded versions, in the order of the paths."""
    raw: dict[str, list[Forgotten]] = {}
    for one in forgotten(comparison, part):
        raw.setdefault(one.name, []).append(one)
    found = [
        fact for name, group in raw.items() for fact in _refined(comparison, part, name, group)
    ]
    return tuple(sorted(_with_moves(found), key=lambda fact: fact.path))


def _refined(
    comparison: Comparison, part: Part, name: str, group: Sequence[Forgotten]
) -> Iterator[Fact]:
    renames = [*_renames(group)]
    claimed = {id(one) for pair in renames for one in pair}
    for removed, added in renames:
        yield _fact(comparison, part, removed, How.RENAMED, now=added)
    rest = [one for one in group if id(one) not in claimed]
    typed = {
        _above(one.change.path)
        for one in rest
        if one.change.noun == "type" and (part == "interfaces" or not _of_null(one.change))
    }
    for one in rest:
        where, noun = _above(one.change.path), one.change.noun
        of_argument = part == "interfaces" or noun != "default"
        if noun in _TYPING and where in typed and of_argument:
            continue
        if noun == "type" and _same_enum(one):
            continue
        yield _fact(comparison, part, one, _HOW[one.change.kind])


def _fact(
    comparison: Comparison,
    part: Part,
    one: Forgotten,
    how: How,
    now: Forgotten | None = None,
) -> Fact:
    change = one.change
    if change.noun == "type":
        how = _of_null(change) or how
    parts = _parts(change.path)
    field = parts[1] if part == "objects" and len(parts) > 1 else ""
    return Fact(
        part=part,
        name=one.name,
        noun=_noun(part, change),
        how=how,
        path=change.path,
        was=change.was,
        now=change.now if now is None else now.change.now,
        old=one.old,
        new=one.new,
        versions=tuple(one.versions),
        releases=tuple(one.releases),
        at_newest=one.at_newest,
        now_path="" if now is None else now.change.path,
        base=comparison.inherited.get((one.name, field), ""),
        classes=frozenset(comparison.code[comparison.newest].objects),
    )


def _of_null(change: Change) -> How | None:
    """Return what happened to a type of which only None came or went, beside enum values."""
    if f"{change.was} | None" == change.now:
        return How.WIDENED
    return How.NARROWED if f"{change.now} | None" == change.was else None


def _noun(part: Part, change: Change) -> str:
    """Return what a change is of; what it is of an argument or a result is said before it."""
    parts = _parts(change.path)
    if part == "interfaces" and len(parts) > 3 and parts[2] == "arguments":
        return change.noun if len(parts) == 4 else f"argument {change.noun}"
    if part == "interfaces" and len(parts) > 3 and parts[2] == "result":
        return f"result {change.noun}"
    return change.noun


def _parts(path: str) -> list[str]:
    return path.partition("[")[0].split(".")[3:]


def _above(path: str) -> str:
    """Return the place that a change is in: the field, argument or method."""
    return path.partition("[")[0].rpartition(".")[0]


def _renames(group: Sequence[Forgotten]) -> Iterator[tuple[Forgotten, Forgotten]]:
    """Yield what was removed and what was added in its place, where there is one of each."""
    by_place: dict[tuple[str, str], list[Forgotten]] = {}
    for one in group:
        change = one.change
        if change.kind is not Kind.CHANGED and change.noun in _RENAMED:
            place = change.path.rpartition("[" if change.noun == "value" else ".")[0]
            by_place.setdefault((place, change.noun), []).append(one)
    for (_, noun), pair in by_place.items():
        pair.sort(key=lambda one: one.change.kind is Kind.ADDED)
        kinds = [one.change.kind for one in pair]
        one_each = kinds == [Kind.REMOVED, Kind.ADDED] and pair[0].versions == pair[1].versions
        if one_each and (noun == "value" or pair[0].change.was == pair[1].change.now):
            yield pair[0], pair[1]


_RENAMED: Final = ("field", "method", "argument", "value")
_LEAF: Final = re.compile(r"[^\W\d]\w*")
_BUILT_IN: Final = frozenset({"frozenset", "tuple", "Mapping", "str", "None"})


def _same_enum(one: Forgotten) -> bool:
    """Whether only the class of an enum has another name, which no message says."""
    old, new = one.old, one.new
    for key in _parts(one.change.path)[:-1]:
        old, new = old.get(key, {}), new.get(key, {})
    if not old.get("values") or old.get("values") != new.get("values"):
        return False
    shapes = {_LEAF.sub(_shape, text) for text in (one.change.was, one.change.now)}
    return len(shapes) == 1


def _shape(found: re.Match[str]) -> str:
    return found[0] if found[0] in _BUILT_IN else "enum"


def _with_moves(found: Iterable[Fact]) -> list[Fact]:
    """Return the facts, with one for each method that went to another interface."""
    methods = [fact for fact in found if fact.noun == "method"]
    moves = [
        (removed, added)
        for removed in methods
        for added in methods
        if removed.how is How.REMOVED
        and added.how is How.ADDED
        and removed.name != added.name
        and removed.path.rpartition(".")[2] == added.path.rpartition(".")[2]
        and removed.was == added.now
    ]
    claimed = {id(fact) for pair in moves for fact in pair}
    return [
        *(fact for fact in found if id(fact) not in claimed),
        *(
            dataclasses.replace(one, how=How.MOVED, now=two.now, now_path=two.path)
            for one, two in moves
        ),
    ]
