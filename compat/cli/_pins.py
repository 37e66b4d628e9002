"""``pinrail pins``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compat.cli._options import json_option, number, words
from compat.cli._output import write_json

if TYPE_CHECKING:
    from compat.pins._pinned import Pinned

_DAYS = number("days", 36_500, zero=True)


def _releases(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    from rpc import catalog

    return words(*catalog.releases())(ctx, param, begun)


@click.command()
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A file with [upgrade_levels]. Repeatable.",
)
@click.option(
    "--records", type=click.Path(path_type=Path), help="Service records in YAML or JSON, for auto."
)
@click.option(
    "--own", shell_complete=_releases, help="The release of Nova that sends; else the newest."
)
@click.option(
    "--oldest",
    shell_complete=_releases,
    help="The oldest that is supported; else two releases before.",
)
@click.option(
    "--scope",
    shell_complete=words("all", "hosts", "cell:"),
    default="all",
    show_default=True,
    help="The rows that decide: all, cell:NAME, or hosts (each its own).",
)
@click.option(
    "--gone-after",
    callback=_DAYS,
    metavar="DAYS",
    help="Days of silence after which a row does not count.",
)
@json_option
def pins(
    config: tuple[Path, ...],
    records: Path | None,
    own: str | None,
    oldest: str | None,
    scope: str,
    gone_after: float | None,
    as_json: bool,
) -> None:
    """Say which pin is in force for each topic of Nova, and why.

    Why is the row or the option that decided.

    Exit status 0 if every destination has a pin or nothing is written for it, 1 if something is
    unknown, 2 if something cannot be meant.
    """
    import datetime

    from compat.pins import _pinned as pinned

    silence = None if gone_after is None else datetime.timedelta(days=gone_after)
    files = pinned.Files([*config], records, pinned.read_scope(scope), silence)
    found = pinned.pinned(pinned.releases(own or pinned.NEWEST, oldest), files)
    if as_json:
        write_json({"pins": [one.as_dict() for one in found]})
    else:
        _show(found)
    raise click.exceptions.Exit(1 if any(one.state == "unknown" for one in found) else 0)


def _show(found: list[Pinned]) -> None:
    from rich.console import Console

    from compat.report._table import Rows, show_rows

    columns = ("destination", "release", "interfaces", "state", "why")
    rows = tuple(
        (
            str(one.destination),
            one.release,
            ", ".join(f"{name} {number}" for name, number in one.interfaces.items()),
            one.state,
            str(one.answer.why),
        )
        for one in found
    )
    show_rows(Rows("Pins in force", columns, rows), Console())
