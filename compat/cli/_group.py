"""The group of all commands: names that are misspelt, and failures without a traceback."""

from __future__ import annotations

import io
import itertools
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from compat.cli._failure import Failure, InterruptedCommandError, failure_of, unknown
from compat.cli._output import short, write, write_error, write_json
from compat.report._annotation import annotation


class Group(click.Group):
    """Runs a command, and prints why it cannot be carried out if it cannot."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named.

        Raises:
            CommandError: there is none of this name.
        """
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise unknown("pinrail", name, self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command and exit with its status.

        Status 2 is for what cannot be carried out, 130 for what its user stopped.
        """
        arguments = [*sys.argv[1:]] if args is None else [*args]
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            status = super().main(
                arguments or ["--help"], prog_name, complete_var, standalone_mode=False, **extra
            )
        except click.Abort:
            status = _fail(Failure("Interrupted", "stopped", "an interruption"), arguments, 130)
        except InterruptedCommandError as error:
            failure = Failure("Interrupted", error.message, "an interruption")
            status = _fail(failure, arguments, error.exit_code)
        except Exception as error:
            found = failure_of(error)
            if found is None:
                raise
            status = _fail(found, arguments, 2)
        sys.exit(status)


def _fail(failure: Failure, arguments: list[str], status: int) -> int:
    if _wants(arguments, "--json") or _wants(arguments, "--format", "json"):
        write_json(failure.as_dict())
    elif _wants(arguments, "--format", "github"):
        write(annotation("error", _location(failure), failure.type, failure.message))
    else:
        write_error(failure.message)
    return status


def _wants(arguments: list[str], *option: str) -> bool:
    """Whether a command line has an option, also one that cannot be parsed."""
    pairs = itertools.pairwise(arguments)
    return "=".join(option) in arguments or any(pair == option for pair in pairs)


def _location(failure: Failure) -> str:
    """Return the file and the line that an error names; empty if it names none."""
    named = re.search(r"\(([^()]+), line (\d+)\)", failure.found)
    return f"{short(Path(named[1]))}:{named[2]}" if named else ""
