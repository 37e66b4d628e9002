"""An argument with another name that the history does not say."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_arguments
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "argument-renamed",
    "An argument of a recorded version has another name in the code.",
    "Each side sends a name that the other does not take.",
    Pick("interfaces", "argument", How.RENAMED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_arguments({"note": "str"}, {"remark": "str"}),
)
