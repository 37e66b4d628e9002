import re
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

REQUIREMENTS = Path(__file__).parents[1] / "requirements"
MARKER = r"(?: ; [\w.'<>=! ]+)?"
LINE = re.compile(rf"[a-z0-9._-]+==[\w.]+{MARKER} \\| +--hash=sha256:[0-9a-f]{{64}}(?: \\)?")


def pins(name: str) -> set[str]:
    return set(re.findall(r"^\S+==\S+", (REQUIREMENTS / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["run.lock", "dev.lock", "nova33.lock", "nova34.lock"])
def test_a_lock_holds_names_versions_markers_and_hashes_only(name: str) -> None:
    lines = (REQUIREMENTS / name).read_text().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_development_runs_on_the_locked_runtime() -> None:
    assert pins("run.lock") < pins("dev.lock")


@pytest.mark.parametrize(("name", "nova"), [("nova33", "33.0.2"), ("nova34", "34.0.0")])
def test_a_real_nova_runs_on_the_locked_runtime(name: str, nova: str) -> None:
    assert pins("run.lock") < pins(f"{name}.lock")
    assert f"nova=={nova}" in pins(f"{name}.lock")


def test_the_locked_packages_run_on_the_oldest_supported_python() -> None:
    too_new = [
        package.name
        for package in distributions()
        if "Requires-Python" in package.metadata
        and "3.11.0" not in SpecifierSet(package.metadata["Requires-Python"])
    ]
    assert too_new == []
