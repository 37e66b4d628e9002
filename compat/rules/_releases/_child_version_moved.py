"""A child that got a version of which the history of its parent says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._histories import history_of
from compat.rules._rule import Match, Rule

_Moved = tuple[str, str, str, str, str]
"""The parent, the field, the child, and its version in the older and the newest release."""


def _judge(comparison: Comparison) -> Iterator[Match]:
    found: dict[_Moved, list[str]] = {}
    for label in comparison.releases:
        for moved in _moved(comparison, label):
            found.setdefault(moved, []).append(label)
    for (name, field, child, was, now), releases in found.items():
        yield Match(
            "object",
            name,
            f"$.objects.{name}.fields.{field}.children.{child}",
            tuple(releases),
            f"{name}.{field} holds {child} {was} in {', '.join(releases)} and {now} in "
            f"{comparison.newest}, and the history of {name} does not say so: who knows the "
            f"version of {name} alone gets {child} {now}",
            f"raise {name} with vo.child_bumped({field!r}, to={now!r}), and write "
            f"vo.child_bumped({field!r}, to={was!r}) into its initial version",
            was=was,
            now=now,
        )


def _moved(comparison: Comparison, label: str) -> Iterator[_Moved]:
    old, new = comparison.releases[label].objects, comparison.releases[comparison.newest].objects
    for name in sorted(old.keys() & new.keys()):
        for field, facts in new[name]["fields"].items():
            before = old[name]["fields"].get(field, {}).get("children", {})
            for child, now in facts.get("children", {}).items():
                was = before.get(child, now)
                if was != now and child != name and not _bumps(comparison, name, child):
                    yield name, field, child, was, now


def _bumps(comparison: Comparison, name: str, child: str) -> bool:
    """Whether a history has a word for the version of a child; one field speaks for all."""
    fields = comparison.code[comparison.newest].objects[name]["fields"]
    said = {
        change["field"]
        for entry in history_of(comparison, "objects", name)
        for change in entry["changes"]
        if change["change"] == "child_bumped"
    }
    return any(child in fields.get(field, {}).get("children", {}) for field in said)


def _example(*, said: bool) -> Comparison:
    def parts(label: str, version: str, changes: list[Any]) -> dict[str, Any]:
        box = {"type": "Box", "children": {"Box": version}}
        history = [{"version": "1.0", "changes": changes}]
        return by_release(release(label, fields={"box": box}, object={"history": history}))

    bumped = [{"change": "child_bumped", "field": "box", "to": "1.0"}] if said else []
    spring, summer = parts("spring", "1.0", bumped), parts("summer", "1.1", bumped)
    return Comparison(spring, {**spring, **summer})


RULE: Final = Rule(
    "child-version-moved",
    "A child has a newer version, and the history of its parent says nothing of it.",
    "A reader of which only the version of the parent is known gets a child that it cannot read.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=_example(said=True),
    failing=_example(said=False),
)
