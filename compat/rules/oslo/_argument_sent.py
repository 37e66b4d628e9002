"""A client sends what an older release does not take, at a version that it serves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import Call, calls_of_code, of_each
from compat.rules.oslo._examples import NOTHING, compared, method, release
from compat.rules.oslo._groups import next_version

_OLDER: Final = "older releases"
_What = tuple[str, str, str]


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (path, api, what), releases in of_each(_found(comparison)):
        served = comparison.recorded[releases[-1]].interfaces[api]["version"]
        yield Match(
            "interface",
            api,
            path,
            releases,
            f"{what}, although they serve that version",
            "raise the version of the API, and send it only where that version can be sent",
            f'if client.can_send_version("{next_version(served)}"): ...',
            now=path.rpartition(".")[2],
        )


def _found(comparison: Comparison) -> Iterator[tuple[_What, str]]:
    for call in calls_of_code(comparison):
        for what in _problems(call) if call.sends else ():
            yield what, call.release


def _problems(call: Call) -> Iterator[_What]:
    sent = " or ".join(map(str, call.sends))
    if call.server is None:
        yield (
            call.path,
            call.api,
            f"{call.method} is sent as {sent}, which older releases do not have",
        )
    for name in call.unknown():
        path = f"{call.path}.arguments.{name}"
        yield path, call.api, f"{call.method} is sent as {sent}, and {_OLDER} do not take {name}"
    for name in call.missing():
        path = f"{call.path}.arguments.{name}"
        yield path, call.api, f"{call.method} is sent as {sent}, and {_OLDER} require {name}"


RULE: Final = Rule(
    "oslo-argument-sent",
    "A client sends a method or arguments that an older release does not take at that version.",
    "The older server raises, or answers that there is no such method.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=compared(release("spring"), release("summer", api=method("1.0()"))),
)
