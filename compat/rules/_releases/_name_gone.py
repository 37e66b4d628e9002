"""An object or interface of a recorded release that the code does not have there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.manifest import Manifest
from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._pins import changed_versions
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for part in PARTS:
        newest = getattr(comparison.code[comparison.newest], part)
        for (name, was, now), releases in changed_versions(comparison, part).items():
            if now is not None:
                continue
            several = ", ".join(releases)
            twin = _twin(comparison, part, name, releases[-1])
            called = f"; {twin} has the same content" if twin else ""
            yield Match(
                part[:-1],
                name,
                f"$.{part}.{name}",
                releases,
                f"{several}: recorded with {name} {was}, the code has no {name}{called}",
                f"keep the name {name} until no supported release has it"
                if twin
                else f"put {name} back into the pin of {several}; if it was not released so far, "
                f"run pinrail record {releases[-1]} --replace",
                was=was,
                now=twin or None,
                direction=None if twin or name in newest else Direction.OLD_TO_NEW,
            )


def _twin(comparison: Comparison, part: Part, name: str, label: str) -> str:
    """Return what has the content of a name that is gone, and was not recorded."""
    recorded = getattr(comparison.recorded[label], part)
    code = {**getattr(comparison.code[comparison.newest], part)}
    code.update(getattr(comparison.code[label], part))
    content = _content(recorded[name])
    return next(
        (other for other in code if other not in recorded and _content(code[other]) == content), ""
    )


def _content(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in ("version", "history")}


def _without_item(name: str) -> Manifest:
    whole = release(name)
    return Manifest(whole.project, name, whole.interfaces, {})


RULE: Final = Rule(
    "name-gone",
    "A release that was recorded has an object or interface that the code does not have there.",
    "Each side refuses what has a name that only the other knows.",
    (Category.POLICY, Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.BOTH,
    _judge,
    passing=Comparison(
        by_release(release("spring")), by_release(release("spring"), _without_item("summer"))
    ),
    failing=Comparison(
        by_release(release("spring")), by_release(_without_item("spring"), _without_item("summer"))
    ),
)
