"""``pinrail rehearse`` and ``pinrail plan``."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from compat.cli._console import console, fail
from compat.cloud.host import DirectoryTree, RecordedTree
from compat.cloud.releases import VERSIONS
from compat.rehearse import Options, Plan, Report, plan
from compat.rehearse import rehearse as run
from compat.report import LiveView, show
from rpc import MEMORY_URL, BrokerUnreachableError
from vobjects import DeclarationError

Source = Annotated[str, typer.Option("--from", help="The release that everything runs at first.")]
Target = Annotated[str, typer.Option("--to", help="The release that everything runs at last.")]
Keep = Annotated[
    list[str] | None,
    typer.Option(help="What stays old: network, compute, or the name of a service. Repeatable."),
]


def rehearse(
    source: Source = "juno",
    target: Target = "kilo",
    keep: Keep = None,
    transport: Annotated[
        str, typer.Option(help="The broker, such as rabbit://guest:guest@localhost:5672/.")
    ] = MEMORY_URL,
    pins: Annotated[
        list[str] | None,
        typer.Option(
            "--pin", help="Pin a service whatever runs there: libvirt-1=kilo. Repeatable."
        ),
    ] = None,
    sysfs: Annotated[
        Path | None,
        typer.Option(help="Libvirt hosts are those of this sysfs, such as /sys; else a recording."),
    ] = None,
    deadline: Annotated[float, typer.Option(help="Seconds that a call may take.")] = 10.0,
    log: Annotated[Path | None, typer.Option(help="Write the log of all services here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Rehearse a rolling upgrade of the demo cloud.

    Exit status 0 only if nothing was lost, nothing hung, and nothing was refused that the mix of
    releases can do.
    """
    planned = _plan(source, target, keep)
    _log_to(log)
    tree = RecordedTree.packaged("two_nodes") if sysfs is None else DirectoryTree(sysfs)
    options = Options(transport, deadline, tree, dict(_pin(text, planned) for text in pins or []))
    try:
        report = _rehearsed(planned, options, as_json)
    except BrokerUnreachableError as error:
        fail(str(error))
    raise typer.Exit(0 if report.safe else 1)


def show_plan(
    source: Source = "juno",
    target: Target = "kilo",
    keep: Keep = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the steps of an upgrade and the releases that meet in each."""
    planned = _plan(source, target, keep)
    if as_json:
        typer.echo(json.dumps(planned.describe(), indent=2))
        return
    table = Table(title=f"Upgrade from {source} to {target}")
    for name in ("step", "what", "mix"):
        table.add_column(name)
    for step in planned.steps:
        old = [name for name, release in step.mix.items() if release == source]
        mix = f"on {source}: {', '.join(old)}" if old else f"all on {target}"
        table.add_row(str(step.number), step.title, mix)
    console.print(table)


def _rehearsed(planned: Plan, options: Options, as_json: bool) -> Report:
    if as_json:
        report = run(planned, options)
        typer.echo(json.dumps(report.as_dict(), indent=2))
        return report
    with LiveView(planned, console) as view:
        report = run(planned, options, view.watch)
    show(report, console)
    return report


def _log_to(file: Path | None) -> None:
    """Keep the log of the services off the terminal, where the live view is."""
    handler = logging.NullHandler() if file is None else logging.FileHandler(file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def _plan(source: str, target: str, keep: list[str] | None) -> Plan:
    try:
        return plan(source, target, tuple(keep or ()))
    except DeclarationError as error:
        fail(str(error))


def _pin(text: str, planned: Plan) -> tuple[str, str]:
    service, _, release = text.partition("=")
    if service not in planned.steps[0].mix or release not in VERSIONS:
        fail(
            f"--pin {text}: expected SERVICE=RELEASE with one of "
            f"{', '.join(planned.steps[0].mix)} and one of {', '.join(VERSIONS)}"
        )
    return service, release
