"""An argument that the history does not remove."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_arguments
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "argument-removed",
    "A method of a recorded version has an argument less in the code.",
    "Newer servers refuse it; without a default, older servers miss it in newer messages.",
    Pick("interfaces", "argument", How.REMOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.OLD_TO_NEW,
    **of_arguments({"note": {"type": "str", "default": ""}}, {}),
)
