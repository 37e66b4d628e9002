"""The arguments of a call by name, each of its type."""

from __future__ import annotations

import dataclasses
from typing import Any

from rpc._declare.method import MethodSpec
from vobjects import FieldValueError, View
from vobjects._declare.field import REQUIRED


@dataclasses.dataclass(frozen=True)
class Given:
    """The arguments as a caller writes them: some by their place, some by their name."""

    positional: tuple[Any, ...] = ()
    named: dict[str, Any] = dataclasses.field(default_factory=dict)

    def bound(self, spec: MethodSpec, view: View) -> dict[str, Any]:
        """The arguments by name, each checked against its type.

        Raises:
            FieldValueError: an argument is missing, unknown, given twice or of a wrong type.
        """
        known = spec.arguments
        values = dict(zip(known, self.positional, strict=False)) | self.named
        missing = [n for n, a in known.items() if n not in values and a.default is REQUIRED]
        twice_or_more = len(self.positional) + len(self.named) != len(values)
        if missing or twice_or_more or values.keys() - known.keys():
            raise FieldValueError(
                path=f"{spec.name}()", expected=f"({', '.join(known)})", found=f"({self})"
            )
        return {
            name: known[name].type.check(value, (("$",), f".{name}"), view.judge)
            for name, value in values.items()
        }

    def __str__(self) -> str:
        places = (f"argument {place}" for place in range(len(self.positional)))
        return ", ".join([*places, *sorted(self.named)])
