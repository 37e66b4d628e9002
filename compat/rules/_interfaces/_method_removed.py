"""A method that the history does not remove."""

from __future__ import annotations

from typing import Any, Final

from compat.rules._comparison import Comparison
from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import by_release, release
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

_FIND: Final[dict[str, Any]] = {"style": "cast", "arguments": {}}
_COUNT: Final[dict[str, Any]] = {"style": "call", "arguments": {}, "result": {"type": "int"}}
_BOTH: Final = {"methods": {"find": _FIND, "count": _COUNT}}
_ONE: Final = {"methods": {"find": _FIND}}
_SPRING: Final = by_release(release("spring", interface=_BOTH))

RULE: Final = content_rule(
    "method-removed",
    "A recorded version of an interface has a method less in the code.",
    "Older clients call a method that newer servers do not have.",
    Pick("interfaces", "method", How.REMOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.OLD_TO_NEW,
    passing=Comparison(_SPRING, _SPRING),
    failing=Comparison(_SPRING, by_release(release("spring", interface=_ONE))),
)
