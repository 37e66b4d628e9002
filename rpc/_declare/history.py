"""The words of the history of an interface. Each makes data and refuses what could never work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from rpc._declare.changes import (
    KEPT,
    ArgumentAdded,
    ArgumentRemoved,
    ArgumentRenamed,
    ArgumentRetyped,
    Change,
    Conversion,
    Converted,
    DefaultChanged,
    Entry,
    MethodAdded,
    MethodRemoved,
    MethodRenamed,
    PreviousMajorServed,
    ResultRetyped,
    StyleChanged,
)
from rpc._declare.method import Style, declared, method_spec
from vobjects import DeclarationError, Loss
from vobjects._declare.entries import Vocabulary, must_be_changes, must_be_entries, must_be_sentence
from vobjects._declare.field import REQUIRED
from vobjects._declare.functions import CONVERTED, SEVERAL_VALUES, check_function
from vobjects._repr import shown
from vobjects.version import Version

_WORDS: Final = Vocabulary("rpc", Entry, Change | PreviousMajorServed, "method_added('resize')")


def initial(number: str, description: str = "First version.") -> Entry:
    """The oldest version; all is there but what a later version adds.

    Raises:
        DeclarationError: the number is no version, or the description no sentence.
    """
    first = Version.parse(number)
    must_be_sentence(f"initial({number!r})", description)
    return Entry(first, description, ())


def version(number: str, description: str, *changes: Change | PreviousMajorServed) -> Entry:
    """A later version and what changed in it, in the order in which it is written.

    Raises:
        DeclarationError: the number is no version, the description no sentence, or a change is
            none of the words.
    """
    named = Version.parse(number)
    where = f"version({number!r})"
    must_be_sentence(where, description)
    must_be_changes(where, changes, _WORDS)
    return Entry(
        named,
        description,
        tuple(change for change in changes if not isinstance(change, PreviousMajorServed)),
        any(isinstance(change, PreviousMajorServed) for change in changes),
    )


def history(*entries: Entry) -> tuple[Entry, ...]:
    """A history from its entries, oldest first.

    Raises:
        DeclarationError: one of them is no version.
    """
    must_be_entries("history", entries, _WORDS)
    return entries


def method_added(method: str) -> MethodAdded:
    """A method that came in this version."""
    return MethodAdded(method)


def method_removed(method: Callable[..., Any]) -> MethodRemoved:
    """A method that went in this version.

    Args:
        method: its declaration as it was last: a function with ``@call`` or ``@cast`` beside the
            class, whose first arguments are ``self`` and ``context``.

    Raises:
        DeclarationError: it is no declaration.
    """
    found = declared(method)
    if found is None:
        raise DeclarationError(
            where="method_removed",
            found=shown(method),
            expected="the declaration of the method as it was",
            remedy="keep the function beside the class, with its @call or @cast, and pass it here",
        )
    return MethodRemoved(method.__name__, method_spec("method_removed", method, found))


def method_renamed(method: str, *, was: str) -> MethodRenamed:
    """A method that is called ``method`` from this version on and was called ``was``."""
    return MethodRenamed(method, was)


def style_changed(method: str, *, was: str) -> StyleChanged:
    """A method that was a ``"call"`` or a ``"cast"`` before and is the other one from here on.

    Raises:
        DeclarationError: ``was`` is neither.
    """
    if was not in list(Style):
        raise DeclarationError(
            where=f"style_changed({method!r})",
            found=f"was={was!r}",
            expected="'call' or 'cast'",
            remedy="write the style of the version before",
        )
    return StyleChanged(method, Style(was))


def result_retyped(
    method: str, *, was: Any, up: Converted, down: Converted, why: str = ""
) -> ResultRetyped:
    """A method whose result is of another type from this version on.

    Args:
        method: its name.
        was: the annotation of the result before; None where it returned nothing.
        up: makes the new result of an old one; called with the value and the own classes by name.
        down: makes the old result of a new one; what has none raises ``InexpressibleError``, and
            the caller is told that the method ran.
        why: one line for the one who reads the history.

    Raises:
        DeclarationError: ``up`` or ``down`` is no function of a value and the classes.
    """
    _check_functions(f"result_retyped({method!r})", CONVERTED, up, down)
    return ResultRetyped(method, was, up, down, why)


def argument_added(
    method: str,
    argument: str,
    *,
    loss: Loss = Loss.REFUSED,
    why: str = "",
    up: Conversion | None = None,
    down: Conversion | None = None,
) -> ArgumentAdded:
    """An argument that came in this version; without ``up`` it must have a default.

    Args:
        method: its method.
        argument: its name.
        loss: what happens to a value other than the default for a server that lacks it.
        why: one line for the one who meets the loss.
        up: fills the argument in an older message, in the arguments by name, in place.
        down: moves the argument into arguments that the older version has, in place.

    Raises:
        DeclarationError: only one of ``up`` and ``down``, ``loss`` beside them, or one of them is
            no function of the arguments by name and the classes.
    """
    _must_be_whole(f"argument_added({method!r}, {argument!r})", up, down, loss)
    return ArgumentAdded(method, argument, loss, why, up, down)


def argument_removed(
    method: str,
    argument: str,
    *,
    was: Any,
    was_default: Any = REQUIRED,
    instead: Any = KEPT,
    loss: Loss = Loss.REFUSED,
    why: str = "",
    up: Conversion | None = None,
    down: Conversion | None = None,
) -> ArgumentRemoved:
    """An argument that went in this version.

    Older versions have it behind those that stayed, so callers of these give it by its name.

    Args:
        method: its method.
        argument: its name.
        was: its annotation.
        was_default: its default, if it had one.
        instead: what older servers are sent where it had no default; also what an older client
            may send without loss.
        loss: what happens to another value of an older client: it is refused before the method
            runs, or left behind and reported.
        why: one line for the one who meets the loss.
        up: moves the argument of an older message into arguments that this version has, in place.
        down: makes the argument for an older server, in the arguments by name, in place.

    Raises:
        DeclarationError: nothing to send to an older server, only one of ``up`` and ``down``, one
            of them is no function of the arguments by name and the classes, or there is a word
            without effect beside them.
    """
    where = f"argument_removed({method!r}, {argument!r})"
    _must_be_whole(where, up, down, loss)
    sent = _sent(where, was_default, instead, down)
    return ArgumentRemoved(method, argument, was, was_default, sent, loss, why, up, down)


def _sent(where: str, was_default: Any, instead: Any, down: Conversion | None) -> Any:
    """What older servers are sent for an argument that went."""
    if instead is not KEPT and (was_default is not REQUIRED or down is not None):
        raise DeclarationError(
            where=where,
            found="instead= beside was_default= or down=",
            expected="one of them: a client that leaves the argument out says its default",
            remedy="take instead= off",
        )
    sent = was_default if instead is KEPT else instead
    if sent is REQUIRED and down is None:
        raise DeclarationError(
            where=where,
            found="nothing to send to older servers",
            expected="a default, a value instead, or a conversion",
            remedy="write was_default=, instead=, or up= and down=",
        )
    return sent


def argument_renamed(method: str, argument: str, *, was: str) -> ArgumentRenamed:
    """An argument that is called ``argument`` from this version on and was called ``was``."""
    return ArgumentRenamed(method, argument, was)


def argument_retyped(
    method: str,
    argument: str,
    *,
    was: Any,
    up: Converted,
    down: Converted,
    was_default: Any = KEPT,
    instead: Any = KEPT,
    why: str = "",
) -> ArgumentRetyped:
    """An argument whose type changed in this version.

    Args:
        method: its method.
        argument: its name.
        was: its annotation before.
        up: makes the new value of an old one; called with the value and the own classes by name.
        down: makes the old value of a new one; what has none raises ``InexpressibleError``.
        was_default: its default before, where the default of today is not of the older type.
        instead: a value of both types for values for which ``up`` or ``down`` raises
            ``InexpressibleError``: they are left behind and reported. Without it they are refused.
        why: one line for the one who meets the loss, or reads the history.

    Raises:
        DeclarationError: ``up`` or ``down`` is no function of a value and the classes.
    """
    _check_functions(f"argument_retyped({method!r}, {argument!r})", CONVERTED, up, down)
    return ArgumentRetyped(method, argument, was, up, down, was_default, instead, why)


def default_changed(method: str, argument: str, *, was: Any) -> DefaultChanged:
    """An argument with another default from this version on, or with none any more.

    Args:
        method: its method.
        argument: its name.
        was: the default before; ``REQUIRED`` where it had none.
    """
    return DefaultChanged(method, argument, was)


def previous_major_served() -> PreviousMajorServed:
    """Servers of this major answer messages of the last one too."""
    return PreviousMajorServed()


def _must_be_whole(where: str, up: Conversion | None, down: Conversion | None, loss: Loss) -> None:
    """Both halves of a conversion or none, and no word that it does not need."""
    if (up is None) != (down is None):
        raise DeclarationError(
            where=where,
            found="one half of a conversion",
            expected="both up and down",
            remedy=f"write {'up' if up is None else 'down'}=",
        )
    if up is not None and loss is not Loss.REFUSED:
        raise DeclarationError(
            where=where,
            found="loss= beside a conversion, which loses nothing",
            expected="loss=, or up= and down=",
            remedy="take one of them off; down= refuses by raising InexpressibleError",
        )
    if up is not None:
        _check_functions(where, SEVERAL_VALUES, up, down)


def _check_functions(where: str, parameters: Sequence[str], up: object, down: object) -> None:
    check_function(up, parameters, where, "up")
    check_function(down, parameters, where, "down")
