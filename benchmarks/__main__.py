"""``python -m benchmarks``: measure the ratios of this machine and print them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.environment import NoNovaError
from benchmarks.measure import Stopwatch
from benchmarks.ratios import RATIOS, measure
from benchmarks.report import as_json, table
from rpc.testing.rabbit import RabbitError

_NAMES = [ratio.name for ratio in RATIOS]


def main(
    only: Annotated[list[str] | None, typer.Option(help="One ratio; can be repeated.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of each function.")] = 31,
    as_object: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure the ratios, each pair side by side."""
    unknown = sorted(set(only or ()) - set(_NAMES))
    if unknown:
        wrong = f"{', '.join(unknown)}; the ratios are {', '.join(_NAMES)}"
        raise typer.BadParameter(wrong, param_hint="--only")
    stopwatch = Stopwatch(rounds)
    found = []
    for ratio in RATIOS:
        if not only or ratio.name in only:
            try:
                found.append(measure(ratio, stopwatch))
            except (NoNovaError, RabbitError) as error:
                typer.echo(f"{ratio.name} is left out: {error}", err=True)
    if as_object:
        sys.stdout.write(as_json(found) + "\n")
    else:
        Console().print(table(found))


if __name__ == "__main__":
    typer.run(main)
