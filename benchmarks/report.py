"""The measured ratios for readers and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rich.table import Table

from benchmarks.ratios import BYTES, Measured, Ratio


def table(found: Iterable[Measured]) -> Table:
    """One row a ratio: both numbers, what it must and should be, and whether it is."""
    shown = Table(title="A host with 2 NUMA nodes and 64 CPUs, medians of interleaved rounds")
    shown.add_column("measured", no_wrap=True)
    for name in ("ours", "theirs", "ratio", "must", "aim"):
        shown.add_column(name, justify="right")
    shown.add_column("holds")
    for one in found:
        shown.add_row(*_row(one))
    return shown


def as_json(found: Iterable[Measured]) -> str:
    """One object: the ratios by name."""
    return json.dumps({one.ratio.name: round(one.value, 4) for one in found})


def verdict(one: Measured) -> str:
    """Whether a ratio reaches what it should, what it must, or neither."""
    if one.ratio.holds(one.value, one.ratio.aim):
        return "aim"
    return "must" if one.ratio.holds(one.value, one.ratio.must) else "no"


def _row(one: Measured) -> tuple[str, ...]:
    ratio = one.ratio
    numbers = [f"{_digits(number, ratio)} {ratio.unit}" for number in (one.ours, one.theirs)]
    bounds = [_bound(ratio, bound) for bound in (ratio.must, ratio.aim)]
    return (ratio.name, *numbers, f"{one.value:.3g}", *bounds, _colored(verdict(one)))


def _digits(number: float, ratio: Ratio) -> str:
    if ratio.unit == BYTES or number >= 100:
        return f"{number:.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def _bound(ratio: Ratio, bound: float) -> str:
    return f"{'≥' if ratio.faster else '≤'} {bound:.3g}"


def _colored(word: str) -> str:
    color = {"aim": "green", "must": "yellow", "no": "red"}[word]
    return f"[{color}]{word}[/{color}]"
