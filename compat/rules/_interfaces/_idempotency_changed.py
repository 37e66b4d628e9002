"""A method that may be delivered twice, or not any more."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_method
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "idempotency-changed",
    "A method of a recorded version is idempotent in one build and not in another.",
    "A message that one side may deliver again runs twice on the other.",
    Pick("interfaces", "idempotent", How.REMOVED, Direction.OLD_TO_NEW),
    Pick("interfaces", "idempotent", How.ADDED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.NEW_TO_OLD,
    remedy="change it back, or add a method of another name",
    **of_method({"idempotent": True}, {}),
)
