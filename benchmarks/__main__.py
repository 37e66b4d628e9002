"""``python -m benchmarks``: measure the ratios of this machine and print them."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from benchmarks.environment import NoNovaError
from benchmarks.measure import Stopwatch
from benchmarks.ratios import RATIOS, measure
from benchmarks.report import as_json, table
from rpc.testing.rabbit import RabbitError

_NAMES = [ratio.name for ratio in RATIOS]


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice(_NAMES), help="One ratio; can be repeated."
)
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=31,
    show_default=True,
    help="Rounds of each function.",
)
@click.option("--json", "as_object", is_flag=True, help="Print one JSON object.")
def main(only: tuple[str, ...], rounds: int, as_object: bool) -> None:
    """Measure the ratios, each pair side by side."""
    stopwatch = Stopwatch(rounds)
    found = []
    for ratio in RATIOS:
        if not only or ratio.name in only:
            try:
                found.append(measure(ratio, stopwatch))
            except (NoNovaError, RabbitError) as error:
                click.echo(f"{ratio.name} is left out: {error}", err=True)
    if as_object:
        sys.stdout.write(as_json(found) + "\n")
    else:
        Console().print(table(found))


if __name__ == "__main__":
    main()
