"""A field with another name that the history does not say."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "field-renamed",
    "A field of a recorded version of an object has another name in the code.",
    "Each side reads a name that the other does not write.",
    Pick("objects", "field", How.RENAMED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_item({"note": "str"}, {"remark": "str"}),
)
