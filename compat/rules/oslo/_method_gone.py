"""A method that older clients send is not answered any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import apis, calls_to_code, of_each
from compat.rules.oslo._examples import NOTHING, compared, method, release
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (path, name, what), releases in of_each(_gone(comparison)):
        yield Match(
            "interface",
            name,
            path,
            releases,
            f"{what}, and clients of older releases send it",
            "keep it until no release sends it",
            was=path.rpartition(".")[2],
        )


def _gone(comparison: Comparison) -> Iterator[tuple[tuple[str, str, str], str]]:
    for release_name, name, old, new in apis(comparison):
        path = f"$.interfaces.{name}"
        if new is None:
            yield (path, name, f"there is no {name} any more"), release_name
        elif Version.named(old["version"]).major != Version.named(new["version"]).major:
            what = f"{name} {new['version']} does not serve {old['version']}"
            yield (f"{path}.version", name, what), release_name
    for call in calls_to_code(comparison):
        if call.server is None:
            what = f"no manager of {call.api} has {call.method}()"
            yield (call.path, call.api, what), call.release


_SENT: Final = release("spring", api=method("1.0()"))

RULE: Final = Rule(
    "oslo-method-gone",
    "A method, an API or a major version that older clients send is not served any more.",
    "The call is refused, and a cast is lost.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=NOTHING,
    failing=compared(_SENT, release("summer"), serves={("FerryAPI", "sail"): None}),
)
