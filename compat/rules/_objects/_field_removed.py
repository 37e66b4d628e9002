"""A field that the history does not remove."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "field-removed",
    "A recorded version of an object has a field less in the code.",
    "Older services read the field and find it unset, and what they put into it is lost.",
    Pick("objects", "field", How.REMOVED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_item({"note": "str"}, {}),
)
