"""A service version means something else, or two releases share it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.manifest import Manifest
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, compared, release


def _judge(comparison: Comparison) -> Iterator[Match]:
    if comparison.foreign is None:
        return
    code = comparison.code[comparison.newest]
    for name, manifest in comparison.recorded.items():
        old, new = list(map(dict, manifest.service_history)), [*map(dict, code.service_history)]
        for place, was in enumerate(old):
            now = new[place] if place < len(new) else None
            if was != now:
                yield _changed(name, place, was, now)
        changed = _differing(manifest, code)
        if old and old == new and changed:
            yield _shared(name, len(old) - 1, changed, code)


def _differing(old: Manifest, new: Manifest) -> list[str]:
    """The APIs and classes that both have, in other versions."""
    return [
        name
        for was, now in ((old.interfaces, new.interfaces), (old.objects, new.objects))
        for name in now
        if name in was and was[name]["version"] != now[name]["version"]
    ]


def _changed(release_name: str, place: int, was: Any, now: Any) -> Match:
    return Match(
        "release",
        release_name,
        f"$.service_history[{place}]",
        (release_name,),
        f"service version {place} was {was} and is {now or 'gone'}: services of {release_name} "
        "report it",
        "put it back, and add an entry for what is new",
        f"{was},",
        was=was,
        now=now,
    )


def _shared(release_name: str, place: int, changed: list[str], new: Manifest) -> Match:
    names = ", ".join(changed[:5])
    return Match(
        "release",
        release_name,
        "$.service_history",
        (release_name,),
        f"services of {release_name} and of {new.release} report service version {place}, and "
        f"differ in {names}: a pin that is found by it is wrong for one of them",
        f"add an entry for {new.release} to the history of services",
        was=place,
        now=names,
        severity=Severity.BREAKS if {*changed} & {*new.interfaces} else Severity.WARNS,
    )


_HISTORY: Final = ({"rpc": "1.0"},)

RULE: Final = Rule(
    "oslo-service-version",
    "A service version means something else than was recorded, or two releases share it.",
    "A pin that is found by the versions that services report is wrong.",
    (Category.POLICY, Category.WIRE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=compared(release("spring", service_history=_HISTORY), release("summer")),
)
