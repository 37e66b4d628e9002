"""A field that an older version has although it never had it."""

from __future__ import annotations

from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._content_rule import Origin, content_rule
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity

_OLD: Final = release("spring")
_NEW: Final = release("summer", item="1.1", fields={"secret": "str"})

RULE: Final = content_rule(
    "field-leaks",
    "An older version of an object has a field in the code that only a newer version had.",
    "What is written for an older service has a field that it never had, perhaps a secret.",
    origin=Origin.LEAKING,
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    remedy="put added() of the field back into the history of the version that it was added in",
    passing=Comparison(by_release(_OLD, _NEW), by_release(_OLD, _NEW)),
    failing=Comparison(
        by_release(_OLD, _NEW), by_release(release("spring", fields={"secret": "str"}), _NEW)
    ),
)
