"""An accepted finding that is there no more, or whose time is over."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._exceptions import Accepted
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for each in comparison.accepted:
        if each.until not in comparison.code:
            yield _match(each, f"it was accepted until {each.until}, which is supported no more")
        elif each.fingerprint not in comparison.found:
            yield _match(each, "nothing is found there any more")


def _match(accepted: Accepted, why: str) -> Match:
    return Match(
        "exception",
        accepted.fingerprint,
        accepted.path,
        (),
        f"{accepted.rule} at {accepted.path} is accepted ({accepted.reason}), but {why}",
        f"delete the entry with the fingerprint {accepted.fingerprint} from accepted.toml",
        was=accepted.fingerprint,
    )


_CODE: Final = by_release(release("spring"))
_ACCEPTED: Final = Accepted(
    "field-removed", "0123456789ab", "$.objects.Item.fields.note", "Nobody reads it.", "spring"
)
_FOUND: Final = Comparison(
    _CODE, _CODE, accepted=(_ACCEPTED,), found=frozenset({_ACCEPTED.fingerprint})
)

RULE: Final = Rule(
    "exception-stale",
    "A finding is accepted that is there no more, or longer than it was meant to be.",
    "The next finding of the same kind at the same place would be accepted without a look.",
    (Category.POLICY,),
    Severity.WARNS,
    Direction.NONE,
    _judge,
    passing=_FOUND,
    failing=dataclasses.replace(_FOUND, found=frozenset()),
)
