"""An enum value with another text that the history does not say."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "value-renamed",
    "An enum value in a recorded version has another text in the code.",
    "Each side refuses the text of the other.",
    Pick("objects", "value", How.RENAMED),
    Pick("interfaces", "argument value", How.RENAMED),
    Pick("interfaces", "result value", How.RENAMED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_item(
        {"size": {"type": "Size", "values": ["large"]}},
        {"size": {"type": "Size", "values": ["big"]}},
    ),
)
