"""A method that the history does not add."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_interface
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

_FIND = {"style": "cast", "arguments": {}}
_COUNT = {"style": "call", "arguments": {}, "result": {"type": "int"}}

RULE: Final = content_rule(
    "method-added",
    "A recorded version of an interface has a method more in the code.",
    "Newer clients call a method that older servers do not have.",
    Pick("interfaces", "method", How.ADDED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.NEW_TO_OLD,
    **of_interface({"methods": {"find": _FIND}}, {"methods": {"find": _FIND, "count": _COUNT}}),
)
