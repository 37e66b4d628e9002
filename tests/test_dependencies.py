"""What is imported is declared, and ``docs/dependencies.md`` says which folders import it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LIBRARY = ("vobjects", "rpc", "compat")
DEVELOPMENT = ("tests", "benchmarks", "docs", "tools")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OWNERS = packages_distributions()


def names(requirements: list[str]) -> set[str]:
    """Return the names of the packages that are required."""
    return {canonicalize_name(Requirement(text).name) for text in requirements}


EXTRAS = {name: names(listed) for name, listed in PROJECT["optional-dependencies"].items()}
DECLARED = {
    "At run time": names(PROJECT["dependencies"]),
    "Extras": set().union(*(EXTRAS[name] for name in EXTRAS if name != "dev")),
    "For development": EXTRAS["dev"],
}


def imported_modules(file: Path) -> Iterator[str]:
    """Yield the full name of each module or member that a file imports from elsewhere."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def owner(module: str) -> str | None:
    """Return the package that a module is from, or None for our own and the standard library."""
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names or top in LIBRARY + DEVELOPMENT:
        return None
    candidates = OWNERS.get(top, [top])
    if len(candidates) > 1:  # a namespace of several: the one that has the longest part of the path
        candidates = sorted(candidates, key=lambda name: depth(name, module))
    return canonicalize_name(candidates[-1])


def depth(package: str, module: str) -> int:
    """Return how much of a module's dotted path a package has files for."""
    folders = {file.parent.parts for file in distribution(package).files or ()}
    files = {file.with_suffix("").parts for file in distribution(package).files or ()}
    parts = tuple(module.split("."))
    return max((n for n in range(len(parts) + 1) if parts[:n] in folders | files), default=0)


def importers() -> dict[str, set[str]]:
    """Return the folders that import each package: those of tests by their top alone."""
    found = defaultdict(set)
    for top in LIBRARY + DEVELOPMENT:
        for file in (ROOT / top).rglob("*.py"):
            folder = file.parent.relative_to(ROOT).as_posix() if top in LIBRARY else top
            for package in filter(None, map(owner, imported_modules(file))):
                found[package].add(folder)
    return found


IMPORTERS = importers()


def table(title: str) -> dict[str, set[str]]:
    """Return the folders that a table of the page names for each package."""
    page = (ROOT / "docs" / "dependencies.md").read_text()
    section = page.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [row.strip("|").split("|") for row in section.splitlines() if row.startswith("|")]
    head = [cell.strip() for cell in rows[0]]
    package, folders = head.index("package"), head.index("imported by")
    return {
        canonicalize_name(row[package].split(",")[0].strip()): set(
            re.findall(r"`([^`]+)`", row[folders])
        )
        for row in rows[2:]
    }


@pytest.mark.parametrize("title", DECLARED)
def test_table_when_read_has_every_declared_package_and_no_other(title: str) -> None:
    assert table(title).keys() == DECLARED[title]


def test_import_in_the_library_when_of_a_third_party_is_declared_for_running() -> None:
    imported = {package for package, folders in IMPORTERS.items() if folders - set(DEVELOPMENT)}
    assert imported <= DECLARED["At run time"] | DECLARED["Extras"]


def test_import_in_the_tests_when_of_a_third_party_is_declared() -> None:
    assert IMPORTERS.keys() <= set().union(*DECLARED.values())


@pytest.mark.parametrize("title", ["At run time", "Extras"])
def test_table_when_of_running_names_the_folders_of_the_library_that_import_a_package(
    title: str,
) -> None:
    listed = table(title)
    assert listed == {package: IMPORTERS[package] - set(DEVELOPMENT) for package in listed}
    assert all(listed.values())


def test_table_when_of_development_names_the_folders_of_tests_that_import_a_package() -> None:
    listed = table("For development")
    assert listed == {package: IMPORTERS[package] & set(DEVELOPMENT) for package in listed}
