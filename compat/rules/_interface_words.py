"""The words of a history that declare what is different in an interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compat.rules._facts import Fact, How
from compat.rules._literals import Written, literal, type_name

_ARGUMENT_TYPE = ("argument type", "argument values", "argument value")
_RESULT = ("result", "result type", "result values", "result value")


def words(facts: Sequence[Fact]) -> dict[str, Written]:
    """Return the word for each fact of one interface, by its path; none where none is possible."""
    found = {fact.path: _word(fact) for fact in facts}
    return {path: word for path, word in found.items() if word is not None}


def _word(fact: Fact) -> Written | None:
    if len(fact.places) < 2:
        return None  # the topic and the namespace are no part of a history
    method = fact.places[1]
    old = fact.old["methods"].get(method, {})
    if fact.noun == "method":
        return _of_method(fact, method)
    if fact.noun == "style":
        return _written(f"style_changed({method!r}, was={fact.was!r})")
    if fact.noun in _RESULT:
        was = type_name(old["result"], fact) if "result" in old else Written("None")
        text = f"result_retyped({method!r}, was={was.text}, up=..., down=...)"
        return _written(text, was)
    if fact.noun.startswith("argument"):
        return _of_argument(fact, method, old["arguments"])
    return None


def _of_method(fact: Fact, method: str) -> Written | None:
    match fact.how:
        case How.ADDED:
            return _written(f"method_added({method!r})")
        case How.RENAMED:
            now = fact.now_path.rpartition(".")[2]
            return _written(f"method_renamed({now!r}, was={method!r})")
        case _:
            return _removed_method(fact, method)


def _removed_method(fact: Fact, method: str) -> Written:
    """The word, with the declaration of the method as it was above the class."""
    facts = fact.was
    pieces = {name: type_name(each, fact) for name, each in facts["arguments"].items()}
    result = type_name(facts["result"], fact) if "result" in facts else Written("None")
    signature = ["self", "context: Context"]
    for name, each in facts["arguments"].items():
        default = f" = {literal(each['default'], each['type'])}" if "default" in each else ""
        signature.append(f"{name}: {pieces[name].text}{default}")
    style = facts["style"] + ("(idempotent=True)" if facts.get("idempotent") else "")
    above = "".join(sorted({each.above for each in (*pieces.values(), result)}))
    parts = ", ".join(_required_first(signature))
    above += f"@{style}\ndef {method}({parts}) -> {result.text}: ...\n"
    imports = frozenset({f"from rpc import Context, {facts['style']}"}).union(
        result.imports, *(each.imports for each in pieces.values())
    )
    written = _written(f"method_removed({method})")
    return Written(written.text, above, written.imports | imports)


def _required_first(signature: list[str]) -> list[str]:
    """A signature that Python takes: from the first default on, arguments are given by name."""
    first = next((n for n, each in enumerate(signature) if " = " in each), len(signature))
    if all(" = " in each for each in signature[first:]):
        return signature
    return [*signature[:first], "*", *signature[first:]]


def _of_argument(fact: Fact, method: str, arguments: Any) -> Written | None:
    argument = fact.places[3]
    names = f"{method!r}, {argument!r}"
    old = arguments.get(argument, {})
    if fact.noun == "argument":
        return _whole_argument(fact, names, old)
    if fact.noun == "argument default":
        was = literal(old["default"], old["type"]) if "default" in old else "REQUIRED"
        return _written(f"default_changed({names}, was={was})", needs=_needs(was))
    was_type = type_name(old, fact)
    default = _older_default(fact, method, argument, old, has_own_enum=bool(was_type.above))
    text = f"argument_retyped({names}, was={was_type.text}, up=..., down=...{default})"
    return _written(text, was_type, needs=_needs(default))


def _whole_argument(fact: Fact, names: str, old: Any) -> Written:
    match fact.how:
        case How.ADDED:
            functions = "" if "default" in fact.now else ", up=..., down=..."
            return _written(f"argument_added({names}{functions})")
        case How.RENAMED:
            method = fact.places[1]
            now = fact.now_path.rpartition(".")[2]
            return _written(f"argument_renamed({method!r}, {now!r}, was={fact.places[3]!r})")
        case _:
            was = type_name(old, fact)
            sent = ", instead=..."
            if "default" in old:
                sent = f", was_default={literal(old['default'], old['type'])}"
            elif old["type"].endswith("| None"):
                sent = ", instead=None"
            return _written(f"argument_removed({names}, was={was.text}{sent})", was, _needs(sent))


def _older_default(fact: Fact, method: str, argument: str, old: Any, *, has_own_enum: bool) -> str:
    """The default of an argument whose type changed, where it is not the one of today.

    A member of the enum of today is no value of an older enum, even if the texts are equal.
    """
    new = fact.new["methods"].get(method, {}).get("arguments", {}).get(argument, {})
    same = repr(old.get("default", ...)) == repr(new.get("default", ...))
    if same and not (has_own_enum and "default" in old):
        return ""
    was = literal(old["default"], old["type"]) if "default" in old else "REQUIRED"
    return f", was_default={was}"


def _needs(text: str) -> frozenset[str]:
    needed = {"REQUIRED": "from rpc import REQUIRED", "datetime.": "import datetime"}
    return frozenset(line for name, line in needed.items() if name in text)


def _written(text: str, was: Written | None = None, needs: frozenset[str] = frozenset()) -> Written:
    """A word, with its import and those of the type that it names."""
    word = text.partition("(")[0]
    imports = frozenset({f"from rpc import {word}"}) | needs
    if was is None:
        return Written(text, "", imports)
    return Written(text, was.above, imports | was.imports)
