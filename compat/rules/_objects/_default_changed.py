"""A default of a field that the history does not change."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "default-changed",
    "A field of a recorded version of an object has another default in the code.",
    "Objects that builds of one version make without the field differ; what is sent can be read.",
    Pick("objects", "default", How.ADDED),
    Pick("objects", "default", How.REMOVED),
    Pick("objects", "default", How.CHANGED),
    categories=(Category.SOURCE,),
    severity=Severity.WARNS,
    direction=Direction.NONE,
    **of_item({"size": {"type": "int", "default": 1}}, {"size": {"type": "int", "default": 2}}),
)
