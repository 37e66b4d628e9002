"""The ``pinrail`` command."""

from __future__ import annotations

import datetime
import json
import logging
import typing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from compat import manifest
from compat.cloud.host import DirectoryTree, RecordedTree
from compat.cloud.releases import VERSIONS
from compat.pins import _pinned as pinned
from compat.rehearse import Options, Plan, Report, plan
from compat.rehearse import rehearse as run
from compat.report import LiveView, show
from rpc import MEMORY_URL, BrokerUnreachableError
from vobjects import AbsentClassError, DeclarationError, catalog, explain
from vobjects.catalog import NOVA

app = typer.Typer(
    help="Safe rolling upgrades: record releases, explain conversions, rehearse an upgrade.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
errors = Console(stderr=True)

Source = Annotated[str, typer.Option("--from", help="The release that everything runs at first.")]
Target = Annotated[str, typer.Option("--to", help="The release that everything runs at last.")]
Keep = Annotated[
    list[str] | None,
    typer.Option(help="What stays old: network, compute, or the name of a service. Repeatable."),
]


@app.command()
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
    """Rehearse a rolling upgrade of the reference cloud.

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
        _fail(str(error))
    raise typer.Exit(0 if report.safe else 1)


@app.command(name="plan")
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


@app.command(name="explain")
def show_explanation(
    name: Annotated[str, typer.Argument(help="A class, such as InstanceNUMACell.")],
    source: Annotated[str, typer.Argument(help="The version that an object has, or a release.")],
    target: Annotated[str, typer.Argument(help="The one that it is to have: 1.0, or train.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what happens to each field between two versions of a class, and why."""
    try:
        source, target = (_version_at(name, text) for text in (source, target))
        found = explain(NOVA, name, source, target)
    except AbsentClassError as error:
        known = "" if error.when or error.nearest else f"; there are {', '.join(sorted(NOVA.head))}"
        _fail(f"{error}{known}")
    except DeclarationError as error:
        _fail(str(error))
    if as_json:
        rows = [
            {"field": f.field, "type": f.type, "fate": f.fate, "why": f.why} for f in found.fields
        ]
        typer.echo(
            json.dumps({"class": name, "from": source, "to": target, "fields": rows}, indent=2)
        )
        return
    table = Table(title=f"{name} {source} to {target}", show_lines=True)
    for column in ("field", "type", "what happens", "since", "why"):
        table.add_column(column, overflow="fold")
    for fate in found.fields:
        table.add_row(*map(escape, (fate.field, fate.type, fate.fate, fate.entry, fate.why)))
    console.print(table)


def _version_at(name: str, text: str) -> str:
    """A version as it stands there, or that of a class in a release."""
    if text not in catalog.releases() or name not in NOVA.head:
        return text
    return str(catalog.at(text)[name].VIEW.versions[name])


@app.command()
def record(
    folder: Annotated[Path, typer.Option(help="Where the manifests are.")] = manifest.FOLDER,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a manifest differs.")
    ] = False,
) -> None:
    """Write the manifest of every release, generated from the code."""
    if check:
        lines = list(manifest.differences(folder))
        for line in lines:
            typer.echo(line)
        raise typer.Exit(1 if lines else 0)
    for file in manifest.record(folder):
        typer.echo(f"wrote {file}")


@app.command()
def pins(
    config: Annotated[
        list[Path] | None, typer.Option(help="A file with [upgrade_levels]. Repeatable.")
    ] = None,
    records: Annotated[
        Path | None, typer.Option(help="Service records in YAML or JSON, for auto.")
    ] = None,
    own: Annotated[str, typer.Option(help="The release of Nova that sends.")] = pinned.NEWEST,
    oldest: Annotated[
        str | None, typer.Option(help="The oldest that is supported; else two releases before.")
    ] = None,
    scope: Annotated[
        str, typer.Option(help="The rows that decide: all, cell:NAME, or hosts (each its own).")
    ] = "all",
    gone_after: Annotated[
        float | None, typer.Option(help="Days of silence after which a row does not count.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say which pin is in force for each topic of Nova, and which row or option decided.

    Exit status 0 if every destination has a pin or nothing is written for it, 1 if something is
    unknown, 2 if something cannot be meant.
    """
    silence = None if gone_after is None else datetime.timedelta(days=gone_after)
    try:
        files = pinned.Files(config or [], records, pinned.read_scope(scope), silence)
        found = pinned.pinned(pinned.releases(own, oldest), files)
    except (DeclarationError, OSError) as error:
        if as_json:
            typer.echo(json.dumps({"error": _facts(error)}, indent=2))
        _fail(str(error))
    if as_json:
        typer.echo(json.dumps({"pins": [one.as_dict() for one in found]}, indent=2))
    else:
        _show_pins(found)
    raise typer.Exit(1 if any(one.state == "unknown" for one in found) else 0)


def _show_pins(found: list[pinned.Pinned]) -> None:
    table = Table(title="Pins in force", show_lines=True)
    for column in ("destination", "release", "interfaces", "state", "why"):
        table.add_column(column, overflow="fold")
    for one in found:
        interfaces = ", ".join(f"{name} {number}" for name, number in one.interfaces.items())
        cells = str(one.destination), one.release, interfaces, one.state, str(one.answer.why)
        table.add_row(*map(escape, cells))
    console.print(table)


def _facts(error: Exception) -> dict[str, str]:
    fields = error.fields() if isinstance(error, DeclarationError) else {"found": str(error)}
    return {"type": type(error).__name__, **fields}


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
        _fail(str(error))


def _pin(text: str, planned: Plan) -> tuple[str, str]:
    service, _, release = text.partition("=")
    if service not in planned.steps[0].mix or release not in VERSIONS:
        _fail(
            f"--pin {text}: expected SERVICE=RELEASE with one of "
            f"{', '.join(planned.steps[0].mix)} and one of {', '.join(VERSIONS)}"
        )
    return service, release


def _fail(message: str) -> typing.NoReturn:
    errors.print(f"[red]{escape(message)}[/red]", soft_wrap=True)
    raise typer.Exit(2)


def main() -> None:
    """Run the command."""
    app()
