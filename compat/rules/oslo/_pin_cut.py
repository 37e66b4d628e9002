"""A client that is pinned to an older release cannot send a method that the release has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import calls_of_code, of_each
from compat.rules.oslo._examples import NOTHING, compared, method, release


def _judge(comparison: Comparison) -> Iterator[Match]:
    found = (
        ((call.path, call.api, call.method), call.release)
        for call in calls_of_code(comparison)
        if not call.sends and call.server is not None
    )
    for (path, api, name), releases in of_each(found):
        sends = comparison.code[comparison.newest].interfaces[api]["methods"][name]["sends"]
        served = comparison.recorded[releases[0]].interfaces[api]["version"]
        yield Match(
            "interface",
            api,
            path,
            releases,
            f"{name} is only sent as {' or '.join(sends)}, and {releases[0]} serves {served}: a "
            "client that is pinned to it cannot call the method",
            "keep sending the older version where the newer one cannot be sent",
            f'version = "..." if client.can_send_version("...") else "{served}"',
            was=served,
            now=", ".join(sends),
        )


RULE: Final = Rule(
    "oslo-pin-cut",
    "A client has no way to send a method at a version that an older release serves.",
    "Every call of the method fails at a client that is pinned to the release.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=compared(
        release("spring", api=method("1.0()")),
        release("summer", api={"version": "1.1", **method("1.1()")}),
    ),
)
