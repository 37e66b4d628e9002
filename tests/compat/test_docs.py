"""The page of `compat`: its code runs, and it names all that users import."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import compat
from compat.cloud.releases import INTERFACES, VERSIONS
from rpc import Interface

PAGE = (Path(__file__).parents[2] / "docs" / "compat.md").read_text()
PUBLIC = ["compat"] + [
    module.name
    for module in pkgutil.walk_packages(compat.__path__, "compat.")
    if not any(part.startswith("_") for part in module.name.split("."))
]


def exported(module: str) -> set[str]:
    """Return what a module exports: what it lists, or what it defines."""
    found = importlib.import_module(module)
    listed = getattr(found, "__all__", None)
    if listed is not None:
        return set(listed)
    return {
        name
        for name, value in vars(found).items()
        if not name.startswith("_")
        and ((name.isupper() and name != "LOG") or getattr(value, "__module__", "") == module)
    }


def documented() -> dict[str, set[str]]:
    """Return the names that the first table of the page has for each module."""
    table = PAGE.split("| package | names | what they are |\n|---|---|---|\n")[1].split("\n\n")[0]
    found: dict[str, set[str]] = {}
    module = ""
    for row in table.splitlines():
        first, names = (cell.strip() for cell in row.split("|")[1:3])
        module = first.strip("`") or module
        found.setdefault(module, set()).update(re.findall(r"`([^`]+)`", names))
    return found


@pytest.mark.parametrize("module", PUBLIC)
def test_module_when_public_has_its_names_on_the_page(module: str) -> None:
    assert exported(module) == documented().get(module, set())


def test_page_when_it_names_a_module_can_import_it() -> None:
    assert documented().keys() <= set(PUBLIC)


@pytest.mark.parametrize("interface", INTERFACES)
def test_page_when_it_shows_an_interface_has_its_topic_and_versions(
    interface: type[Interface],
) -> None:
    lineage = interface.LINEAGE
    versions = ", ".join(VERSIONS[release][lineage.name] for release in VERSIONS)
    row = rf"\| `{lineage.name}` \| `{lineage.topic}` \| .* \| {re.escape(versions)} \|"

    assert re.search(row, PAGE)


def test_page_when_run_from_top_to_bottom_holds(tmp_path: Path) -> None:
    script = tmp_path / "page.py"
    script.write_text("\n\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)))

    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=100, check=False
    )

    assert (done.stdout, done.returncode) == ("", 0), done.stderr
