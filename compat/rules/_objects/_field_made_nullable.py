"""A field that may be None without a word of the history."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "field-made-nullable",
    "A field of a recorded version of an object may be None in the code and could not be.",
    "Older services refuse an object whose field is None.",
    Pick("objects", "type", How.WIDENED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.NEW_TO_OLD,
    **of_item({"size": "int"}, {"size": "int | None"}),
)
