"""What users import is public: pages and examples name nothing behind an underscore."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("vobjects", "rpc", "compat")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_IMPORT = re.compile(
    r"(?:from|import) ((?:vobjects|rpc|compat)(?:\.\w+)*)(?: import \(?([\w, ]+))?"
)


def _is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))


def _modules() -> Iterator[str]:
    """The public modules of all packages."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            path = file.relative_to(ROOT).with_suffix("")
            name = ".".join(path.parts).removesuffix(".__init__")
            if _is_public(name):
                yield name


def _defined(module: str) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """The public classes and functions that a module defines."""
    path = ROOT / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and _is_public(node.name):
            yield node


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_when_it_imports_names_only_what_is_public(page: Path) -> None:
    found = [
        f"{module}.{name.strip()}"
        for module, names in _IMPORT.findall(page.read_text())
        for name in names.split(",")
    ]
    assert [name for name in found if not _is_public(name)] == []


@pytest.mark.parametrize("module", sorted(_modules()))
def test_module_when_it_is_public_has_what_it_exports_and_says_what_it_is(module: str) -> None:
    loaded = importlib.import_module(module)

    exported = getattr(loaded, "__all__", [])
    assert [name for name in exported if not hasattr(loaded, name)] == []
    assert sorted(set(exported)) == sorted(exported)
    assert loaded.__doc__
    undocumented = [
        node.name
        for node in _defined(module)
        if not ast.get_docstring(node) and "overload" not in map(ast.unparse, node.decorator_list)
    ]
    assert undocumented == []


def test_names_when_users_need_them_are_exported() -> None:
    for module, names in {
        "vobjects": "Classes Conversion FrozenDict Limits Loss LossReport Values View",
        "rpc": "Answer Context Data Destination Event Known Nobody PinSource Served Unknown",
    }.items():
        assert set(names.split()) <= set(importlib.import_module(module).__all__)
