"""An argument that has no default any more."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_arguments
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "argument-made-required",
    "An argument of a recorded version had a default and has none in the code.",
    "Newer servers miss the argument in what older clients send.",
    Pick("interfaces", "argument default", How.REMOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.OLD_TO_NEW,
    **of_arguments({"size": {"type": "int", "default": 1}}, {"size": "int"}),
)
