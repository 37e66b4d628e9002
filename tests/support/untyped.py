"""Objects of classes that a type checker cannot follow."""

from __future__ import annotations

from typing import Any

from vobjects import View


def new(view: View, name: str, /, **values: Any) -> Any:
    """An object of a class by its name."""
    return view[name](**values)
