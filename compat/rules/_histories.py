"""Histories as manifests have them: what was recorded, what the code has, and what differs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._content import newest
from compat.rules._facts import facts
from vobjects.version import Version

_OF: Final = ("field", "method", "argument", "value", "version")
"""The parts of a change that say what it is of."""
Change = Mapping[str, Any]
"""A change of a history as a manifest has it: the word and its parts."""


@dataclasses.dataclass
class Edited:
    """A change of a recorded version that the code has otherwise, or not, or that is new."""

    part: Part
    name: str
    version: str
    what: str
    """The word and what it is of, such as ``added('note')``."""
    field: str
    """The field or method that it is of."""
    was: Change | None
    now: Change | None
    releases: list[str]

    @property
    def path(self) -> str:
        """Where it is in the manifest."""
        return f"$.{self.part}.{self.name}.history[{self.version}].{self.what}"


def edited(comparison: Comparison) -> list[Edited]:
    """Return what recorded histories have otherwise than the code, by path.

    A change whose field or method has other content as well is left to the rules on content.
    """
    found: dict[str, Edited] = {}
    for part in PARTS:
        known = {(fact.name, place) for fact in facts(comparison, part) for place in fact.places}
        for release, manifest in comparison.recorded.items():
            for name, content in getattr(manifest, part).items():
                for one in _differences(comparison, part, name, content):
                    if (name, one.field) not in known:
                        found.setdefault(one.path, one).releases.append(release)
    return [found[path] for path in sorted(found)]


def _differences(
    comparison: Comparison, part: Part, name: str, content: Mapping[str, Any]
) -> Iterator[Edited]:
    code = {entry["version"]: entry["changes"] for entry in history_of(comparison, part, name)}
    for entry in content.get("history", ()):
        version = entry["version"]
        if version not in code:
            continue  # then no release can speak the version, and its pin is refused
        was, now = _by_what(entry["changes"]), _by_what(code[version])
        for what in sorted(was.keys() | now.keys()):
            one, other = was.get(what), now.get(what)
            if one != other and not (one is None and _is_child_said(content, code, other)):
                field = str((one or other or {}).get("field", (one or other or {}).get("method")))
                yield Edited(part, name, version, what, field, one, other, [])


def _is_child_said(
    content: Mapping[str, Any], code: Mapping[str, list[Change]], change: Change | None
) -> bool:
    """Whether a word that is new says which version of a child a recorded version has."""
    if change is None or change["change"] != "child_bumped":
        return False
    field, top = change["field"], Version.named(content["version"])
    said = [
        each["to"]
        for version, changes in code.items()
        for each in changes
        if Version.named(version) <= top
        and (each["change"], each.get("field")) == ("child_bumped", field)
    ]
    return said[-1] in content["fields"].get(field, {}).get("children", {}).values()


def history_of(comparison: Comparison, part: Part, name: str) -> list[Mapping[str, Any]]:
    """Return the history of an object or interface as the code has it, as far as it is known."""
    if (part, name) in comparison.history:
        return [*comparison.history[part, name]]
    having = {
        release: manifest
        for release, manifest in comparison.code.items()
        if name in getattr(manifest, part)
    }
    if not having:
        return []
    latest = str(newest(having, part, name))
    contents = [getattr(manifest, part)[name] for manifest in having.values()]
    return next(
        [*content.get("history", ())] for content in contents[::-1] if content["version"] == latest
    )


def _by_what(changes: list[Change]) -> dict[str, Change]:
    return {what(change): change for change in changes}


def what(change: Change) -> str:
    """Return the word of a change and what it is of."""
    names = ", ".join(repr(change[key]) for key in _OF if key in change)
    return f"{change['change']}({names})"
