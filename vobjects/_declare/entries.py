"""Check what an author writes in a history, of objects and of interfaces alike."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Sequence
from typing import Any, Final

from vobjects._repr import brief, shown
from vobjects.errors import DeclarationError
from vobjects.loss import Loss

_OWNERS: Final = {"vobjects": "a versioned object", "rpc": "an interface"}
"""Package to what its histories are of."""
_PARTS: Final[dict[str, tuple[type, str]]] = {
    "str": (str, "text"),
    "tuple[str, ...]": (tuple, "a tuple of names, such as ('carrier',)"),
    "Loss": (Loss, "Loss.REFUSED or Loss.ALLOWED"),
}
"""Annotation of a part of a change to the type of its values, and the same in words."""


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """The words of the histories of one package."""

    package: str
    entry: type
    """What ``initial()`` and ``version()`` make."""
    change: Any
    """The types of changes, as isinstance takes them."""
    example: str
    """A change, as an author writes it."""


def must_be_sentence(where: str, description: Any) -> None:
    """Check the description of a version.

    Raises:
        DeclarationError: it is not one line of text.
    """
    if isinstance(description, str) and description.strip() and len(description.splitlines()) == 1:
        return
    empty = isinstance(description, str) and not description.strip()
    raise DeclarationError(
        where=where,
        found="no description" if empty else f"{_described(description)} as the description",
        expected="one sentence for the changelog, in one line",
        remedy="say what changed and for whom, before the changes",
    )


def must_be_changes(where: str, changes: Sequence[Any], words: Vocabulary) -> None:
    """Check the changes of a version.

    Raises:
        DeclarationError: one of them is no change of this package, or is there twice.
    """
    for place, change in enumerate(changes):
        if not isinstance(change, words.change):
            raise DeclarationError(
                where=where,
                found=_described(change),
                expected=f"changes, such as {words.example}",
                remedy=_remedy(change, words, words.example)
                or "write the changes with the words of a history",
            )
        if change in changes[:place]:
            raise DeclarationError(
                where=where,
                found=f"{change.word} twice",
                expected="each change once",
                remedy="delete one of the two, or correct it",
            )


def must_be_entries(where: str, entries: Sequence[Any], words: Vocabulary) -> None:
    """Check the versions of a history.

    Raises:
        DeclarationError: one of them is no version of this package.
    """
    example = "version('1.1', 'What changed.')"
    for entry in entries:
        if not isinstance(entry, words.entry):
            raise DeclarationError(
                where=where,
                found=_described(entry),
                expected=f"versions of {words.package}, such as {example}",
                remedy=_remedy(entry, words, example) or "put it into a version(...)",
            )


def must_be_well_formed(change: Any) -> None:
    """Check the parts of a change that are names, texts and flags.

    Raises:
        DeclarationError: a part is of another type than the change declares.
    """
    for part in dataclasses.fields(change):
        kind, expected = _PARTS.get(str(part.type), (object, ""))
        value = getattr(change, part.name)
        good = isinstance(value, kind)
        if kind is tuple and good:
            good = all(isinstance(item, str) for item in value)
        if not good:
            raise DeclarationError(
                where=change.word,
                found=f"{part.name}={_described(value)}",
                expected=expected,
                remedy=f"correct {part.name}=" if part.name != "field" else "write its name",
            )


def wrong_history(where: str, found: Any, package: str) -> DeclarationError:
    """The error for a HISTORY that ``history()`` of ``package`` has not made."""
    first = found[0] if isinstance(found, tuple) and found else found
    other = package_of(first)
    example = "HISTORY = history(initial('1.0'), ...)"
    if other and other != package:
        return DeclarationError(
            where=where,
            found=f"a HISTORY in the words of {other}",
            expected=f"{example} in those of {package}, for {_OWNERS[package]}",
            remedy=f"import history, initial and version from {package}",
        )
    return DeclarationError(
        where=where,
        found="no HISTORY" if found is None else f"HISTORY = {_described(found)}",
        expected=example,
        remedy="declare the history of the class",
    )


def package_of(value: object) -> str:
    """The package whose word made a value; empty for anything else."""
    package = type(value).__module__.partition(".")[0]
    return package if package in _OWNERS else ""


def _described(value: Any) -> str:
    if inspect.isroutine(value) or isinstance(value, type):
        return f"{getattr(value, '__name__', brief(value))} without a call"
    word = getattr(value, "word", None)
    if package_of(value) and isinstance(word, str):
        return f"{word} of {package_of(value)}"
    return shown(value)


def _remedy(value: Any, words: Vocabulary, example: str) -> str:
    package = package_of(value)
    if package and package != words.package:
        return (
            f"use the words of {words.package}: those of {package} are for the history of "
            f"{_OWNERS[package]}"
        )
    if inspect.isroutine(value) or isinstance(value, type):
        return f"call it, such as {example}"
    if isinstance(value, list | tuple | set | frozenset) or inspect.isgenerator(value):
        return "take the brackets off, or write * before them"
    return ""
