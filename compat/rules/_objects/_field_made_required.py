"""A field that may not be None any more without a word of the history."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "field-made-required",
    "A field of a recorded version of an object could be None and may not be in the code.",
    "Newer services refuse what older ones send and stored: an object whose field is None.",
    Pick("objects", "type", How.NARROWED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.OLD_TO_NEW,
    **of_item({"size": "int | None"}, {"size": "int"}),
)
