"""``pinrail pins``: which pin is in force, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from rpc import catalog
from tests.compat.cli.command import invoke

ROWS = """
- {binary: nova-compute, host: cmp-1, release: gazpacho, last_seen: 2015-04-30T12:00:00+00:00}
- {binary: nova-compute, host: cmp-2, version: "6.4", cell: two, forced_down: true}
"""


class Files:
    """A configuration and service records, and the command run on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, levels: str | None, rows: str | None, *options: str) -> Result:
        given = list(options)
        for option, name, text in (
            ("--config", "nova.conf", levels and f"[upgrade_levels]\n{levels}\n"),
            ("--records", "rows.yaml", rows),
        ):
            if text is not None:
                (self.folder / name).write_text(text)
                given += [option, str(self.folder / name)]
        return invoke("pins", *given)

    def json(self, levels: str | None, rows: str | None, *options: str) -> Any:
        return json.loads(self.run(levels, rows, "--json", *options).stdout)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def states(found: Any) -> dict[str, tuple[str, str]]:
    """The state and the release of each destination."""
    return {pin["destination"]: (pin["state"], pin["release"]) for pin in found["pins"]}


def test_pins_when_all_holds_exits_0_and_names_option_and_row(files: Files) -> None:
    found = files.run("compute = auto\nconductor = epoxy", ROWS)

    assert found.exit_code == 0
    assert "nova-compute on cmp-2 (6.4, cell two, never seen, forced_down)" in found.output
    assert "[upgrade_levels] conductor = epoxy" in found.output
    assert "nothing is set in [upgrade_levels]" in found.output


def test_pins_when_asked_for_json_have_release_and_interfaces(files: Files) -> None:
    found = files.json("compute = auto\nscheduler = auto", ROWS)

    assert found["pins"][0] == {
        "destination": "compute",
        "state": "known",
        "release": "epoxy",
        "interfaces": {"ComputeAPI": "6.4"},
        "why": "nova-compute on cmp-2 (6.4, cell two, never seen, forced_down)",
    }
    assert states(found)["scheduler"] == ("nobody", "epoxy")
    assert states(found)["conductor"] == ("not set", "epoxy")


def test_pins_when_each_host_counts_shows_every_server(files: Files) -> None:
    found = states(files.json("compute = auto", ROWS, "--scope", "hosts"))

    assert found["compute.cmp-1"] == ("known", "gazpacho")
    assert found["compute.cmp-2"] == ("known", "epoxy")
    assert "conductor.cmp-1" not in found


@pytest.mark.parametrize(("cell", "release"), [("two", "epoxy"), ("", "epoxy")])
def test_pins_when_one_cell_counts_takes_its_rows(files: Files, cell: str, release: str) -> None:
    found = files.json("compute = auto", ROWS, "--scope", f"cell:{cell}" if cell else "all")

    assert states(found)["compute"] == ("known", release)


def test_pins_when_rows_are_silent_leaves_them_out_if_told(files: Files) -> None:
    found = states(files.json("compute = auto", ROWS, "--gone-after", "30"))

    assert found["compute"] == ("nobody", "epoxy")


def test_pins_when_a_cell_does_not_answer_exits_1(files: Files) -> None:
    rows = "unreachable: [three]\nrows: [{binary: x, host: h, release: epoxy}]"

    found = files.run("compute = auto", rows)

    assert found.exit_code == 1
    assert "no answer from cell three" in found.output


@pytest.mark.parametrize(
    ("levels", "rows", "options", "message"),
    [
        ("compute = epoyx", None, (), "did you mean 'epoxy'?"),
        ("compuet = epoxy", None, (), "did you mean 'compute'?"),
        ("network = epoxy", None, (), "found 'network'"),
        ("compute = auto", None, (), "no service records for the topic"),
        ("compute = gazpacho", None, ("--own", "epoxy"), "caracal, dalmatian, epoxy"),
        ("compute = yoga", None, ("--oldest", "zed"), "found 'yoga'"),
        (None, None, ("--own", "gazpaco"), "did you mean 'gazpacho'?"),
        (None, None, ("--oldest", "epoyx"), "did you mean 'epoxy'?"),
        (None, None, ("--own", "zed", "--oldest", "epoxy"), "zed or an older release"),
        (None, None, ("--own", "queens", "--oldest", "juno"), "Pin of juno: found no ComputeAPI"),
        (None, None, ("--scope", "cell"), "did you mean 'cell:NAME'?"),
        (None, None, ("--scope", "cell:"), "cell:NAME"),
        (None, None, ("--config", "/does/not/exist"), "Failed to find some config files"),
        (None, None, ("--records", "/does/not/exist"), "No such file"),
        (None, "[{binary: nova-compuet, host: h, release: epoxy}]", (), "nova-compuet"),
    ],
)
def test_pins_when_something_cannot_be_meant_exits_2_and_says_so(
    files: Files, levels: str | None, rows: str | None, options: tuple[str, ...], message: str
) -> None:
    found = files.run(levels, rows, *options)
    as_json = files.run(levels, rows, *options, "--json")

    assert (found.exit_code, as_json.exit_code) == (2, 2)
    assert message in found.stderr
    error = json.loads(as_json.stdout)["error"]
    assert {"type", "found"} <= set(error)


def test_pins_when_the_oldest_release_is_named_falls_back_to_it(files: Files) -> None:
    found = states(files.json(None, None, "--own", "antelope", "--oldest", "yoga"))

    assert found == {
        "compute": ("not set", "yoga"),
        "conductor": ("not set", "yoga"),
        "scheduler": ("not set", "yoga"),
    }


def test_pins_when_the_own_release_is_the_first_has_no_older_one(files: Files) -> None:
    assert "did you mean" not in files.run(None, None, "--own", catalog.releases()[0]).stderr
