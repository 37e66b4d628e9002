"""A conversion looks for a name that is no field, so it never acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import DeadKey, Fact, ForeignCode
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, compared, release
from vobjects._repr import brief


def _judge(comparison: Comparison) -> Iterator[Match]:
    code = ForeignCode() if comparison.foreign is None else comparison.foreign
    for dead in code.dead:
        harm = next((fact for fact in code.facts if _is_harm(fact, dead)), None)
        meant = f", and {dead.meant} is" if dead.meant else ""
        sent = "" if harm is None else f": {dead.meant} = {brief(harm.now)} is sent as it is"
        yield Match(
            "object",
            dead.name,
            f"$.objects.{dead.name}.fields.{dead.meant or dead.key}",
            tuple(comparison.recorded),
            f"a conversion of {dead.name} looks for {dead.key!r} ({dead.place}), which is no field "
            f"of any version{meant}, so it never acts{sent}",
            f"write {dead.meant} there" if dead.meant else "delete it, or correct the name",
            f'primitive["{dead.meant}"]' if dead.meant else "",
            was=dead.key,
            now=dead.meant or None,
            direction=Direction.NONE if harm is None else Direction.NEW_TO_OLD,
            severity=Severity.WARNS if harm is None else Severity.BREAKS,
        )


def _is_harm(fact: Fact, dead: DeadKey) -> bool:
    return fact.harm.is_sent and (fact.name, fact.field) == (dead.name, dead.meant)


RULE: Final = Rule(
    "oslo-dead-conversion",
    "A conversion looks for a name that no version of the class has as a field.",
    "The value that it should convert reaches older services as it is.",
    (Category.WIRE, Category.SOURCE),
    Severity.WARNS,
    Direction.NONE,
    _judge,
    passing=NOTHING,
    failing=compared(
        release("spring"),
        release("summer"),
        dead=(DeadKey("Ferry", "nmae", "name", "ferries.py:9"),),
    ),
)
