"""The options of Nova's topics, and oslo-config-generator, which prints them."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rpc import catalog
from rpc.catalog._options import list_opts

ROOT = Path(__file__).parents[3]


def test_binaries_when_read_have_every_topic_of_the_catalog() -> None:
    topics = {interface.LINEAGE.topic for interface in catalog.INTERFACES}

    assert topics <= catalog.BINARIES.keys()


def test_options_when_listed_are_those_of_the_topics_and_binaries() -> None:
    [(group, found)] = list_opts()

    assert group == "upgrade_levels"
    assert {opt.name for opt in found} == {
        name.replace("-", "_") for pair in catalog.BINARIES.items() for name in pair
    }
    assert all(opt.mutable and "auto" in str(opt.help) for opt in found)


@pytest.fixture
def declared(tmp_path: Path) -> Path:
    """A folder with the metadata of the package as pyproject.toml declares it, installed or not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    folder = tmp_path / "pinrail-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: pinrail\nVersion: 0\n")
    lines = [
        line
        for group, points in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in points.items()))
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines))
    return tmp_path


def test_generator_when_asked_for_pinrail_writes_the_options(declared: Path) -> None:
    generator = Path(sys.executable).with_name("oslo-config-generator")

    done = subprocess.run(
        [generator, "--namespace", "pinrail"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(declared), str(ROOT)])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "[upgrade_levels]" in done.stdout
    assert "#compute = <None>" in done.stdout
    assert "# Note: This option can be changed without restarting." in done.stdout
