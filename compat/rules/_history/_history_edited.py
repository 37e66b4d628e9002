"""An entry of a history that was edited after a release was recorded with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.manifest import as_text
from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._histories import Change, Edited, edited
from compat.rules._rule import Match, Rule

_BREAKING: Final = ("child_bumped", "previous_major_served", "same_as")
"""Words that decide in which form a message is written."""


def _judge(comparison: Comparison) -> Iterator[Match]:
    for one in edited(comparison):
        breaks = any(one.what.startswith(word) for word in _BREAKING)
        yield Match(
            one.part[:-1],
            one.name,
            one.path,
            tuple(one.releases),
            f"{one.name} {one.version}: {_sentence(one)}; {_reading(one, comparison.newest)}",
            "put the entry back as it was, and declare what is new in a version of its own",
            was=one.was,
            now=one.now,
            severity=Severity.BREAKS if breaks else None,
        )


def _sentence(one: Edited) -> str:
    if one.was is None:
        return f"{one.what} is in the history and was not"
    if one.now is None:
        return f"{one.what} was in the history and is not"
    parts = [
        f"{key} {as_text(one.was[key]) if key in one.was else 'absent'} and has "
        f"{as_text(one.now[key]) if key in one.now else 'absent'}"
        for key in sorted(one.was.keys() | one.now.keys())
        if one.was.get(key, ...) != one.now.get(key, ...)
    ]
    return f"{one.what} had {', '.join(parts)}"


def _reading(one: Edited, newest: str) -> str:
    """Who reads what differently."""
    others = ", ".join(release for release in one.releases)
    if one.was and one.now and "default" in one.was and "default" in one.now:
        was, now = _default(one.was), _default(one.now)
        return (
            f"what is older than {one.name} {one.version} has {one.field}={was} in {others} and "
            f"{one.field}={now} in {newest}"
        )
    return f"{others} and {newest} convert what is older than {one.name} {one.version} in two ways"


def _default(change: Change) -> str:
    return as_text(change["default"])


def _history(default: int) -> list[Change]:
    added = {"change": "added", "field": "copies", "default": default}
    return [{"version": "1.0", "changes": []}, {"version": "1.1", "changes": [added]}]


def _example(default: int) -> Comparison:
    spring, summer = (
        release(name, item="1.1", fields={"copies": "int"}, object={"history": _history(each)})
        for name, each in (("spring", 1), ("summer", default))
    )
    return Comparison(by_release(spring), by_release(spring, summer))


RULE: Final = Rule(
    "history-edited",
    "An entry of a history that was recorded says something else in the code.",
    "The releases convert objects and calls between the same two versions in two ways.",
    (Category.WIRE, Category.STORE),
    Severity.LOSES,
    Direction.BOTH,
    _judge,
    passing=_example(1),
    failing=_example(2),
)
