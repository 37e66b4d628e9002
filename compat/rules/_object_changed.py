"""An object has other content than was recorded, under the same version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.manifest import Change, Kind
from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._forgotten import find, literal
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    return find(comparison, "objects", word_of, renamed_of)


def word_of(change: Change, recorded: Any) -> str:
    """Return the word of history that declares a change of a field."""
    _, _, _, _, field, *_ = change.path.split(".")
    old = recorded["fields"].get(field, {})
    match change.noun:
        case "field" if change.kind is Kind.ADDED:
            return f"vo.added({field!r}, default={_default(change.now)})"
        case "field":
            return f"vo.removed({field!r}, was={_removed(old)})"
        case "value":
            word = "value_added" if change.kind is Kind.ADDED else "value_removed"
            return f"vo.{word}({field!r}, {change.now or change.was!r})"
        case "type" | "values":
            return _retyped(field, change, old)
        case _:
            return f"vo.options_changed({field!r}, was={_options('', old) or 'vo.field()'})"


def renamed_of(removed: Change, added: Change) -> str:
    """Return the word of history for a field or an enum value that has another name."""
    _, _, _, _, field, *_ = added.path.split(".")
    if added.noun == "value":
        return f"vo.value_renamed({field!r}, {added.now!r}, was={removed.was!r})"
    _, _, _, _, was, *_ = removed.path.split(".")
    return f"vo.renamed({field!r}, was={was!r})"


def _removed(old: Any) -> str:
    """The type of a removed field, its options, and what it is set to for older releases."""
    default = "" if "may_be_absent" in old else f", default={_default(old)}"
    return f"{old['type']}{_options(', options=', old)}{default}"


def _retyped(field: str, change: Change, old: Any) -> str:
    if change.now == f"{change.was} | None":
        return f"vo.made_nullable({field!r})"
    if change.was == f"{change.now} | None":
        return f"vo.made_required({field!r})"
    return f"vo.retyped({field!r}, was={old['type']}, up=..., down=...)"


def _default(facts: Any) -> str:
    """What older objects get: the default of the field, else what its type suggests."""
    if facts.get("may_be_absent"):
        return "vo.UNSET"
    if "default" in facts:
        return literal(facts["default"])
    return "None" if facts["type"].endswith("| None") else "..."


def _options(before: str, facts: Any) -> str:
    """The options of a recorded field as Python; empty if it has none."""
    options = [f"default={literal(facts['default'])}"] if "default" in facts else []
    options += [f"{key}=True" for key in ("read_only",) if key in facts]
    if "may_be_absent" in facts:
        options.append("may_be_absent=True" if "default" in facts else "default=vo.UNSET")
    return f"{before}vo.field({', '.join(options)})" if options else ""


RULE: Final = Rule(
    "object-changed",
    "A version of an object that was recorded has other fields in the code.",
    "Services of two builds have one version of an object and mean two by it.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.BOTH,
    _judge,
    passing=Comparison(
        by_release(release("spring")),
        by_release(release("spring"), release("summer", item="1.1", fields={"note": "str | None"})),
    ),
    failing=Comparison(
        by_release(release("spring")),
        by_release(
            release("spring", fields={"note": "str | None"}),
            release("summer", fields={"note": "str | None"}),
        ),
    ),
)
