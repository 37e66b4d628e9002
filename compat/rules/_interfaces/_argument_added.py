"""An argument that the history does not add."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_arguments
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "argument-added",
    "A method of a recorded version has an argument more in the code.",
    "Older servers refuse it; without a default, newer servers miss it in older messages.",
    Pick("interfaces", "argument", How.ADDED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.NEW_TO_OLD,
    **of_arguments({}, {"note": {"type": "str", "default": ""}}),
)
