"""Where the code of a project reads a field of its objects."""

from __future__ import annotations

import ast
import dataclasses
import functools
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

_ASKS: Final = ("obj_attr_is_set", "hasattr", "getattr")
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclasses.dataclass(frozen=True)
class Reads:
    """The reads of an attribute of some name."""

    unguarded: tuple[str, ...] = ()
    """The file and the line of each before which nothing asks whether it is set."""
    guarded: int = 0


def reads_of(modules: Iterable[str], field: str, owner: str) -> Reads:
    """Return where a field is read.

    Args:
        modules: the files of the project.
        field: the name of the field.
        owner: the name of its class. What another class reads of itself is none of it.
    """
    unguarded, guarded = [], 0
    for file in modules:
        if field in _source(file):
            for line, is_guarded in _reads(_tree(file), field, owner):
                guarded += is_guarded
                if not is_guarded:
                    unguarded.append(f"{os.path.relpath(file)}:{line}")
    return Reads(tuple(unguarded), guarded)


def files_of(classes: Iterable[Any]) -> list[str]:
    """Return the files of the imported modules of the packages that classes are in."""
    packages = {cls.__module__.partition(".")[0] for cls in classes}
    found = {
        str(module.__file__)
        for name, module in [*sys.modules.items()]
        if name.partition(".")[0] in packages
        and str(getattr(module, "__file__", "")).endswith(".py")
        and ".tests." not in name
    }
    return sorted(found)


@functools.lru_cache(maxsize=4096)
def _source(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError):  # a module that was made by a program
        return ""


@functools.lru_cache(maxsize=256)
def _tree(file: str) -> ast.Module:
    return ast.parse(_source(file))


def _reads(tree: ast.Module, field: str, owner: str) -> Iterator[tuple[int, bool]]:
    """The line of each read, and whether its function asks for the field before."""
    for scope, cls in _scopes(tree, ""):
        guarded = any(_is_guard(node, field) for node in ast.walk(scope))
        for node in _own(scope):
            if _is_read(node, field) and not (cls not in ("", owner) and _is_self(node)):
                yield node.lineno, guarded


def _scopes(node: ast.AST, cls: str) -> Iterator[tuple[ast.AST, str]]:
    """The module and its functions, each with the class that it is in."""
    yield node, cls
    for child in ast.walk(node):
        if isinstance(child, ast.ClassDef):
            for each in child.body:
                if isinstance(each, _FUNCTIONS):
                    yield each, child.name
    for child in node.body if isinstance(node, ast.Module) else ():
        if isinstance(child, _FUNCTIONS):
            yield child, ""


def _own(scope: ast.AST) -> Iterator[Any]:
    """The nodes of a function; of a module those outside of functions."""
    waiting = [scope]
    while waiting:
        node = waiting.pop()
        for child in ast.iter_child_nodes(node):
            if not (isinstance(scope, ast.Module) and isinstance(child, _FUNCTIONS)):
                waiting.append(child)
                yield child


def _is_read(node: ast.AST, field: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == field and isinstance(node.ctx, ast.Load)


def _is_self(node: Any) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def _is_guard(node: ast.AST, field: str) -> bool:
    """Whether an expression asks for a field, or errors of reading it are caught."""
    if isinstance(node, ast.Try):
        return any(_is_read(each, field) for part in node.body for each in ast.walk(part))
    if isinstance(node, ast.Compare):
        return any(isinstance(op, ast.In | ast.NotIn) for op in node.ops) and _is_text(
            node.left, field
        )
    name = getattr(node, "func", None)
    called = getattr(name, "attr", getattr(name, "id", ""))
    return (
        isinstance(node, ast.Call)
        and called in _ASKS
        and any(_is_text(each, field) for each in node.args)
    )


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text
