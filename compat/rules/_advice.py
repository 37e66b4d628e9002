"""The entry of a history to write for what is different in an object or an interface."""

from __future__ import annotations

import dataclasses
import functools

from compat.rules import _interface_words, _object_words
from compat.rules._comparison import Comparison, Part
from compat.rules._content import newest
from compat.rules._facts import facts
from compat.rules._histories import history_of, what
from compat.rules._literals import Written
from vobjects.version import Version

_WORDS = {"objects": _object_words.words, "interfaces": _interface_words.words}


@dataclasses.dataclass(frozen=True)
class Advice:
    """What to do about all that is different in one object or interface."""

    remedy: str
    line: str
    """The entry, or the words to add to the one that is there."""
    above: str
    """What has to be above the class for it."""
    imports: tuple[str, ...]
    """Lines that have to be at the top of the module for it."""
    paths: frozenset[str]
    """Of the facts that it declares."""


@functools.lru_cache(maxsize=1024)
def advice(comparison: Comparison, part: Part, name: str) -> Advice:
    """Return the advice for an object or an interface; its line is empty if there is none.

    Words are those of the newest recorded version: what is different in older ones as well is
    derived from it.
    """
    own = [fact for fact in facts(comparison, part) if fact.name == name and fact.at_newest]
    words = _WORDS[part](own)
    if not words:
        return Advice(_change_back(name), "", "", (), frozenset())
    whole = _joined([*words.values()])
    version, is_there = _version_to_write(comparison, part, name)
    given = ", with your own value or function for each ..." if "..." in whole.text else ""
    if is_there:
        remedy = f"add to version {version} in the history of {name}{given}, or change it back"
        line = whole.text
    else:
        remedy = f"raise {name} to {version} in its history{given}, or change it back"
        prefix = "vo." if part == "objects" else ""
        line = f'{prefix}version("{version}", "Say what changed.", {whole.text}),'
        imports = frozenset() if part == "objects" else frozenset({"from rpc import version"})
        whole = dataclasses.replace(whole, imports=whole.imports | imports)
        late = _added_late(comparison, part, name, {place for fact in own for place in fact.places})
        if late:
            remedy = f"take {late}, which was released, and {remedy}"
    return Advice(remedy, line, whole.above, _merged(whole.imports), frozenset(words))


def remedy_of(comparison: Comparison, part: Part, name: str, path: str) -> Advice:
    """Return the advice for one fact of an object or an interface."""
    found = advice(comparison, part, name)
    if path in found.paths:
        return found
    return Advice(_change_back(name), "", "", (), frozenset())


def _added_late(comparison: Comparison, part: Part, name: str, places: set[str]) -> str:
    """Return the changes that a version got after it was recorded; empty if there are none."""
    having = [
        getattr(manifest, part)[name]
        for manifest in comparison.recorded.values()
        if name in getattr(manifest, part)
    ]
    latest = max(having, key=lambda content: Version.named(content["version"]))
    recorded = {entry["version"]: entry["changes"] for entry in latest.get("history", ())}
    return ", ".join(
        f"{what(change)} out of version {entry['version']}"
        for entry in history_of(comparison, part, name)
        for change in entry["changes"]
        if entry["version"] in recorded
        and change not in recorded[entry["version"]]
        and not places.isdisjoint({change.get("field"), change.get("method")})
    )


def _change_back(name: str) -> str:
    return f"change it back: no history of {name} can declare it"


def _joined(words: list[Written]) -> Written:
    texts = dict.fromkeys(each.text for each in words)
    above = dict.fromkeys(each.above for each in words if each.above)
    imports = frozenset[str]().union(*(each.imports for each in words))
    return Written(", ".join(texts), "\n".join(above), imports)


def _merged(imports: frozenset[str]) -> tuple[str, ...]:
    """Imports with one line for each module, in their order."""
    modules: dict[str, set[str]] = {}
    for line in imports:
        module, _, names = line.partition(" import ")
        modules.setdefault(module, set()).update(names.split(", ") if names else ())
    return tuple(
        f"{module} import {', '.join(sorted(names))}" if names else module
        for module, names in sorted(modules.items())
    )


def _version_to_write(comparison: Comparison, part: Part, name: str) -> tuple[str, bool]:
    """Return the version that a change belongs to, and whether the code has it already."""
    recorded = newest(comparison.recorded, part, name)
    code = newest(comparison.code, part, name)
    if code > recorded:
        return str(code), True
    return f"{recorded.major}.{recorded.minor + 1}", False
