"""A field that the history does not add."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "field-added",
    "A recorded version of an object has a field more in the code.",
    "Older services do not know the field, and what they send leaves it unset.",
    Pick("objects", "field", How.ADDED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_item({}, {"note": "str"}),
)
