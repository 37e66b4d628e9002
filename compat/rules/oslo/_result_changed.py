"""A method returns what clients of older releases do not expect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import kinds_of
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import apis, of_each
from compat.rules.oslo._examples import NOTHING, compared, method, release

_ANYTHING: Final = {"Any", "object"}
_NONE: Final = "None"


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (path, api, was, now), releases in of_each(_changes(comparison)):
        old, new = kinds_of(was), kinds_of(now)
        is_none = new.keys() - old.keys() == {_NONE}
        yield Match(
            "interface",
            api,
            path,
            releases,
            f"{path.removeprefix('$.interfaces.')} was {was} and is {now}",
            "return what older clients read, and give the new result to a method of its own",
            was=was,
            now=now,
            direction=Direction.BOTH if old.keys() - new.keys() - {_NONE} else None,
            severity=Severity.WARNS if is_none else None,
        )


def _changes(comparison: Comparison) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    for release_name, api, old, new in apis(comparison):
        for name, facts in old["methods"].items() if new is not None else ():
            now = new["methods"].get(name, {}).get("result", {}).get("type", "")
            was = facts.get("result", {}).get("type", "")
            if "call" in facts["style"] and was and now and _breaks(was, now):
                path = f"$.interfaces.{api}.methods.{name}.result.type"
                yield (path, api, was, now), release_name


def _breaks(was: str, now: str) -> bool:
    """Whether a result has a type that it did not have, or a dictionary lacks a key."""
    old, new = kinds_of(was), kinds_of(now)
    if _ANYTHING & (old.keys() | new.keys()):
        return False
    keys = [old.get("dict"), new.get("dict")]
    lacks = keys[0] is not None and keys[1] is not None and bool(keys[0] - keys[1])
    return bool(new.keys() - old.keys()) or lacks


RULE: Final = Rule(
    "oslo-result-changed",
    "A method returns a type that it did not return, or a dictionary without a key that it had.",
    "A client of an older release gets an answer that it does not expect; the method has run.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=compared(
        release("spring", api=method("1.0()", result={"type": "dict(depth, unit)"})),
        release("summer", api=method("1.0()", result={"type": "dict(depth)"})),
    ),
)
