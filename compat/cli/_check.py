"""``pinrail check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compat.cli._failure import CommandError
from compat.cli._options import (
    folder_option,
    format_option,
    one_of,
    project_option,
    several_of,
    words,
)
from compat.cli._output import short, write, write_json
from compat.cli._project import loaded

if TYPE_CHECKING:
    from compat.check import Settings
    from compat.project import LoadedProject

_CATEGORIES = ("wire", "source", "policy", "store")
_SEVERITIES = ("breaks", "loses", "warns")


def _schema(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from compat.report.findings import schema

        write_json(schema())
        ctx.exit()


@click.command()
@project_option
@folder_option
@format_option("text", "json", "github", "junit", "markdown", "sarif")
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="CATEGORY",
    callback=several_of(*_CATEGORIES),
    shell_complete=words(*_CATEGORIES),
    help=f"Run the rules of this category: {', '.join(_CATEGORIES)}. Repeatable.",
)
@click.option(
    "--fail-on",
    metavar="SEVERITY",
    callback=one_of(*_SEVERITIES),
    shell_complete=words(*_SEVERITIES),
    help=f"The least severity that makes the check fail: {', '.join(_SEVERITIES)}.",
)
@click.option("--accept", metavar="FINGERPRINT", help="Accept a finding, with --reason.")
@click.option("--reason", metavar="TEXT", help="Why the finding is accepted.")
@click.option("--until", metavar="RELEASE", help="The last release that accepting is needed for.")
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_schema,
    help="Print the JSON Schema of --format json, and exit.",
)
def check(
    project: str | None,
    folder: Path | None,
    format_: str,
    categories: tuple[str, ...],
    fail_on: str | None,
    accept: str | None,
    reason: str | None,
    until: str | None,
) -> None:
    """Find what was forgotten since releases were recorded.

    The recorded releases are compared with the code. Options override [tool.pinrail.check] of
    pyproject.toml.

    Exit status 0 if nothing is found but warnings, 1 if something is, 2 if it cannot be told.
    """
    from compat.check import check as find
    from compat.report.findings import FORMATS

    of = loaded(project, folder)
    if accept is not None:
        _accept(of, accept, reason, until)
        return
    if reason is not None or until is not None:
        raise CommandError(
            where="pinrail check",
            found="--reason or --until without --accept",
            expected="--accept FINGERPRINT with them",
            remedy="name the finding that is accepted, or leave them out",
        )
    result = find(of, _settings(of, categories, fail_on))
    write(FORMATS[format_](of.project.name, result))
    raise click.exceptions.Exit(result.exit_status)


def _settings(of: LoadedProject, categories: tuple[str, ...], fail_on: str | None) -> Settings:
    """Return the settings of the project with what the options say in their place.

    Raises:
        ProjectError: those of the project are wrong.
    """
    from compat.check import settings_of

    table = dict(of.check)
    if categories:
        table["categories"] = [*categories]
    if fail_on is not None:
        table["fail-on"] = fail_on
    return settings_of(table)


def _accept(of: LoadedProject, fingerprint: str, reason: str | None, until: str | None) -> None:
    """Accept a finding.

    Raises:
        CommandError: there is no reason.
        ProjectError: nothing that is found has the fingerprint.
    """
    from compat.check import accept

    if reason is None or not reason.strip():
        raise CommandError(
            where="--accept",
            found="no reason" if reason is None else repr(reason),
            expected="--reason TEXT",
            remedy="say for the next reader why the finding does no harm",
        )
    file = accept(of, fingerprint, reason, until or "")
    write(f"accepted {fingerprint} in {short(file)}")
