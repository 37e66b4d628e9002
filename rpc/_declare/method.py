"""The signature of a method: its arguments and its result, by the types of fields."""

from __future__ import annotations

import dataclasses
import enum
import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from vobjects import DeclarationError, FieldValueError
from vobjects._declare.field import REQUIRED
from vobjects._paths import ROOT
from vobjects._repr import shown
from vobjects._types.annotations import field_type
from vobjects._types.base import FieldType, no_child

F = TypeVar("F", bound=Callable[..., Any])

_TAKEN: Final = frozenset({"self", "ctxt", "method", "pinrail"})
"""Names that oslo.messaging or the body of a message has other uses for."""

RESERVED: Final = "pinrail_capabilities"
"""A name of a method that no interface can declare."""

_KINDS: Final = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


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

    def describe(self) -> dict[str, Any]:
        """The argument as plain data, for manifests."""
        facts = _describe(self.type)
        if self.default is not REQUIRED:
            facts["default"] = self.type.dump(self.default, ROOT, no_child)
        return facts


@dataclasses.dataclass(frozen=True)
class MethodSpec:
    """One method at one version."""

    name: str
    style: Style
    arguments: Mapping[str, ArgumentSpec]
    result: FieldType | None
    idempotent: bool = False
    """Whether running it twice is as good as once: then a message may be delivered again."""

    @functools.cached_property
    def defaults(self) -> dict[str, Any]:
        """What stands for the arguments that a caller leaves out."""
        found = self.arguments.values()
        return {spec.name: spec.default for spec in found if spec.default is not REQUIRED}

    def describe(self) -> dict[str, Any]:
        """The method as plain data, for manifests."""
        facts: dict[str, Any] = {"style": self.style.value}
        if self.idempotent:
            facts["idempotent"] = True
        facts["arguments"] = {name: spec.describe() for name, spec in self.arguments.items()}
        if self.result is not None:
            facts["result"] = _describe(self.result)
        return facts


def _describe(type_: FieldType) -> dict[str, Any]:
    values = sorted(type_.values())
    return {"type": type_.text, "values": values} if values else {"type": type_.text}


@dataclasses.dataclass(frozen=True)
class Declared:
    """What ``@call`` or ``@cast`` says of a method."""

    style: Style
    idempotent: bool


_MARK: Final = "pinrail"
"""The attribute of a function that ``@call`` and ``@cast`` set."""


_LOCAL: Final = "pinrail_local"


def local(method: F) -> F:
    """Say of a public method of a service that it is for its own process and not for clients."""
    method.__dict__[_LOCAL] = True
    return method


def is_local(method: Any) -> bool:
    """Whether a method is for its own process."""
    return getattr(method, _LOCAL, False) is True


def mark(method: Callable[..., Any], style: Style, idempotent: bool) -> None:
    """Declare a method."""
    method.__dict__[_MARK] = Declared(style, idempotent)


def declared(method: Any) -> Declared | None:
    """What a method was declared with, if it was."""
    found = getattr(method, _MARK, None)
    return found if isinstance(found, Declared) else None


def method_spec(interface: str, method: Callable[..., Any], declared: Declared) -> MethodSpec:
    """The signature of a declared method.

    Raises:
        DeclarationError: its name is private or taken; an argument has a name, a kind, a type or a
            default that cannot travel; or a cast declares a result.
    """
    where = f"{interface}.{method.__name__}"
    found = inspect.signature(method, eval_str=True)
    _check_names(method.__name__, list(found.parameters), where)
    arguments = {
        name: _argument(parameter, f"{where}({name})")
        for name, parameter in list(found.parameters.items())[2:]
    }
    nothing = found.return_annotation in (None, type(None))
    result = None if nothing else field_type(found.return_annotation, f"{where} result")
    if result is not None and declared.style is Style.CAST:
        raise DeclarationError(
            where=where,
            found=f"a cast that returns {result.text}",
            expected="-> None",
            remedy="declare it with @call, or let it return nothing",
        )
    return MethodSpec(method.__name__, declared.style, arguments, result, declared.idempotent)


def _check_names(method: str, names: list[str], where: str) -> None:
    if method.startswith("_") or method == RESERVED:
        raise DeclarationError(
            where=where,
            found=f"the method {method!r}",
            expected=f"a public name other than {RESERVED}",
            remedy="rename the method",
        )
    if names[:2] != ["self", "context"]:
        raise DeclarationError(
            where=where,
            found=f"({', '.join(names)})",
            expected="(self, context, ...)",
            remedy="make context the first argument",
        )


def _argument(parameter: inspect.Parameter, where: str) -> ArgumentSpec:
    if parameter.kind not in _KINDS or parameter.name in _TAKEN:
        raise DeclarationError(
            where=where,
            found=str(parameter),
            expected=f"an argument that can be given by its name, and not {sorted(_TAKEN)}",
            remedy="declare every argument by a name of its own",
        )
    type_ = field_type(parameter.annotation, where)
    default = REQUIRED if parameter.default is parameter.empty else parameter.default
    return ArgumentSpec(parameter.name, type_, checked_default(type_, default, where))


def checked_default(type_: FieldType, default: Any, where: str) -> Any:
    """A default in the canonical form of its type.

    Raises:
        DeclarationError: it is of another type, or an object: objects belong to one release.
    """
    if default is REQUIRED:
        return default
    try:
        return type_.check(default, ROOT, no_child)
    except FieldValueError as error:
        raise DeclarationError(
            where=where,
            found=f"the default {shown(default)}",
            expected=f"{type_.text}, and no object",
            remedy="give a default of the type, such as None with `| None`",
        ) from error
