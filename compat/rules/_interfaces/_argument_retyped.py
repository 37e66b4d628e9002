"""An argument with another type that the history does not convert."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_arguments
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "argument-retyped",
    "An argument of a recorded version has another type in the code.",
    "One side sends values that the other refuses.",
    Pick("interfaces", "argument type", How.CHANGED),
    Pick("interfaces", "argument type", How.WIDENED, Direction.NEW_TO_OLD),
    Pick("interfaces", "argument type", How.NARROWED, Direction.OLD_TO_NEW),
    Pick("interfaces", "argument values", How.ADDED),
    Pick("interfaces", "argument values", How.REMOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_arguments({"size": "int"}, {"size": "str"}),
)
