"""Each Python that is found here can install and run the project, by the pip that it ships and
by the newest.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installs.project import Project
from tests.installs.pythons import found_pythons, without_ensurepip

pytestmark = [pytest.mark.installs, pytest.mark.timeout(600)]

IMPORTED = "import compat.rehearse, sys; print(sys.version_info[:2])"


def test_python_3_11_when_looked_for_is_there() -> None:
    assert "3.11" in found_pythons()


@pytest.mark.parametrize("minor", found_pythons())
def test_development_environment_when_made_by_the_pip_that_a_python_ships_is_that_python(
    project: Project, minor: str
) -> None:
    project.set_up("dev", PYTHON=str(found_pythons()[minor]))
    assert_runs(project, minor)
    tested = project.run(project.venv / "bin" / "pytest", "-q", "tests/test_locks.py")
    assert tested.returncode == 0, tested.stdout


def test_environment_when_another_python_is_asked_for_is_made_anew_by_its_newest_pip(
    project: Project, tmp_path: Path
) -> None:
    constraint = tmp_path / "constraints.txt"
    constraint.write_text("kombu==1.0\n")
    settings = {"PIP_NO_COMPILE": "1", "PIP_USER": "1", "PIP_CONSTRAINT": str(constraint)}
    for minor, python in found_pythons().items():
        newest = without_ensurepip(tmp_path / minor, python, pip=True)
        project.set_up("run", PYTHON=str(newest), **settings)
        assert not (project.venv / "bin" / "pip").exists()
        assert_runs(project, minor)


def assert_runs(project: Project, minor: str) -> None:
    python = project.venv / "bin" / "python"
    imported = project.run(python, "-c", IMPORTED)
    assert imported.stdout.strip() == str(tuple(map(int, minor.split("."))))
    planned = project.run(project.venv / "bin" / "pinrail", "plan")
    assert "lift the pins" in planned.stdout
    assert planned.stderr == ""
