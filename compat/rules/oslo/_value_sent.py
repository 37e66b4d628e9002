"""A value is sent that an older release does not take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, probed
from compat.rules.oslo._groups import below, code_version, explain
from vobjects._repr import brief

_HARMS: Final = (Harm.VALUE, Harm.NULL, Harm.FILLS, Harm.RETYPED, Harm.ALTERED)


def _judge(comparison: Comparison) -> Iterator[Match]:
    for group in explain(comparison).of(*_HARMS):
        value = brief(group.first.now)
        version = code_version(comparison, group.name)
        yield group.match(
            f"{group.name}.{group.field} = {value} is sent to releases that take {group.first.was}",
            f"replace or refuse the value in obj_make_compatible() of {group.name}",
            f"{below(version, '')[:-2]} and primitive.get({group.field!r}, ...) == {value}: "
            f"primitive[{group.field!r}] = ...",
            severity=group.severity,
        )


RULE: Final = Rule(
    "oslo-value-sent",
    "A value is sent to an older version whose field does not take it.",
    "An older service raises when it reads the object, or reads another value.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=probed(Harm.VALUE, field="name", was="small, large", now="huge"),
)
