"""Why a command cannot be carried out: for a reader, and as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import click

from compat.cli._names import did_you_mean


class CommandError(click.ClickException):
    """An argument or an option that cannot be meant."""

    exit_code = 2

    def __init__(self, *, where: str, found: str, expected: str, remedy: str) -> None:
        self.where, self.found, self.expected, self.remedy = where, found, expected, remedy
        super().__init__(f"{where}: found {found}, expected {expected}; {remedy}")


class InterruptedCommandError(click.ClickException):
    """A command that was stopped by its user, and how far it came."""

    exit_code = 130


class Failure(NamedTuple):
    """An error by its parts; those that are not known are empty."""

    type: str
    message: str
    found: str
    expected: str = ""
    where: str = ""
    remedy: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The failure for JSON."""
        return {"error": self._asdict()}


def failure_of(error: Exception) -> Failure | None:
    """Return an error by its parts, or None if it is not one that input can cause."""
    if isinstance(error, click.ClickException):
        return _of_click(error)
    if isinstance(error, OSError):
        return _of_system(error)
    from vobjects import VObjectError

    return _of_pinrail(error) if isinstance(error, VObjectError) else None


def unknown(where: str, name: str, known: Iterable[str]) -> CommandError:
    """Return the error for a name that is not among those that there are."""
    names = [*known]
    return CommandError(
        where=where,
        found=repr(name),
        expected=f"one of {', '.join(names)}",
        remedy=f"{did_you_mean(name, names)}correct the name",
    )


def _of_click(error: click.ClickException) -> Failure:
    name = type(error).__name__
    if isinstance(error, CommandError):
        return Failure(name, error.message, error.found, error.expected, error.where, error.remedy)
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = context.command_path if context else "pinrail"
    remedy = f"{where} --help says what there is"
    if isinstance(error, click.NoSuchOption) and context is not None:
        found = f"the option {error.option_name}"
        options = [name for each in context.command.get_params(context) for name in each.opts]
        known = [name for name in options if name.startswith("-")]
        expected = f"one of {', '.join(known)}"
        remedy = f"{did_you_mean(error.option_name, known)}{remedy}"
        message = f"{where}: found {found}, expected {expected}; {remedy}"
        return Failure(name, message, found, expected, where, remedy)
    text = error.format_message().rstrip(".")
    return Failure(name, f"{where}: {text}; {remedy}", text, "", where, remedy)


def _of_system(error: OSError) -> Failure:
    where = str(error.filename or "")
    found = error.strerror or str(error)
    remedy = "correct the path, or what may be done with it"
    message = f"{where}: {found}; {remedy}" if where else f"{found}; {remedy}"
    return Failure(type(error).__name__, message, found, "", where, remedy)


def _of_pinrail(error: Any) -> Failure:
    facts = {name: str(value) for name, value in error.fields().items()}
    path = ": ".join(facts[name] for name in ("file", "path") if name in facts)
    return Failure(
        type(error).__name__,
        str(error),
        facts.get("found", str(error)),
        facts.get("expected", ""),
        facts.get("where", path),
        facts.get("remedy", ""),
    )
