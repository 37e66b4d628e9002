"""A conversion between versions that no supported release has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._histories import history_of, what
from compat.rules._rule import Match, Rule
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    for part in PARTS:
        names = {name for each in comparison.releases.values() for name in getattr(each, part)}
        for name in sorted(names - {*comparison.stored.values()}):
            oldest = _oldest(comparison, part, name)
            for entry in history_of(comparison, part, name):
                dead = [what(change) for change in entry["changes"] if "up" in change]
                if dead and Version.named(entry["version"]) <= oldest:
                    yield _match(part, name, entry["version"], dead, str(oldest))


def _match(part: Part, name: str, version: str, dead: list[str], oldest: str) -> Match:
    return Match(
        part[:-1],
        name,
        f"$.{part}.{name}.history[{version}]",
        (),
        f"{name} {version} has functions for {', '.join(dead)}, and every supported release has "
        f"{oldest} or newer",
        f"begin the history of {name} with {version}, and delete the functions",
        was=dead,
    )


def _oldest(comparison: Comparison, part: Part, name: str) -> Version:
    contents = [getattr(manifest, part) for manifest in comparison.releases.values()]
    return min(Version.named(each[name]["version"]) for each in contents if name in each)


def _example(oldest: str) -> Comparison:
    change: dict[str, Any] = {"change": "retyped", "field": "size", "was": "int"}
    change |= {"up": True, "down": True}
    history = [{"version": "1.0", "changes": []}, {"version": "1.1", "changes": [change]}]
    spring = release("spring", item=oldest, fields={"size": "int" if oldest == "1.0" else "str"})
    summer = release("summer", item="1.1", fields={"size": "str"}, object={"history": history})
    return Comparison(by_release(spring), by_release(spring, summer))


RULE: Final = Rule(
    "dead-conversion",
    "A history has functions for versions that are older than every supported release.",
    "Nobody runs the functions any more, and nobody notices when they are wrong.",
    (Category.SOURCE,),
    Severity.WARNS,
    Direction.NONE,
    _judge,
    passing=_example("1.0"),
    failing=_example("1.1"),
)
