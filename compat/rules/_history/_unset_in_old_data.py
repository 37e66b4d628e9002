"""A field that has to be set and that what older versions wrote leaves unset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._histories import history_of
from compat.rules._rule import Match, Rule
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    newest = comparison.releases[comparison.newest].objects
    for name, content in newest.items():
        for entry in history_of(comparison, "objects", name):
            for change in entry["changes"]:
                field = str(change.get("field"))
                was = change.get("was")
                allowed = isinstance(was, dict) and was.get("may_be_absent")
                facts = content["fields"].get(field, {"may_be_absent": True})
                if change["change"] != "options_changed" or not allowed:
                    continue
                older = _older(comparison, name, entry["version"])
                if "may_be_absent" in facts or not older:
                    continue
                yield Match(
                    "object",
                    name,
                    f"$.objects.{name}.fields.{field}",
                    older,
                    f"{name} {entry['version']}: {field} has to be set, and an older {name} may "
                    f"come without it; nothing sets it",
                    f"let {field} be absent as before and look whether it is set, or add a field "
                    "of another name with a default for older objects",
                    was=was,
                    now=facts,
                )


def _older(comparison: Comparison, name: str, version: str) -> tuple[str, ...]:
    return tuple(
        label
        for label, manifest in comparison.releases.items()
        if name in manifest.objects
        and Version.named(manifest.objects[name]["version"]) < Version.named(version)
    )


def _example(*, absent: bool) -> Comparison:
    spring = release("spring", fields={"size": {"type": "int", "may_be_absent": True}})
    change = {"change": "options_changed", "field": "size", "was": {"may_be_absent": True}}
    size = {"type": "int", "may_be_absent": True} if absent else {"type": "int"}
    history = [{"version": "1.0", "changes": []}, {"version": "1.1", "changes": [change]}]
    summer = release("summer", item="1.1", fields={"size": size}, object={"history": history})
    return Comparison(by_release(spring), by_release(spring, summer))


RULE: Final = Rule(
    "unset-in-old-data",
    "A field has to be set in the newest version, and objects of older versions leave it unset.",
    "Newer code reads the field of an older object and raises.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=_example(absent=True),
    failing=_example(absent=False),
)
