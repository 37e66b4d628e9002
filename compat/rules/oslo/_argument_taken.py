"""A manager requires an argument that older clients do not send, or lacks one that they send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Method
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import calls_to_code, of_each
from compat.rules.oslo._examples import NOTHING, compared, method, release


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (path, api, name, argument, is_missing), releases in of_each(_found(comparison)):
        if is_missing:
            message = (
                f"{api}.{name}() requires {argument}, and clients of older releases, and those "
                "pinned to them, do not send it"
            )
            remedy, line = f"give {argument} a default in the manager", f"{argument}=None"
        else:
            message = f"{api}.{name}() does not take {argument}, and older clients send it"
            remedy, line = f"keep {argument} until no release sends it", f"{argument}=None"
        yield Match("interface", api, path, releases, message, remedy, line, now=argument)


def _found(comparison: Comparison) -> Iterator[tuple[tuple[str, str, str, str, bool], str]]:
    for call in calls_to_code(comparison):
        for is_missing, names in ((True, call.missing()), (False, call.unknown())):
            for name in names:
                path = f"{call.path}.arguments.{name}"
                yield (path, call.api, call.method, name, is_missing), call.release


_SENT: Final = release("spring", api=method("1.0()"))
_TAKES: Final = {("FerryAPI", "sail"): Method({"to": {"type": "Any"}}, False)}

RULE: Final = Rule(
    "oslo-argument-taken",
    "A manager requires an argument that older clients do not send, or lacks one that they send.",
    "The call of an older client, or of one that is pinned, ends with a TypeError.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=NOTHING,
    failing=compared(_SENT, release("summer", api=method("1.0()")), serves=_TAKES),
)
