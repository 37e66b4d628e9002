"""The wheel and the archive of sources are whole, and every command runs from an empty folder."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from tests.installs.project import Project

pytestmark = [pytest.mark.installs, pytest.mark.timeout(600)]

BUILD = "from setuptools import build_meta; build_meta.build_{}({!r})"
COMMANDS = [
    ["--help"],
    ["rehearse", "--from", "juno", "--to", "kilo"],
    ["plan"],
    ["explain", "InstanceNUMACell", "1.2", "1.0", "--project", "nova"],
    ["explain", "Instance", "gazpacho", "train", "--project", "nova"],
    ["record", "--check", "--project", "demo"],
    ["diff", "icehouse", "kilo", "--project", "demo"],
    ["check", "--project", "demo"],
    ["pins"],
    ["changelog", "--project", "demo"],
    ["graph", "objects", "--project", "demo"],
    ["completion", "bash"],
    ["dead-letters", "--help"],
]


class Built:
    """A wheel and an archive of sources, built from a copy of this project.

    Attributes:
        wheel, sources: the two files.
        folder: where both are.
        output: what the builds printed, of both streams.
        project: the copy.
    """

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder / "project")
        self.folder = folder / "dist"
        self.output = build(self.project.folder, "sdist", self.folder)
        self.output += build(self.project.folder, "wheel", self.folder)
        (self.wheel,) = self.folder.glob("*.whl")
        (self.sources,) = self.folder.glob("*.tar.gz")


def build(source: Path, kind: str, folder: Path) -> str:
    """Build the project in ``source`` with the locked setuptools, and return what is printed."""
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(
        [sys.executable, "-W", "default", "-c", BUILD.format(kind, str(folder))],
        cwd=source,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    ).stdout


def contents(wheel: Path) -> dict[str, str]:
    """Return the hash of each file in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The built packages."""
    return Built(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def command(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``pinrail`` of an environment that has the wheel and what it requires, as locked."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip: list[str | Path] = [venv / "bin" / "python", "-m", "pip"]
    install = [*pip, "install", "-qq", "--no-deps", "--only-binary", ":all:"]
    lock = built.project.folder / "requirements" / "run.lock"
    subprocess.run([*install, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*install, built.wheel], check=True)
    subprocess.run([*pip, "check"], check=True)
    return venv / "bin" / "pinrail"


def test_builds_when_done_warn_of_nothing(built: Built) -> None:
    assert [line for line in built.output.splitlines() if re.search("warn", line, re.I)] == []


def test_wheel_when_looked_into_has_every_file_of_the_packages_but_no_other(built: Built) -> None:
    packages = [
        file.relative_to(built.project.folder).as_posix()
        for top in ("vobjects", "rpc", "compat")
        for file in (built.project.folder / top).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    ]
    files = {name for name in contents(built.wheel) if ".dist-info/" not in name}
    assert files == set(packages)


def test_metadata_when_read_has_the_readme_and_no_link(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode())
    readme = (built.project.folder / "README.md").read_text()
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_payload() == readme
    assert metadata.get_all("Project-URL") is None
    assert re.findall(r"\]\(", readme) == []  # a relative link leads nowhere on an index's page


def test_sources_when_unpacked_are_the_project_and_build_the_same_wheel(
    built: Built, tmp_path: Path
) -> None:
    with tarfile.open(built.sources) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    missing = [file for file in project_files(built.project) if not (unpacked / file).is_file()]
    assert missing == []
    assert os.access(unpacked / "tools" / "setup", os.X_OK)
    build(unpacked, "wheel", tmp_path)
    (again,) = tmp_path.glob("*.whl")
    assert contents(again) == contents(built.wheel)


def project_files(project: Project) -> list[Path]:
    made = {"build", "pinrail.egg-info", "__pycache__"}
    files = (file.relative_to(project.folder) for file in project.folder.rglob("*"))
    return [
        file for file in files if (project.folder / file).is_file() and not made & {*file.parts}
    ]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_command_when_run_from_an_empty_folder_succeeds_and_leaves_it_empty(
    command: Path, tmp_path: Path, arguments: list[str]
) -> None:
    done = run(command, tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_pins_when_files_lie_elsewhere_reads_them_from_an_empty_folder(
    command: Path, tmp_path: Path
) -> None:
    config, rows, folder = tmp_path / "nova.conf", tmp_path / "rows.yaml", tmp_path / "empty"
    config.write_text("[upgrade_levels]\ncompute = auto\n")
    rows.write_text("- {binary: nova-compute, host: cmp-1, release: gazpacho}\n")
    folder.mkdir()
    done = run(command, folder, "pins", "--config", str(config), "--records", str(rows))
    assert (done.returncode, done.stderr) == (0, "")
    assert "gazpacho" in done.stdout


def test_commands_when_listed_are_those_that_are_tried(command: Path, tmp_path: Path) -> None:
    listed = run(command, tmp_path, "--help").stdout
    names = set(re.findall(r"^  ([a-z-]+)  ", listed.partition("Commands:")[2], re.M))
    assert names == {arguments[0] for arguments in COMMANDS} - {"--help"}


def run(command: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [command, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
