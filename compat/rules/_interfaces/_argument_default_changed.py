"""A default of an argument that the history does not change."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_arguments
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "argument-default-changed",
    "An argument of a recorded version has another default in the code.",
    "A client that leaves the argument out means another value than the server takes.",
    Pick("interfaces", "argument default", How.CHANGED),
    categories=(Category.WIRE,),
    severity=Severity.LOSES,
    direction=Direction.BOTH,
    **of_arguments(
        {"size": {"type": "int", "default": 1}}, {"size": {"type": "int", "default": 2}}
    ),
)
