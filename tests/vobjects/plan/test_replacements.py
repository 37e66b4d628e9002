"""What ``instead=`` puts into a field is read by every newer version, or refused when declared."""

from __future__ import annotations

import contextlib
import enum
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from vobjects import (
    BackportRefusedError,
    DeclarationError,
    DecodeError,
    FieldValueError,
    Registry,
    VersionedObject,
    history,
    initial,
    made_nullable,
    made_required,
    renamed,
    value_added,
    value_removed,
    value_renamed,
    version,
)
from vobjects._declare.changes import Change

_FIRST: Mapping[str, Change] = {
    "made_nullable": made_nullable("tone", instead="mid"),
    "made_required": made_required("tone", instead="mid"),
    "value_added": value_added("tone", "last", instead="mid"),
    "value_removed": value_removed("tone", "old", instead="mid"),
}
_LATER: Mapping[str, tuple[tuple[str, ...], list[Change]]] = {
    "kept": (("mid",), []),
    "removed": ((), [value_removed("tone", "mid")]),
    "removed for another": ((), [value_removed("tone", "mid", instead="low")]),
    "renamed": (("high",), [value_renamed("tone", "high", was="mid")]),
    "renamed and removed": (
        (),
        [value_renamed("tone", "high", was="mid"), value_removed("tone", "high")],
    ),
}
"""What becomes of the value later: the newest members for it, and the changes."""
_FORMS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "one": (lambda type_: type_, lambda value: value),
    "some": (lambda type_: tuple.__class_getitem__((type_, ...)), lambda value: (value,)),
}
_VALUES = ("low", "mid", "high", "last", "old", None)


def _declared(first: str, later: str, form: str, is_renamed: bool) -> Registry:
    """A class of which a field changed twice; between the changes it may be renamed."""
    members, changes = _LATER[later]
    functional: Any = enum.StrEnum
    tone = functional("Tone", [(m.upper(), m) for m in ("low", "last", *members)])
    annotation = _FORMS[form][0](tone | None if first == "made_nullable" else tone)
    name = "pitch" if is_renamed else "tone"
    steps = [_FIRST[first], *([renamed("pitch", was="tone")] if is_renamed else [])]
    steps += [type(c)(**(vars(c) | {"field": name})) for c in changes]
    entries = [version(f"1.{n}", "x", step) for n, step in enumerate(steps, 1)]
    body = {"__annotations__": {name: annotation}, "__module__": __name__}
    made = type("Song", (VersionedObject,), body | {"HISTORY": history(initial("1.0"), *entries)})
    registry = Registry("songs")
    registry.register(made)
    return registry


def _objects(registry: Registry, form: str) -> Iterator[VersionedObject]:
    """Objects of every version with every value."""
    for number, value in itertools.product(registry.lineage("Song").versions, _VALUES):
        cls = registry.closure("Song", str(number))["Song"]
        with contextlib.suppress(FieldValueError):
            yield cls(**dict.fromkeys(cls.fields, _FORMS[form][1](value)))


@pytest.mark.parametrize("is_renamed", [False, True], ids=["", "renamed"])
@pytest.mark.parametrize("later", _LATER)
@pytest.mark.parametrize(
    ("first", "form"),
    [*((first, "one") for first in _FIRST), ("value_added", "some"), ("value_removed", "some")],
)
def test_replacement_when_a_newer_version_refuses_it_then_the_history_is_refused(
    first: str, later: str, form: str, is_renamed: bool
) -> None:
    if later in ("removed", "renamed and removed"):
        with pytest.raises(DeclarationError, match="of instead= of") as caught:
            _declared(first, later, form, is_renamed)
        assert caught.value.expected == "a value that all newer versions accept"
        return
    registry = _declared(first, later, form, is_renamed)
    views = [registry.closure("Song", str(v)) for v in registry.lineage("Song").versions]
    for obj, view in itertools.product(_objects(registry, form), views):
        try:
            there = view.adopt(obj)
        except (BackportRefusedError, DecodeError):
            continue
        assert registry.head.adopt(there)
