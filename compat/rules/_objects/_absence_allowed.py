"""A field that may be absent without a word of the history."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "absence-allowed",
    "A field of a recorded version of an object may be absent in the code and had to be set.",
    "Older services read the field and find it unset.",
    Pick("objects", "may_be_absent", How.ADDED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.NEW_TO_OLD,
    **of_item({"size": "int"}, {"size": {"type": "int", "may_be_absent": True}}),
)
