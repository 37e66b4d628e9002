"""The arguments of a call by name, each of its type."""

from __future__ import annotations

from typing import Any

from rpc.signature import MethodSpec
from vobjects import FieldValueError, View
from vobjects.history import REQUIRED

Values = dict[str, Any]


def bind(spec: MethodSpec, positional: tuple[Any, ...], named: Values, view: View) -> Values:
    """The arguments by name, each checked against its type.

    Raises:
        FieldValueError: an argument is missing, unknown, given twice or of a wrong type.
    """
    names = list(spec.arguments)
    values = dict(zip(names, positional, strict=False)) | named
    missing = [n for n, a in spec.arguments.items() if n not in values and a.default is REQUIRED]
    unknown = sorted(set(values) - set(names))
    if missing or unknown or len(positional) + len(named) != len(values):
        found = ", ".join([*(f"argument {i}" for i in range(len(positional))), *sorted(named)])
        raise FieldValueError(
            path=f"{spec.name}()", expected=f"({', '.join(names)})", found=f"({found})"
        )
    return {
        name: spec.arguments[name].type.check(value, (("$",), f".{name}"), view.judge)
        for name, value in values.items()
    }
