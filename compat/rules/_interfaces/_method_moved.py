"""A method that is in another interface."""

from __future__ import annotations

from typing import Any, Final

from compat.manifest import Manifest
from compat.rules._comparison import Comparison
from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import by_release
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

_FIND: Final[dict[str, Any]] = {"style": "cast", "arguments": {}}
_COUNT: Final[dict[str, Any]] = {"style": "call", "arguments": {}, "result": {"type": "int"}}


def _release(name: str, *places: str, version: str = "1.0") -> Manifest:
    """Return a release with two interfaces, of which some have the method."""
    interfaces = {
        each: {
            "topic": "items",
            "version": version,
            "methods": {"find": _FIND, **({"count": _COUNT} if each in places else {})},
        }
        for each in ("ItemAPI", "StockAPI")
    }
    return Manifest("shop", name, interfaces, {})


_SPRING: Final = by_release(_release("spring", "ItemAPI"))

RULE: Final = content_rule(
    "method-moved",
    "A method of a recorded version of an interface is in another interface in the code.",
    "Each side calls the method where the other does not serve it.",
    Pick("interfaces", "method", How.MOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    passing=Comparison(
        _SPRING, {**_SPRING, "summer": _release("summer", "ItemAPI", "StockAPI", version="1.1")}
    ),
    failing=Comparison(_SPRING, by_release(_release("spring", "StockAPI"))),
)
