"""A field of a base class that was changed without the history of the class that inherits it."""

from __future__ import annotations

import dataclasses
from typing import Final

from compat.rules._content_rule import Origin, content_rule
from compat.rules._examples import of_item
from compat.rules._finding import Category, Direction, Severity

_EXAMPLES: Final = of_item({}, {"note": "str"})
_INHERITED: Final = {("Item", "note"): "Thing"}

RULE: Final = content_rule(
    "inherited-change",
    "A recorded version of an object has another field in the code, as a base class was changed.",
    "Services of two builds have one version of the object and mean two by it, and nobody changed "
    "its class.",
    origin=Origin.INHERITED,
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    passing=dataclasses.replace(_EXAMPLES["passing"], inherited=_INHERITED),
    failing=dataclasses.replace(_EXAMPLES["failing"], inherited=_INHERITED),
)
