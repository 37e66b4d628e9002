"""An older version that has other content than was recorded, below a newer one that has not."""

from __future__ import annotations

from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._content_rule import Origin, content_rule
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity

_OLD: Final = release("spring", fields={"size": "int"})
_NEW: Final = release("summer", item="1.1", fields={"size": "str"})

RULE: Final = content_rule(
    "older-version-changed",
    "An older version has other content in the code, and the newest version has not.",
    "What is written for an older service, or read from it, is not what it has.",
    origin=Origin.EDITED,
    categories=(Category.WIRE, Category.STORE),
    severity=Severity.BREAKS,
    direction=Direction.BOTH,
    remedy="put the entries of its history after this version back as they were",
    passing=Comparison(by_release(_OLD, _NEW), by_release(_OLD, _NEW)),
    failing=Comparison(
        by_release(_OLD, _NEW), by_release(release("spring", fields={"size": "float"}), _NEW)
    ),
)
