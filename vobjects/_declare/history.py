"""The words of a history. Each makes data and refuses at once what could never work."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, Final

from vobjects._declare.changes import (
    Added,
    Change,
    ChildBumped,
    Conversion,
    Converted,
    Entry,
    History,
    Line,
    MadeNullable,
    MadeRequired,
    OptionsChanged,
    Removed,
    Renamed,
    Retyped,
    SameAs,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
)
from vobjects._declare.entries import Vocabulary, must_be_changes, must_be_entries, must_be_sentence
from vobjects._declare.field import REQUIRED, UNSET, FieldOptions
from vobjects._declare.field_changes import check_added, check_removed
from vobjects._declare.functions import ONE_VALUE, SEVERAL_VALUES, check_function
from vobjects._repr import brief
from vobjects.errors import DeclarationError
from vobjects.loss import Loss
from vobjects.version import Version

_MUST_BE_SET: Final = FieldOptions()
_WORDS: Final = Vocabulary("vobjects", Entry, Change | SameAs, "added('memory', default=0)")
_FIRST: Final = Vocabulary("vobjects", Entry, ChildBumped, "child_bumped('cells', '1.2')")


def initial(
    number: str,
    description: str = "First version.",
    *children: ChildBumped,
    alike: str = "",
) -> Entry:
    """The oldest version; every field is there but those that a later version adds.

    ``children`` are ``child_bumped`` of the fields whose objects were not at their oldest then.

    Raises:
        DeclarationError: the number is no version, the description no sentence, or a change is
            no ``child_bumped``.
    """
    first = Version.named(number)
    where = f"initial({number!r})"
    must_be_sentence(where, description)
    must_be_changes(where, children, _FIRST)
    _must_be_of_older_content(where, first, alike)
    return Entry(first, description, children, alike=alike)


def version(number: str, description: str, *changes: Change | SameAs, alike: str = "") -> Entry:
    """A later version and what changed in it; no change means that behaviour alone changed.

    A number that stood for two contents in two releases is there twice: the older content has a
    name, such as ``"1.3-spring"``, and comes first. A reader tells the two apart by their fields;
    if it may read data of the older one as the newer one, registering the class warns of it, unless
    ``alike`` says why that does no harm.

    Raises:
        DeclarationError: the number is no version, the description no sentence, or a change is
            none of the words.
    """
    named = Version.named(number)
    where = f"version({number!r})"
    must_be_sentence(where, description)
    must_be_changes(where, changes, _WORDS)
    _must_be_of_older_content(where, named, alike)
    return Entry(
        named,
        description,
        tuple(change for change in changes if not isinstance(change, SameAs)),
        tuple(change.version for change in changes if isinstance(change, SameAs)),
        alike,
    )


def _must_be_of_older_content(where: str, number: Version, alike: str) -> None:
    if alike == "":
        return
    must_be_sentence(f"{where}, alike", alike)
    if number.newest:
        raise DeclarationError(
            where=where,
            found="alike= beside a number that stands for its newest content",
            expected="alike= in an older content, such as '1.3-spring'",
            remedy="move it there, or take it off",
        )


def same_as(number: str) -> SameAs:
    """The changes of version ``number`` of the class that a line left came to the line too.

    What they brought goes over from one line to the other and back. Changes that only one line has
    may neither touch the fields of these before them nor have functions that read them.
    """
    return SameAs(Version.named(number))


def added(
    field: str,
    *,
    default: Any = REQUIRED,
    may_drop: tuple[Any, ...] = (),
    loss: Loss = Loss.REFUSED,
    why: str = "",
    up: Conversion | None = None,
    down: Conversion | None = None,
    writes: tuple[str, ...] = (),
    absence: Loss = Loss.REFUSED,
) -> Added:
    """A field that came in this version.

    Args:
        field: its name.
        default: what an older object gets for it, also what may be dropped without loss; UNSET
            where an older object leaves it unset, as it may be absent.
        may_drop: values that may be left out on the way down, and reported.
        loss: what happens on the way down to a value that ``default`` does not restore.
        why: one line for the one who meets the loss.
        up: fills the field in the values of an older object, in place.
        down: moves the field into fields that the older version has, in place.
        writes: the older fields that ``down`` writes.
        absence: what happens on the way down where one of these fields is unset, and ``up`` would
            set it on the way back.

    Raises:
        DeclarationError: no way back up, only one of ``up`` and ``down``, a function that takes
            other arguments, or a word without effect.
    """
    return check_added(
        Added(field, default, loss, why, up, down, writes, may_drop, absence=absence)
    )


def removed(
    field: str,
    *,
    was: Any,
    options: Any = _MUST_BE_SET,
    default: Any = REQUIRED,
    may_drop: tuple[Any, ...] = (),
    loss: Loss = Loss.REFUSED,
    why: str = "",
    up: Conversion | None = None,
    down: Conversion | None = None,
    writes: tuple[str, ...] = (),
    absence: Loss = Loss.REFUSED,
) -> Removed:
    """A field that went in this version.

    Args:
        field: its name.
        was: its annotation while it lived.
        options: what the class body said of it besides: ``field(...)``, or UNSET if it could be
            absent.
        default: what older versions get for it. Left out, it is the one that the field came with;
            a field that was there from the start is unset then.
        may_drop: values that may be left out on the way up, and reported.
        loss: what happens on the way up to another value of an older object.
        why: one line for the one who meets the loss.
        up: moves the field into fields that the newer version has, in place.
        down: makes the field for an older version, in place.
        writes: the newer fields that ``up`` writes.
        absence: what happens on the way up where one of these fields is unset, and ``down`` would
            set it on the way back.

    Raises:
        DeclarationError: only one of ``up`` and ``down``, a function that takes other arguments,
            or a word without effect.
    """
    said = _options(f"removed({field!r})", "options", options)
    return check_removed(
        Removed(field, was, default, loss, why, up, down, writes, said, may_drop, absence=absence)
    )


def renamed(field: str, *, was: str) -> Renamed:
    """A field that is called ``field`` from this version on and was called ``was``."""
    return Renamed(field, was)


def retyped(
    field: str,
    *,
    was: Any,
    up: Callable[[Any], Any],
    down: Callable[[Any], Any],
    why: str = "",
) -> Retyped:
    """A field whose type changed; ``up`` and ``down`` convert one value each.

    Raises:
        DeclarationError: one of the two is no function, or takes other arguments.
    """
    _check_functions(f"retyped({field!r})", up, down, ONE_VALUE)
    return Retyped(field, was, up, down, why)


def converted(
    field: str,
    *,
    was: Any,
    up: Conversion,
    down: Conversion,
    writes: tuple[str, ...] = (),
    why: str = "",
    absence: Loss = Loss.REFUSED,
) -> Converted:
    """A field of another type or meaning, made by functions that see the other fields as well.

    So a field goes over to another class of children. Both functions change the values in place:
    the field itself, and the fields in ``writes``, which both versions have. Neither is called
    where the field is unset. ``absence`` says what happens where a field in ``writes`` or of an
    object is unset, and the function back would set it.

    Raises:
        DeclarationError: one of the two is no function, or takes other arguments.
    """
    _check_functions(f"converted({field!r})", up, down, SEVERAL_VALUES)
    return Converted(field, was, up, down, writes, why, absence=absence)


def value_added(
    field: str, value: str, *, instead: Any = Loss.REFUSED, why: str = ""
) -> ValueAdded:
    """An enum value that came. Older versions refuse it, or get another one and it is reported.

    Args:
        field: the field with the enum.
        value: the new value.
        instead: an older value, or UNSET where leaving the field out says the same.
        why: one line for the one who meets the loss.
    """
    return ValueAdded(field, str(value), instead, why)


def value_removed(
    field: str, value: str, *, instead: Any = Loss.REFUSED, why: str = ""
) -> ValueRemoved:
    """An enum value that went, and that the enum does not have any more.

    Newer versions refuse it, or get another value or UNSET ``instead``, and it is reported.
    """
    return ValueRemoved(field, str(value), instead, why)


def value_renamed(field: str, value: str, *, was: str) -> ValueRenamed:
    """An enum value whose text is ``value`` from this version on and was ``was``."""
    return ValueRenamed(field, str(value), str(was))


def made_nullable(field: str, *, instead: Any = Loss.REFUSED, why: str = "") -> MadeNullable:
    """A field that may be None from here on.

    Older versions refuse None, or get a value or UNSET ``instead``, and it is reported.
    """
    return MadeNullable(field, instead, why)


def made_required(field: str, *, instead: Any = Loss.REFUSED, why: str = "") -> MadeRequired:
    """A field that was None in older versions and never is from here on.

    Newer versions refuse None, or get a value or UNSET ``instead``, and it is reported.
    """
    return MadeRequired(field, instead, why)


def child_bumped(field: str, to: str) -> ChildBumped:
    """The children in ``field`` are at version ``to`` from here on."""
    return ChildBumped(field, str(Version.named(to)))


def options_changed(field: str, *, was: Any) -> OptionsChanged:
    """What ``field()`` says of a field changed; the data did not.

    Args:
        field: its name.
        was: what the class body said before: ``field(...)``, or UNSET if it could be absent.

    Raises:
        DeclarationError: ``was`` is neither.
    """
    return OptionsChanged(field, _options(f"options_changed({field!r})", "was", was))


def history(*entries: Entry) -> History:
    """A history from its entries, oldest first.

    Raises:
        DeclarationError: no entry, one that is no version, versions out of order, or an older
            content of a number without the newest one.
    """
    must_be_entries("history", entries, _WORDS)
    if not entries or not all(isinstance(c, ChildBumped) for c in entries[0].changes):
        raise DeclarationError(
            where="history",
            found="no initial version",
            expected="initial('1.0') first",
            remedy="begin the history with initial(...)",
        )
    _must_rise("history", entries)
    return History(entries)


def line(of: Any, after: str, *entries: Entry) -> Line:
    """Versions that left the history of the class ``of`` at its version ``after``, oldest first.

    The class that declares it has the fields of the last one of them, and the name of ``of`` on
    the wire. Both lines may go on.

    Raises:
        DeclarationError: no entry, one that is no version, or versions out of order.
    """
    must_be_entries("line", entries, _WORDS)
    if not entries:
        raise DeclarationError(
            where=f"line after {after}",
            found="no version",
            expected="version(...) at least once",
            remedy="write the versions of the line, or delete it",
        )
    start = Version.named(after)
    where = f"line after {start}"
    _must_rise(where, (Entry(start, "", ()), *entries))
    return Line(entries, of, start)


def _must_rise(where: str, entries: Sequence[Entry]) -> None:
    for older, newer in itertools.pairwise(entries):
        if not _rises(older.version, newer.version, entries):
            raise DeclarationError(
                where=where,
                found=f"{newer.version} after {older.version}",
                expected="versions in rising order, where 1.10 is newer than 1.9 and an older "
                "content of a number stands before the number alone",
                remedy="move the entry, or correct its number",
            )
    alone = {entry.version.number for entry in entries if entry.version.newest}
    for entry in entries:
        if entry.version.number not in alone:
            raise DeclarationError(
                where=where,
                found=f"{entry.version} without {entry.version.number}",
                expected=f"the newest content under the number {entry.version.number} alone",
                remedy="write that version too, or take the name off",
            )


def _rises(older: Version, newer: Version, entries: Sequence[Entry]) -> bool:
    if older.number != newer.number:
        return older[:2] < newer[:2]
    return not older.newest and [e.version for e in entries].count(newer) == 1


def _options(where: str, word: str, said: Any) -> FieldOptions:
    """What a class body says of a field: ``field(...)``, or UNSET alone."""
    if said is UNSET:
        return FieldOptions(UNSET)
    if not isinstance(said, FieldOptions):
        raise DeclarationError(
            where=where,
            found=f"{word}={brief(said)}",
            expected="field(...), or UNSET for a field that could be absent",
            remedy=f"write {word}=field(default={brief(said)})",
        )
    return said


def _check_functions(where: str, up: Any, down: Any, parameters: Sequence[str]) -> None:
    for keyword, function in (("up", up), ("down", down)):
        check_function(function, parameters, where, keyword)
