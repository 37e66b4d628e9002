"""A name that a history once had, used again for something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from compat.rules._comparison import PARTS, Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._histories import history_of
from compat.rules._rule import Match, Rule

_RENAMED: Final = {"renamed": "field", "method_renamed": "method", "value_renamed": "value"}
"""Words that free a name, and the part that has the new one."""


def _judge(comparison: Comparison) -> Iterator[Match]:
    for part in PARTS:
        for name, content in getattr(comparison.code[comparison.newest], part).items():
            for label, version, was, now in _reused(history_of(comparison, part, name), content):
                yield Match(
                    part[:-1],
                    name,
                    f"$.{part}.{name}.history[{version}].{label}",
                    (),
                    f"{name} {version}: {label} is used again; before it was {was}",
                    "choose a name that no version had",
                    was=was,
                    now=now,
                )


def _reused(
    history: list[Mapping[str, Any]], content: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield each name that is used again: it, the version, and what it was and is."""
    gone: dict[tuple[str, str], str] = {}
    for entry in history:
        for change in entry["changes"]:
            word = change["change"]
            taken, kind = _taken(change)
            if (taken, kind) in gone:
                was, now = gone.pop((taken, kind)), _type(content, kind, taken)
                if was != now:
                    yield taken, entry["version"], was, now
            if word in _RENAMED:
                freed = _place(change, change["was"])
                gone[freed, _RENAMED[word]] = f"called {change[_RENAMED[word]]} since then"
            elif word in ("removed", "method_removed", "value_removed"):
                kind = {"removed": "field", "method_removed": "method"}.get(word, "value")
                name = change.get("value", change.get(kind))
                gone[_place(change, name), kind] = str(change.get("was", "removed"))


def _taken(change: Mapping[str, Any]) -> tuple[str, str]:
    """Return the name that a change begins to use, and of what it is; empty if none."""
    match change["change"]:
        case "added" | "renamed":
            return change["field"], "field"
        case "method_added" | "method_renamed":
            return change["method"], "method"
        case "value_added" | "value_renamed":
            return _place(change, change["value"]), "value"
        case _:
            return "", ""


def _place(change: Mapping[str, Any], name: str) -> str:
    return f"{change['field']}={name}" if change["change"].startswith("value") else name


def _type(content: Mapping[str, Any], kind: str, name: str) -> str:
    """Return what a name is of now: the type of a field, else that it was added again."""
    if kind == "field":
        return str(content["fields"].get(name, {}).get("type", "a field"))
    return f"a {kind}"


def _example(was: str) -> Comparison:
    removed = {"change": "removed", "field": "size", "was": was, "default": 0}
    added = {"change": "added", "field": "size", "default": ""}
    history = [
        {"version": "1.0", "changes": []},
        {"version": "1.1", "changes": [removed]},
        {"version": "1.2", "changes": [added]},
    ]
    spring = release("spring", item="1.2", fields={"size": "str"}, object={"history": history})
    return Comparison(by_release(spring), by_release(spring))


RULE: Final = Rule(
    "name-reused",
    "A name that a history once had is used again for something else.",
    "Whoever keeps data or code of the older version takes one for the other.",
    (Category.SOURCE, Category.STORE),
    Severity.WARNS,
    Direction.NONE,
    _judge,
    passing=_example("str"),
    failing=_example("int"),
)
