"""The ratios that are measured, with what each must and should reach."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from benchmarks.command import help_cost
from benchmarks.data import topology
from benchmarks.environment import in_nova
from benchmarks.measure import Run, Stopwatch
from benchmarks.peers import msgspec, ours, ovo, successor
from benchmarks.rpc import race

Pair = tuple[float, float]
MICROSECONDS: Final = "µs"
BYTES: Final = "B"
CALLS: Final = "calls/s"


@dataclasses.dataclass(frozen=True)
class Ratio:
    """One pair of numbers; ``pair`` takes ours and theirs, in ``unit``."""

    name: str
    must: float
    aim: float
    pair: Callable[[Stopwatch], Pair]
    unit: str = MICROSECONDS
    faster: bool = True
    """The ratio is how many times faster we are; else it is how many times their cost we have."""

    def holds(self, ratio: float, bound: float) -> bool:
        """Whether a measured ratio is on the right side of a bound."""
        return ratio >= bound if self.faster else ratio <= bound


@dataclasses.dataclass(frozen=True)
class Measured:
    """A ratio and the two numbers of one run."""

    ratio: Ratio
    ours: float
    theirs: float

    @property
    def value(self) -> float:
        """The ratio itself."""
        less_is_better = self.ratio.faster and self.ratio.unit != CALLS
        return self.theirs / self.ours if less_is_better else self.ours / self.theirs


def measure(ratio: Ratio, stopwatch: Stopwatch) -> Measured:
    """Measure one ratio."""
    return Measured(ratio, *ratio.pair(stopwatch))


def _timed(make: Callable[[], tuple[Run, Run]]) -> Callable[[Stopwatch], Pair]:
    def pair(stopwatch: Stopwatch) -> Pair:
        ours, theirs = stopwatch.side_by_side(*make())
        return ours * 1e6, theirs * 1e6

    return pair


def _encode(peer: Any) -> Run:
    found, encode = peer.stored(topology()), peer.encode
    return lambda: encode(found)


def _decode(peer: Any) -> Run:
    message, decode = peer.encode(peer.stored(topology())), peer.decode
    return lambda: decode(message)


def _read(peer: Any) -> Run:
    cell = peer.stored(topology()).cells[0]
    return lambda: (cell.id, cell.memory, cell.cpuset, cell.cpu_usage, cell.pinned_cpus)


def _construct(peer: Any) -> Run:
    values, build = peer.native(topology()), peer.build
    return lambda: build(values)


def _backport() -> tuple[Run, Run]:
    found = successor.stored(topology())
    return lambda: successor.encode_back(found), lambda: successor.encode(found)


def _size(peer: Any) -> float:
    return float(len(peer.encode(peer.stored(topology()))))


RATIOS: Final = (
    Ratio(
        "encode_vs_ovo", 30, 50,
        _timed(lambda: (_encode(ours), _encode(ovo))),
    ),
    Ratio(
        "decode_vs_ovo", 20, 35,
        _timed(lambda: (_decode(ours), _decode(ovo))),
    ),
    Ratio(
        "encode_vs_msgspec", 2.5, 1.5,
        _timed(lambda: (_encode(ours), _encode(msgspec))), faster=False,
    ),
    Ratio(
        "decode_vs_msgspec", 3, 1.8,
        _timed(lambda: (_decode(ours), _decode(msgspec))), faster=False,
    ),
    Ratio(
        "backport_cost", 1.25, 1.05,
        _timed(_backport), faster=False,
    ),
    Ratio(
        "bytes_vs_ovo", 1 / 3, 1 / 4,
        lambda _: (_size(ours), _size(ovo)), BYTES, faster=False,
    ),
    Ratio(
        "attr_read_vs_ovo", 5, 10,
        _timed(lambda: (_read(ours), _read(ovo))),
    ),
    Ratio(
        "construct_vs_ovo", 5, 10,
        _timed(lambda: (_construct(ours), _construct(ovo))),
    ),
    Ratio("help_vs_bare_python", 5, 3, help_cost, faster=False),
    Ratio("foreign_encode_vs_ovo", 8, 20, in_nova("encode")),
    Ratio("foreign_decode_vs_ovo", 4, 10, in_nova("decode")),
    Ratio("rpc_calls_vs_bare_oslo", 1, 2, race.calls("instance"), CALLS),
    Ratio("rpc_latency_vs_bare_oslo", 1, 2, race.latency("instance")),
)  # fmt: skip
