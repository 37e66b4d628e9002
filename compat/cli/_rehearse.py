"""``pinrail rehearse``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compat.cli._failure import CommandError, InterruptedCommandError, unknown
from compat.cli._options import broker_url, json_option, number
from compat.cli._output import write_json
from compat.cli._upgrade import planned, upgrade_options

if TYPE_CHECKING:
    from compat.rehearse import Options, Plan, Progress, Report

_SECONDS = number("seconds", 86_400, zero=False)


@click.command()
@upgrade_options
@click.option(
    "--transport",
    callback=lambda _, __, text: broker_url(text, "--transport"),
    help="The broker, such as rabbit://guest:guest@localhost:5672/; else one in memory.",
)
@click.option(
    "--pin",
    "pins",
    multiple=True,
    metavar="SERVICE=RELEASE",
    help="Pin a service whatever runs there: libvirt-1=kilo. Repeatable.",
)
@click.option(
    "--sysfs",
    callback=lambda _, __, path: _sysfs(path),
    type=click.Path(path_type=Path),
    help="Libvirt hosts are those of this sysfs, such as /sys; else a recording.",
)
@click.option(
    "--deadline",
    callback=_SECONDS,
    metavar="SECONDS",
    default="10",
    show_default=True,
    help="Seconds that a call may take.",
)
@click.option("--log", type=click.Path(path_type=Path), help="Write the log of all services here.")
@json_option
def rehearse(
    source: str,
    target: str,
    keep: tuple[str, ...],
    transport: str | None,
    pins: tuple[str, ...],
    sysfs: Path | None,
    deadline: float,
    log: Path | None,
    as_json: bool,
) -> None:
    """Rehearse a rolling upgrade of the demo cloud.

    Exit status 0 only if nothing was lost, nothing hung, and nothing was refused that the mix of
    releases can do.
    """
    from compat.cloud.host import DirectoryTree, RecordedTree
    from compat.rehearse import Options
    from rpc import MEMORY_URL

    plan = planned(source, target, keep)
    _log_to(log)
    tree = RecordedTree.packaged("two_nodes") if sysfs is None else DirectoryTree(sysfs)
    options = Options(
        MEMORY_URL if transport is None else transport,
        deadline,
        tree,
        dict(_pin(text, plan) for text in pins),
    )
    report = _run(plan, options, as_json)
    raise click.exceptions.Exit(0 if report.safe else 1)


def _sysfs(path: Path | None) -> Path | None:
    """Return the folder of a sysfs."""
    if path is not None and not (path / "devices" / "system" / "cpu").is_dir():
        raise CommandError(
            where="--sysfs",
            found=str(path),
            expected="the folder of a sysfs, which has devices/system/cpu",
            remedy="name such a folder, or leave the option out to use a recording",
        )
    return path


def _run(plan: Plan, options: Options, as_json: bool) -> Report:
    """Rehearse a plan and print its report.

    Raises:
        InterruptedCommandError: the user stopped it.
    """
    from rich.console import Console

    from compat.rehearse import rehearse as run
    from compat.report.rehearsal import LiveView, show

    console = Console()
    seen: list[Progress] = []
    with LiveView(plan, Console(quiet=True) if as_json else console) as view:

        def watch(progress: Progress) -> None:
            seen[:] = [progress]
            view.watch(progress)

        try:
            report = run(plan, options, watch)
        except KeyboardInterrupt:
            raise InterruptedCommandError(_how_far(plan, seen)) from None
    if as_json:
        write_json(report.as_dict())
    else:
        show(report, console)
    return report


def _how_far(plan: Plan, seen: list[Progress]) -> str:
    step = seen[0].step if seen else None
    if step is None:
        return "stopped before the first step"
    last = len(plan.steps) - 1
    ended = len(seen[0].outcomes)
    return f"stopped in step {step.number} of {last}, {step.title}: {ended} operations had ended"


def _log_to(file: Path | None) -> None:
    """Keep the log of the services off the terminal, where the live view is."""
    import logging

    handler = logging.NullHandler() if file is None else logging.FileHandler(file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def _pin(text: str, plan: Plan) -> tuple[str, str]:
    from compat.cloud.releases import VERSIONS

    service, sign, release = text.partition("=")
    if not sign:
        raise CommandError(
            where="--pin",
            found=repr(text),
            expected="SERVICE=RELEASE",
            remedy="write it such as libvirt-1=kilo",
        )
    for name, known in ((service, plan.steps[0].mix), (release, VERSIONS)):
        if name not in known:
            raise unknown(f"--pin {text}", name, known)
    return service, release
