"""An enum value that the history does not add."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "value-added",
    "An enum in a recorded version has a value more in the code.",
    "Older services refuse what holds the new value.",
    Pick("objects", "value", How.ADDED),
    Pick("interfaces", "argument value", How.ADDED),
    Pick("interfaces", "result value", How.ADDED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.NEW_TO_OLD,
    **of_item(
        {"size": {"type": "Size", "values": ["small"]}},
        {"size": {"type": "Size", "values": ["large", "small"]}},
    ),
)
