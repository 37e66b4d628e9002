"""The ratios and how they are shown; no test says how fast anything must be."""

import contextlib
import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

import benchmarks.__main__ as command
from benchmarks import environment
from benchmarks.measure import Stopwatch
from benchmarks.ratios import CALLS, RATIOS, Measured, Ratio, measure
from benchmarks.report import as_json, table, verdict
from benchmarks.rpc import race
from rpc.testing import rabbit

NAMES = [
    "encode_vs_ovo",
    "decode_vs_ovo",
    "encode_vs_msgspec",
    "decode_vs_msgspec",
    "backport_cost",
    "bytes_vs_ovo",
    "attr_read_vs_ovo",
    "construct_vs_ovo",
    "help_vs_bare_python",
    "foreign_encode_vs_ovo",
    "foreign_decode_vs_ovo",
    "rpc_calls_vs_bare_oslo",
    "rpc_latency_vs_bare_oslo",
]
FASTER = Ratio("faster", must=2, aim=4, pair=lambda _: (5.0, 10.0))
SMALLER = dataclasses.replace(FASTER, name="smaller", must=1, aim=0.25, faster=False)
MORE = dataclasses.replace(FASTER, name="more", pair=lambda _: (10.0, 5.0), unit=CALLS)


@pytest.fixture
def nova(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment whose Python prints what it was asked for, and times."""
    python = tmp_path / "nova" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" >> "$0.asked"\necho "[1e-4, 2e-3]"\n')
    python.chmod(0o755)
    monkeypatch.setattr(environment, "NOVA", tmp_path / "nova")
    return python


@pytest.fixture
def raced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two clients without a broker: 8 calls a second and 2, a quarter of a second a call and 1."""

    class Asked:
        def __init__(self, calls: float, seconds: float) -> None:
            self.found = calls, seconds

        def ask(self, **question: object) -> tuple[float, float]:
            assert question["what"] == "instance"
            return self.found

    @contextlib.contextmanager
    def clients() -> Iterator[tuple[Asked, Asked]]:
        yield Asked(8.0, 0.25), Asked(2.0, 1.0)

    monkeypatch.setattr(race, "_clients", clients)


def run(*arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(command.main, arguments)
    return found.exit_code, found.output


@pytest.mark.usefixtures("nova", "raced")
def test_the_command_prints_one_object_with_every_ratio() -> None:
    code, output = run("--json", "--rounds", "1")
    found = json.loads(output)

    assert code == 0
    assert list(found) == NAMES
    assert all(isinstance(value, float) and value > 0 for value in found.values())


def test_the_command_measures_what_is_asked_for_only() -> None:
    code, output = run("--json", "--only", "bytes_vs_ovo")

    assert (code, list(json.loads(output))) == (0, ["bytes_vs_ovo"])


def test_a_real_nova_is_measured_in_its_own_environment(nova: Path) -> None:
    code, output = run("--json", "--only", "foreign_decode_vs_ovo", "--rounds", "3")

    assert (code, json.loads(output)) == (0, {"foreign_decode_vs_ovo": 20.0})
    asked = nova.with_name("python.asked").read_text()
    assert asked == "-W ignore -m benchmarks.peers.nova decode 3 0.01\n"


@pytest.mark.usefixtures("raced")
def test_calls_and_their_latency_are_how_much_better_ours_are() -> None:
    code, output = run(
        "--json", "--only", "rpc_calls_vs_bare_oslo", "--only", "rpc_latency_vs_bare_oslo"
    )

    assert code == 0
    assert json.loads(output) == {"rpc_calls_vs_bare_oslo": 4.0, "rpc_latency_vs_bare_oslo": 4.0}


def test_without_a_rabbitmq_its_ratios_are_left_out_and_how_to_get_one_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rabbit, "_BIN", tmp_path)
    code, output = run("--json", "--only", "rpc_calls_vs_bare_oslo", "--only", "bytes_vs_ovo")

    assert code == 0
    assert "rpc_calls_vs_bare_oslo is left out" in output
    assert "tools/install-rabbitmq" in output
    assert list(json.loads(output.splitlines()[-1])) == ["bytes_vs_ovo"]


def test_without_a_nova_its_ratios_are_left_out_and_how_to_get_one_is_said(nova: Path) -> None:
    nova.unlink()
    code, output = run("--json", "--only", "foreign_encode_vs_ovo", "--only", "bytes_vs_ovo")

    assert code == 0
    assert "foreign_encode_vs_ovo is left out: no Nova in" in output
    assert "make " in output
    assert list(json.loads(output.splitlines()[-1])) == ["bytes_vs_ovo"]


def test_the_command_prints_a_table() -> None:
    code, output = run("--only", "bytes_vs_ovo")

    assert code == 0
    assert "bytes_vs_ovo" in output
    assert "0.33" in output


def test_a_ratio_that_is_not_measured_is_refused_with_those_that_are() -> None:
    code, output = run("--only", "encode_vs_pickle")

    assert code == 2
    assert "encode_vs_pickle" in output
    assert "encode_vs_msgspec" in output


def test_a_ratio_is_how_much_faster_or_how_much_of_their_cost() -> None:
    assert measure(FASTER, Stopwatch(1)).value == 2.0
    assert measure(SMALLER, Stopwatch(1)).value == 0.5
    assert measure(MORE, Stopwatch(1)).value == 2.0


@pytest.mark.parametrize(
    ("ratio", "ours", "word"),
    [
        (FASTER, 2.5, "aim"),
        (FASTER, 5.0, "must"),
        (FASTER, 6.0, "no"),
        (SMALLER, 2.5, "aim"),
        (SMALLER, 10.0, "must"),
        (SMALLER, 11.0, "no"),
    ],
)
def test_a_verdict_names_the_bound_that_holds(ratio: Ratio, ours: float, word: str) -> None:
    assert verdict(Measured(ratio, ours, 10.0)) == word


def test_the_table_has_both_numbers_the_bounds_and_the_verdict() -> None:
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(table([Measured(FASTER, 5.0, 10.0), Measured(SMALLER, 5.0, 10.0)]))
    rows = [
        line.split()
        for line in console.export_text().splitlines()
        if "er " in line and "µs" in line
    ]

    cells = [[word for word in row if word != "│"] for row in rows]
    assert cells == [
        ["faster", "5.00", "µs", "10.0", "µs", "2", "≥", "2", "≥", "4", "must"],
        ["smaller", "5.00", "µs", "10.0", "µs", "0.5", "≤", "1", "≤", "0.25", "must"],
    ]


def test_the_object_has_ratios_by_name() -> None:
    found = json.loads(as_json([Measured(FASTER, 3.0, 10.0)]))

    assert found == {"faster": 3.3333}


def test_an_aim_is_beyond_what_must_be() -> None:
    assert [ratio.name for ratio in RATIOS] == NAMES
    assert all(ratio.holds(ratio.aim, ratio.must) for ratio in RATIOS)
