"""Check what an author says of a field that was added, removed or converted."""

from __future__ import annotations

from typing import Any, NoReturn

from vobjects._declare.changes import Added, Removed
from vobjects._declare.field import REQUIRED, UNSET
from vobjects._declare.functions import SEVERAL_VALUES, check_function
from vobjects._repr import brief, shown
from vobjects.errors import DeclarationError
from vobjects.loss import Loss


def check_added(change: Added) -> Added:
    """The change, if an older object has a way up and no word is without effect.

    Raises:
        DeclarationError: it has none, or one is.
    """
    if change.up is None and change.down is None and change.default is REQUIRED:
        _reject(
            change,
            "no way back up from older objects",
            "a default or a conversion",
            "write default=, or up= and down=",
        )
    _check_words(change)
    return change


def check_removed(change: Removed) -> Removed:
    """The change, if no word is without effect.

    Raises:
        DeclarationError: one is.
    """
    _check_words(change)
    return change


def _check_words(change: Added | Removed) -> None:
    if (change.up is None) != (change.down is None):
        missing = "up" if change.up is None else "down"
        found, expected = "one half of a conversion", "both up and down"
        _reject(change, found, expected, f"write {missing}=")
    if not isinstance(change.may_drop, tuple):
        given: Any = change.may_drop
        values = tuple(given) if isinstance(given, list | set | frozenset) else (given,)
        remedy = f"write may_drop={brief(values)}"
        _reject(change, f"may_drop={shown(given)}", "a tuple of values", remedy)
    if UNSET in change.may_drop:
        found, expected = "may_drop with UNSET", "values that the field can be set to"
        _reject(change, found, expected, "take UNSET off: a field that is not set is not dropped")
    if change.up is None:
        _check_without_functions(change)
    else:
        _check_with_functions(change)


def _check_without_functions(change: Added | Removed) -> None:
    if change.writes:
        found, expected = (
            f"writes={change.writes!r} and no function",
            "writes= beside up= and down=",
        )
        _reject(change, found, expected, "write up= and down=, or take writes= off")
    if change.absence is not Loss.REFUSED:
        found, expected = "absence= and no function", "absence= beside up= and down="
        _reject(change, found, expected, "take it off: what a default does to absence is reported")
    if change.may_drop and change.loss is Loss.ALLOWED:
        found, expected = "may_drop= beside loss=Loss.ALLOWED", "one of the two"
        _reject(change, found, expected, "take may_drop= off, or loss= if others are refused")


def _check_with_functions(change: Added | Removed) -> None:
    for keyword, function in (("up", change.up), ("down", change.down)):
        check_function(function, SEVERAL_VALUES, change.word, keyword)
    if change.loss is not Loss.REFUSED:
        found = "loss= beside a conversion, which loses nothing"
        remedy = "take one of them off; down= refuses by raising InexpressibleError"
        _reject(change, found, "loss=, or up= and down=", remedy)
    if change.default is not REQUIRED or change.may_drop:
        word = "may_drop" if change.may_drop else "default"
        remedy = "take it off: the functions say what becomes of each value"
        _reject(change, f"{word}= beside up= and down=", f"{word}=, or up= and down=", remedy)


def _reject(change: Added | Removed, found: str, expected: str, remedy: str) -> NoReturn:
    raise DeclarationError(where=change.word, found=found, expected=expected, remedy=remedy)
