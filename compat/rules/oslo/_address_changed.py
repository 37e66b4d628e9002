"""The topic or the namespace of an API is another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import apis, of_each
from compat.rules.oslo._examples import NOTHING, compared, release


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (name, key, was, now), releases in of_each(_changes(comparison)):
        yield Match(
            "interface",
            name,
            f"$.interfaces.{name}.{key}",
            releases,
            f"the {key} of {name} was {was or 'none'} and is {now or 'none'}: nobody listens where "
            "the other release sends",
            f"keep the {key}, or serve both for a release",
            f'{key}="{was}"' if was else "",
            was=was or None,
            now=now or None,
        )


def _changes(comparison: Comparison) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    for release_name, name, old, new in apis(comparison):
        for key in ("topic", "namespace") if new is not None else ():
            was, now = old.get(key, ""), new.get(key, "")
            if was != now and "?" not in (was, now):
                yield (name, key, was, now), release_name


RULE: Final = Rule(
    "oslo-address-changed",
    "The topic or the namespace of an API is not the one that was recorded.",
    "Calls time out and casts are lost.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.BOTH,
    _judge,
    passing=NOTHING,
    failing=compared(release("spring"), release("summer", api={"topic": "sea"})),
)
