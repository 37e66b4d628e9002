"""A field that can be set again, or not, without a word of the history."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "read-only-changed",
    "A field of a recorded version of an object is read-only in the code or is not any more.",
    "Code that sets the field again raises in one build only; what is sent can be read.",
    Pick("objects", "read_only", How.ADDED),
    Pick("objects", "read_only", How.REMOVED),
    categories=(Category.SOURCE,),
    severity=Severity.WARNS,
    direction=Direction.NONE,
    **of_item({"size": "int"}, {"size": {"type": "int", "read_only": True}}),
)
