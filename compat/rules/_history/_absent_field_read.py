"""A field that older objects come without, and that the code reads without asking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.foreign import Reads
from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._histories import history_of
from compat.rules._rule import Match, Rule
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    newest = comparison.code[comparison.newest].objects
    for (name, field), reads in comparison.reads.items():
        version = _added_in(comparison, name, field)
        older = _older(comparison, name, version)
        if not older or not reads.unguarded:
            continue
        is_of_others = any(field in newest[other]["fields"] for other in newest.keys() - {name})
        yield Match(
            "object",
            name,
            f"$.objects.{name}.fields.{field}",
            older,
            f"{name} {version}: {field} is unset in an older {name}, and is read in "
            f"{', '.join(reads.unguarded[:3])}",
            f"ask for it before it is read, or give {name} an obj_load_attr() that sets it",
            f'if obj.obj_attr_is_set("{field}"): ...',
            now="unset",
            severity=Severity.WARNS if is_of_others else None,
        )


def _added_in(comparison: Comparison, name: str, field: str) -> str:
    """The version that a field was added in, so that older objects come without it."""
    return next(
        str(entry["version"])
        for entry in history_of(comparison, "objects", name)
        for change in entry["changes"]
        if (change["change"], change.get("field")) == ("added", field)
    )


def _older(comparison: Comparison, name: str, version: str) -> tuple[str, ...]:
    return tuple(
        label
        for label, manifest in comparison.releases.items()
        if name in manifest.objects
        and Version.named(manifest.objects[name]["version"]) < Version.named(version)
    )


def _example(reads: Reads) -> Comparison:
    change = {"change": "added", "field": "size", "default_unset": True}
    history = [{"version": "1.0", "changes": []}, {"version": "1.1", "changes": [change]}]
    size: dict[str, Any] = {"type": "int", "may_be_absent": True}
    summer = release("summer", item="1.1", fields={"size": size}, object={"history": history})
    spring = release("spring")
    return Comparison(
        by_release(spring), by_release(spring, summer), reads={("Item", "size"): reads}
    )


RULE: Final = Rule(
    "absent-field-read",
    "A field that older objects come without is read, and nothing asks whether it is set.",
    "Newer code reads the field of an older object and raises.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=_example(Reads(guarded=1)),
    failing=_example(Reads(("shop/items.py:20",))),
)
