"""A newer release of any locked package changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.installs.index import NEWER, fill, locked, serve
from tests.installs.project import Project
from tests.installs.pythons import found_pythons

pytestmark = [pytest.mark.installs, pytest.mark.timeout(600)]

OURS = {"pip", "pinrail"}
LIST = """
import json
from importlib.metadata import distributions
from packaging.markers import default_environment
from packaging.utils import canonicalize_name
versions = {canonicalize_name(one.name): one.version for one in distributions()}
print(json.dumps([versions, default_environment()]))
"""


@pytest.mark.parametrize("name", ["dev", "nova34"])
def test_environment_when_every_package_has_a_newer_release_is_what_the_lock_says(
    project: Project, tmp_path: Path, name: str
) -> None:
    lock = project.folder / "requirements" / f"{name}.lock"
    venv = project.venv if name == "dev" else project.venv / name
    python = found_pythons()["3.11"]
    index = tmp_path / "index"
    fill(index, lock, python)
    assert len(list(index.glob(f"*-{NEWER}-*.whl"))) > 100
    with serve(index) as settings:
        project.set_up(name, PYTHON=str(python), **settings)
    listed = project.run(venv / "bin" / "python", "-c", LIST)
    installed, environment = json.loads(listed.stdout)
    ours = {one: installed.pop(one) for one in OURS & installed.keys()}
    assert installed == locked(lock, environment)
    assert ("pinrail" in ours) == (name == "dev")
