"""A call that is a cast, or the reverse."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_method
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "style-changed",
    "A method of a recorded version is a call in one build and a cast in another.",
    "A client waits for an answer that nobody sends, or nobody reads the answer.",
    Pick("interfaces", "style", How.CHANGED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    **of_method({}, {"style": "cast"}),
)
