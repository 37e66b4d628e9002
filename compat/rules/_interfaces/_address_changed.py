"""Another topic or namespace."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_interface
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "address-changed",
    "An interface has another topic or namespace in the code than was recorded.",
    "Nobody listens where the other release sends: calls time out, and casts are lost.",
    Pick("interfaces", "topic", How.CHANGED),
    Pick("interfaces", "namespace", How.CHANGED),
    Pick("interfaces", "namespace", How.ADDED),
    Pick("interfaces", "namespace", How.REMOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    remedy="change it back, or declare a second interface and serve both for a release",
    **of_interface({}, {"topic": "goods"}),
)
