"""An alias of a release does not name what the release serves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import apis, of_each
from compat.rules.oslo._examples import NOTHING, compared, release
from vobjects.version import Version

_What = tuple[str, str, str, str]
"""API, alias, what it should be, and what it is."""


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (api, alias, was, now), releases in of_each(_found(comparison)):
        is_newer = bool(now) and not Version.named(was).accepts(Version.named(now))
        yield Match(
            "interface",
            api,
            f"$.interfaces.{api}.aliases.{alias}",
            releases,
            f"the alias {alias} of {api} was {was} and is {now or 'gone'}: a client that is pinned "
            f"to {alias} {'sends what it refuses' if now else 'does not know what to send'}",
            f"put {alias} back to {was}, and give a new release an alias of its own",
            f'"{alias}": "{was}",',
            was=was,
            now=now or None,
            severity=Severity.BREAKS if is_newer or not now else Severity.WARNS,
        )


def _found(comparison: Comparison) -> Iterator[tuple[_What, str]]:
    moving = () if comparison.foreign is None else comparison.foreign.moving
    for release_name, api, old, new in apis(comparison):
        now = {} if new is None else new.get("aliases", {})
        for alias, was in {**old.get("aliases", {}), **_own(release_name, old, now)}.items():
            is_kept = alias in comparison.code or was == old["version"]
            is_told = new is not None and alias not in moving and (alias in now or is_kept)
            if is_told and now.get(alias, "") != was:
                yield (api, alias, was, now.get(alias, "")), release_name


def _own(name: str, old: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """The alias of a release itself, which names at most what the release serves."""
    if name not in now or name in old.get("aliases", {}):
        return {}
    served = old["version"]
    return {} if Version.named(served).accepts(Version.named(now[name])) else {name: served}


RULE: Final = Rule(
    "oslo-alias-moved",
    "An alias of a release is gone, or names another version than was recorded.",
    "A pin to the release means a version that it does not serve.",
    (Category.POLICY, Category.WIRE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=compared(
        release("spring", api={"aliases": {"spring": "1.0"}}),
        release("summer", api={"version": "1.1", "aliases": {"spring": "1.1"}}),
    ),
)
