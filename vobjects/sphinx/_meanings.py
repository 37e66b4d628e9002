"""What the source of a class says of its fields: the docstrings below their annotations."""

from __future__ import annotations

import inspect

from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer


def meaning(cls: type) -> str:
    """The docstring of a class itself, or nothing."""
    return inspect.cleandoc(cls.__doc__ or "")


def meanings(cls: type) -> dict[str, str]:
    """Field to docstring, those of mixins and of the classes above among them."""
    found: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        for (scope, name), lines in _said(owner.__module__).items():
            if scope == owner.__qualname__:
                found[name] = "\n".join(lines).strip()
    return found


def _said(module: str) -> dict[tuple[str, str], list[str]]:
    try:
        return ModuleAnalyzer.for_module(module).find_attr_docs()
    except PycodeError:  # there is no source to read, such as that of a class made by exec()
        return {}
