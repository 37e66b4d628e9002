"""A method with another name that the history does not say."""

from __future__ import annotations

from typing import Any, Final

from compat.rules._comparison import Comparison
from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import by_release, release
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

_FIND: Final[dict[str, Any]] = {"style": "cast", "arguments": {}}
_COUNT: Final[dict[str, Any]] = {"style": "call", "arguments": {}, "result": {"type": "int"}}
_HISTORY: Final = [
    {"version": "1.0", "changes": []},
    {
        "version": "1.1",
        "changes": [{"change": "method_renamed", "method": "total", "was": "count"}],
    },
]
_OLD: Final = {"methods": {"find": _FIND, "count": _COUNT}}
_NEW: Final = {"methods": {"find": _FIND, "total": _COUNT}}
_SPRING: Final = by_release(release("spring", interface=_OLD))

RULE: Final = content_rule(
    "method-renamed",
    "A method of a recorded version of an interface has another name in the code.",
    "Each side calls a name that the other does not serve.",
    Pick("interfaces", "method", How.RENAMED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    passing=Comparison(
        _SPRING,
        {
            **_SPRING,
            "summer": release("summer", api="1.1", interface={**_NEW, "history": _HISTORY}),
        },
    ),
    failing=Comparison(_SPRING, by_release(release("spring", interface=_NEW))),
)
