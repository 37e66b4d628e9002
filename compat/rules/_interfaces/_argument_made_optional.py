"""An argument that has a default now."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_arguments
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "argument-made-optional",
    "An argument of a recorded version had no default and has one in the code.",
    "Older servers miss the argument in what newer clients send.",
    Pick("interfaces", "argument default", How.ADDED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.NEW_TO_OLD,
    **of_arguments({"size": "int"}, {"size": {"type": "int", "default": 1}}),
)
