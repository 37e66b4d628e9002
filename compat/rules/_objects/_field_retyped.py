"""A field with another type that the history does not convert."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "field-retyped",
    "A field of a recorded version of an object has another type in the code.",
    "Each side refuses the values of the other.",
    Pick("objects", "type", How.CHANGED),
    Pick("objects", "values", How.ADDED),
    Pick("objects", "values", How.REMOVED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_item({"size": "int"}, {"size": "str"}),
)
