"""The signature of a method: its arguments and its result, by the types of fields."""

from __future__ import annotations

import dataclasses
import enum
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from vobjects import DeclarationError
from vobjects.annotations import field_type
from vobjects.fieldtype import FieldType
from vobjects.history import REQUIRED


class Style(enum.StrEnum):
    """How a method is sent."""

    CALL = "call"
    """One server runs it and answers."""
    CAST = "cast"
    """One server runs it, or with fanout all servers do; nobody answers."""


@dataclasses.dataclass(frozen=True)
class ArgumentSpec:
    """One argument; without a default it must be given."""

    name: str
    type: FieldType
    default: Any = REQUIRED


@dataclasses.dataclass(frozen=True)
class MethodSpec:
    """One method at one version."""

    name: str
    style: Style
    arguments: Mapping[str, ArgumentSpec]
    result: FieldType | None

    def children(self) -> frozenset[str]:
        """The classes that stand in the arguments and the result."""
        types = [argument.type for argument in self.arguments.values()]
        types += [self.result] if self.result else []
        return frozenset(child for type_ in types for child in type_.children())

    def describe(self) -> dict[str, Any]:
        """The method as plain data, for manifests."""
        arguments = {
            name: spec.type.text + ("" if spec.default is REQUIRED else f" = {spec.default!r}")
            for name, spec in self.arguments.items()
        }
        result = self.result.text if self.result else "None"
        return {"style": self.style.value, "arguments": arguments, "result": result}


def method_spec(interface: str, method: Callable[..., Any], style: Style) -> MethodSpec:
    """The signature of a declared method.

    Raises:
        DeclarationError: an argument has no annotation that a field could have.
    """
    where = f"{interface}.{method.__name__}"
    found = inspect.signature(method, eval_str=True)
    names = list(found.parameters)
    if names[:2] != ["self", "context"]:
        raise DeclarationError(
            where=where,
            found=f"({', '.join(names)})",
            expected="(self, context, ...)",
            remedy="make context the first argument",
        )
    arguments = {
        name: ArgumentSpec(
            name,
            field_type(parameter.annotation, f"{where}({name})"),
            REQUIRED if parameter.default is parameter.empty else parameter.default,
        )
        for name, parameter in list(found.parameters.items())[2:]
    }
    nothing = found.return_annotation in (None, type(None))
    result = None if nothing else field_type(found.return_annotation, f"{where} result")
    return MethodSpec(method.__name__, style, arguments, result)
