"""An interface has other content than was recorded, under the same version."""

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
    return find(comparison, "interfaces", word_of, renamed_of)


def word_of(change: Change, recorded: Any) -> str:
    """Return the word of history that declares a change; empty if there is none."""
    _, _, _, *parts = change.path.split(".")
    if change.noun == "value":
        return _retyped_enum(*parts[1:4])
    match parts:
        case ["methods", method]:
            added = change.kind is Kind.ADDED
            return f"method_added({method!r})" if added else f"method_removed({method})"
        case ["methods", method, "arguments", argument, *_]:
            old = recorded["methods"][method]["arguments"].get(argument)
            return _argument(change, f"{method!r}, {argument!r}", old)
        case ["methods", method, "style"]:
            return f"style_changed({method!r}, was={change.was!r})"
        case ["methods", method, "result", *_]:
            was = recorded["methods"][method].get("result", {"type": "None"})["type"]
            return f"result_retyped({method!r}, was={was}, up=..., down=...)"
        case _:
            return ""


def renamed_of(removed: Change, added: Change) -> str:
    """Return the word of history for a method, an argument or a value that has another name."""
    _, _, _, _, method, *parts = added.path.split(".")
    was = removed.path.rpartition(".")[2]
    if added.noun == "value":
        return _retyped_enum(method, *parts[:2])
    if parts:
        return f"argument_renamed({method!r}, {parts[-1]!r}, was={was!r})"
    return f"method_renamed({method!r}, was={was!r})"


def _retyped_enum(method: str, part: str, argument: str) -> str:
    """The word for an enum with other values: its older form needs a class of its own."""
    if part == "result":
        return f"result_retyped({method!r}, was=..., up=..., down=...)"
    return f"argument_retyped({method!r}, {argument!r}, was=..., up=..., down=...)"


def _argument(change: Change, names: str, old: Any) -> str:
    match change.noun:
        case "argument" if change.kind is Kind.ADDED:
            return (
                f"argument_added({names}{'' if 'default' in change.now else ', up=..., down=...'})"
            )
        case "argument":
            default = f", was_default={literal(old['default'])}" if "default" in old else ""
            return f"argument_removed({names}, was={old['type']}{default})"
        case "default":
            was = literal(old["default"]) if "default" in old else "REQUIRED"
            return f"default_changed({names}, was={was})"
        case _:
            return f"argument_retyped({names}, was={old['type']}, up=..., down=...)"


RULE: Final = Rule(
    "interface-changed",
    "A version of an interface that was recorded has other methods or arguments in the code.",
    "Servers and clients of two builds have one version of an interface and mean two by it.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.BOTH,
    _judge,
    passing=Comparison(
        by_release(release("spring")),
        by_release(release("spring"), release("summer", api="1.1", arguments={"note": "str"})),
    ),
    failing=Comparison(
        by_release(release("spring")),
        by_release(
            release("spring", arguments={"note": "str"}),
            release("summer", arguments={"note": "str"}),
        ),
    ),
)
