"""An enum value that the history does not remove."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "value-removed",
    "An enum in a recorded version has a value less in the code.",
    "Newer services refuse what older ones send and stored with the value.",
    Pick("objects", "value", How.REMOVED),
    Pick("interfaces", "argument value", How.REMOVED),
    Pick("interfaces", "result value", How.REMOVED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.OLD_TO_NEW,
    **of_item(
        {"size": {"type": "Size", "values": ["large", "small"]}},
        {"size": {"type": "Size", "values": ["small"]}},
    ),
)
