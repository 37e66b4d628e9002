"""A result with another type that the history does not convert."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_method
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "result-changed",
    "A method of a recorded version has a result of another type in the code.",
    "The method has run, and the client cannot read the answer.",
    Pick("interfaces", "result", How.ADDED),
    Pick("interfaces", "result", How.REMOVED),
    Pick("interfaces", "result type", How.CHANGED),
    Pick("interfaces", "result type", How.WIDENED, Direction.NEW_TO_OLD),
    Pick("interfaces", "result type", How.NARROWED, Direction.OLD_TO_NEW),
    Pick("interfaces", "result values", How.ADDED),
    Pick("interfaces", "result values", How.REMOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_method({"result": {"type": "str"}}, {"result": {"type": "int"}}),
)
