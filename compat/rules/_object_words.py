"""The words of a history that declare what is different in an object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from compat.rules._facts import Fact, How
from compat.rules._literals import Written, literal, type_name


def words(facts: Sequence[Fact]) -> dict[str, Written]:
    """Return the word for each fact of one object, by its path; none where none is possible.

    Facts of one field that one word declares have it together.
    """
    found: dict[str, Written] = {}
    for fact in sorted(facts, key=_place):
        word = _word(fact)
        if word is not None:
            found[fact.path] = word
    return found


_OPTIONS: Final = ("default", "read_only", "may_be_absent")


def _place(fact: Fact) -> int:
    """Where its word stands: an option is undone right before the type that its default is of."""
    if fact.noun == "value":
        return 0
    return 2 if fact.noun in _OPTIONS else 1


def _word(fact: Fact) -> Written | None:
    if len(fact.places) < 2:
        return None  # a key is no part of a history
    field = fact.places[1]
    old = fact.old["fields"].get(field, {})
    match fact.noun, fact.how:
        case "field", How.ADDED:
            return Written(f"vo.added({field!r}, default={_default(fact.now)})")
        case "field", How.REMOVED:
            return _removed(field, old, fact)
        case "field", How.RENAMED:
            now = fact.now_path.rpartition(".")[2]
            return Written(f"vo.renamed({now!r}, was={field!r})")
        case "value", How.RENAMED:
            return Written(f"vo.value_renamed({field!r}, {fact.now!r}, was={fact.was!r})")
        case "value", How.ADDED:
            return Written(f"vo.value_added({field!r}, {fact.now!r})")
        case "value", How.REMOVED:
            return Written(f"vo.value_removed({field!r}, {fact.was!r})")
        case "type", How.WIDENED:
            return Written(f"vo.made_nullable({field!r})")
        case "type", How.NARROWED:
            return Written(f"vo.made_required({field!r})")
        case (("type" | "values"), _):
            was = type_name(old, fact)
            return Written(
                f"vo.retyped({field!r}, was={was.text}, up=..., down=...)", was.above, was.imports
            )
        case "may_be_absent", How.REMOVED:
            return None  # what older objects leave unset would stay unset
        case _:
            return Written(
                f"vo.options_changed({field!r}, was={_options(old) or 'vo.field()'})",
                imports=_imports(old),
            )


def _removed(field: str, old: Any, fact: Fact) -> Written:
    """The word with the type, the options, and what the field is set to for older releases."""
    was = type_name(old, fact)
    options = _options(old)
    text = f"vo.removed({field!r}, was={was.text}"
    text += f", options={options}" if options else ""
    text += "" if "may_be_absent" in old else f", default={_default(old)}"
    return Written(f"{text})", was.above, was.imports | _imports(old))


def _default(facts: Any) -> str:
    """What older objects get: the default of the field, else what its type suggests."""
    if facts.get("may_be_absent"):
        return "vo.UNSET"
    if "default" in facts:
        return literal(facts["default"], facts["type"])
    return "None" if facts["type"].endswith("| None") else "..."


def _options(facts: Any) -> str:
    """The options of a recorded field as Python; empty if it has none."""
    options = []
    if "default" in facts:
        options.append(f"default={literal(facts['default'], facts['type'])}")
    options += [f"{key}=True" for key in ("read_only",) if key in facts]
    if "may_be_absent" in facts:
        options.append("may_be_absent=True" if "default" in facts else "default=vo.UNSET")
    return f"vo.field({', '.join(options)})" if options else ""


def _imports(facts: Any) -> frozenset[str]:
    is_time = "default" in facts and "datetime" in literal(facts["default"], facts["type"])
    return frozenset({"import datetime"}) if is_time else frozenset()
