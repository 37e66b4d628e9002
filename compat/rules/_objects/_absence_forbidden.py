"""A field that has to be set without a word of the history."""

from __future__ import annotations

import dataclasses
from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_item
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

_EXAMPLES: Final = of_item({"size": {"type": "int", "may_be_absent": True}}, {"size": "int"})

RULE: Final = content_rule(
    "absence-forbidden",
    "A field of a recorded version of an object could be absent and has to be set in the code.",
    "Newer services read the field of what older ones wrote and find it unset.",
    Pick("objects", "may_be_absent", How.REMOVED),
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.OLD_TO_NEW,
    remedy="let it be absent as before and look whether it is set, or add a field of another name "
    "with a default for older objects",
    passing=dataclasses.replace(_EXAMPLES["passing"], code=_EXAMPLES["passing"].recorded),
    failing=_EXAMPLES["failing"],
)
