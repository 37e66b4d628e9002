"""Another key."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_object
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "key-changed",
    "An object has another key in the code than was recorded.",
    "A merge takes two objects for one, or one for two, and changes are lost.",
    Pick("objects", "key", How.CHANGED),
    Pick("objects", "key", How.REMOVED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.LOSES,
    direction=Direction.BOTH,
    remedy="change it back: the key is that of all versions, and no history can declare it",
    **of_object({"key": ["id"]}, {"key": ["name"]}),
)
