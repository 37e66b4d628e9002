"""What is missing is named in one sentence, and nothing half-made is left behind.

A machine that lacks something is simulated: by a PATH of few tools, by scripts that answer in place
of a Python, of ``id`` and of ``apt-get``, and by a Python that cannot import ensurepip.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installs.project import Project, path_with
from tests.installs.pythons import found_pythons, script, without_ensurepip

pytestmark = pytest.mark.installs


@pytest.mark.parametrize("version", ["3.10", "3.14"])
def test_setup_when_the_python_is_too_old_or_too_new_names_those_that_are_taken(
    project: Project, tmp_path: Path, version: str
) -> None:
    python = script(tmp_path / "python", f"echo {version}")
    sentence = project.refused("tools/setup", "run", PYTHON=str(python))
    assert "needs Python 3.11, 3.12 or 3.13" in sentence
    assert f"{python} is Python {version}" in sentence
    assert not project.venv.exists()


def test_setup_when_the_python_that_is_asked_for_does_not_run_names_it(project: Project) -> None:
    sentence = project.refused("tools/setup", "run", PYTHON="python3.99")
    assert "python3.99 does not run" in sentence
    assert not project.venv.exists()


def test_setup_when_path_has_no_suitable_python_names_the_first_that_is_there(
    project: Project, tmp_path: Path
) -> None:
    path = path_with(tmp_path / "bin")
    assert "python3 does not run" in project.refused("tools/setup", "run", PATH=str(path))
    script(path / "python3", "echo 3.10")
    assert "python3 is Python 3.10" in project.refused("tools/setup", "run", PATH=str(path))


def test_setup_when_the_first_python_is_too_old_takes_one_that_is_not(
    project: Project, tmp_path: Path
) -> None:
    path = path_with(tmp_path / "bin")
    script(path / "python3", "echo 3.10")
    script(path / "python3.12", 'case "$2" in *version*) echo 3.12 ;; *) exit 1 ;; esac')
    assert "python3.12 has neither" in project.refused("tools/setup", "run", PATH=str(path))


def test_setup_when_the_python_has_neither_ensurepip_nor_pip_names_the_packages_of_debian(
    project: Project, tmp_path: Path
) -> None:
    python = without_ensurepip(tmp_path / "bare", found_pythons()["3.11"], pip=False)
    sentence = project.refused("tools/setup", "dev", PYTHON=str(python))
    assert "python3-venv" in sentence
    assert "python3-pip" in sentence
    assert not project.venv.exists()


def test_setup_when_it_fails_half_way_is_done_from_the_beginning_the_next_time(
    project: Project,
) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:1/", "PIP_RETRIES": "0"}
    nowhere |= {"PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}
    python = str(found_pythons()["3.11"])
    assert project.run("tools/setup", "run", PYTHON=python, **nowhere).returncode != 0
    assert (project.venv / "bin" / "python").exists()
    (project.venv / "half-made").touch()
    assert project.run("tools/setup", "run", PYTHON=python, **nowhere).returncode != 0
    assert not (project.venv / "half-made").exists()


@pytest.mark.parametrize("command", [("tools/install-rabbitmq",), ("make", "-s", "rabbitmq")])
def test_rabbitmq_when_it_is_missing_and_nobody_is_root_names_the_package(
    project: Project, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = path_with(tmp_path / "bin", "make", "apt-get")
    (path / "id").unlink()
    script(path / "id", "echo 1000")
    done = project.run(*command, PATH=str(path))
    assert done.returncode != 0
    assert "only root can install it" in done.stderr.splitlines()[0]
    assert "rabbitmq-server" in done.stderr.splitlines()[0]


def test_rabbitmq_when_the_machine_is_no_debian_names_the_package(
    project: Project, tmp_path: Path
) -> None:
    path = path_with(tmp_path / "bin")
    sentence = project.refused("tools/install-rabbitmq", PATH=str(path))
    assert "there is no apt-get here" in sentence
    assert "rabbitmq-server" in sentence


@pytest.mark.parametrize(("status", "expected"), [("0", 0), ("exit 100", 100)])
def test_rabbitmq_when_root_installs_it_ends_as_apt_does(
    project: Project, tmp_path: Path, status: str, expected: int
) -> None:
    path = path_with(tmp_path / "bin")
    (path / "id").unlink()
    script(path / "id", "echo 0")
    log = tmp_path / "log"
    script(path / "apt-get", f'echo "$@" >>{log}\n{status if expected else ":"}')
    done = project.run("tools/install-rabbitmq", PATH=str(path))
    assert done.returncode == expected
    assert "update" in log.read_text()
    assert ("rabbitmq-server" in log.read_text()) == (expected == 0)
