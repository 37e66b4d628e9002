"""The source of a function as a tree."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any


def parse_function(function: Any) -> ast.FunctionDef | None:
    """Return the source of a function as a tree; None if there is none.

    The numbers of its lines begin with 1, whatever the line of the function in its file.
    """
    if not inspect.isfunction(function):
        return None
    try:
        node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, SyntaxError):  # made by a program
        return None
    return node if isinstance(node, ast.FunctionDef) else None
