"""Whether what implements interfaces fits them, found before a server starts."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from rpc._declare.method import MethodSpec, declared, is_local
from rpc._declare.plain_data import DATA
from rpc.errors import ImplementationError
from rpc.interface import Interface
from rpc.peer import Peer
from vobjects import DeclarationError
from vobjects._types.annotations import field_type
from vobjects._types.base import FieldType
from vobjects._types.scalars import IP_STR, IPV4_STR, IPV6_STR, UUID_STR

_METHODS: Final = (staticmethod, classmethod, functools.partialmethod)
_FORMATTED: Final = re.compile(
    "|".join(rf"\b{type_.text}\b" for type_ in (UUID_STR, IP_STR, IPV4_STR, IPV6_STR))
)
_ANY: Final = (inspect.Parameter.empty, Any, object)


def must_fit(peer: Peer, served: Mapping[type[Interface], object]) -> None:
    """Check every interface against what implements it, at the version of the peer's release.

    Raises:
        DeclarationError: the release does not have an interface.
        ImplementationError: a method is missing, cannot be called as it is declared, has other
            types or another style; or a public method is in no interface.
    """
    for interface, implementation in served.items():
        lineage = interface.LINEAGE
        own = peer.speaks(lineage)
        specs = lineage.methods[own]
        others = [i for i, each in served.items() if each is implementation]
        known = {name for i in others for each in i.LINEAGE.methods.values() for name in each}
        found = [
            *(misfit(spec, getattr(interface, spec.name, None), implementation)
              for spec in specs.values()),
            *_extra(implementation, known, f"{lineage.name} {own}"),
        ]  # fmt: skip
        problems = [problem for problem in found if problem]
        if problems:
            raise ImplementationError(
                interface=f"{lineage.name} {own}",
                implementation=type(implementation).__name__,
                problems=problems,
            )


def misfit(spec: MethodSpec, stub: Any, implementation: Any) -> str:
    """What is wrong with the method of an implementation, and the line to write; or nothing.

    ``stub`` is the declaration itself, which implements nothing.
    """
    line = _line(spec)
    found = getattr(implementation, spec.name, None)
    if not callable(found) or getattr(found, "__func__", found) is stub:
        return f"no method {spec.name!r}; write: {line}"
    if inspect.iscoroutinefunction(found) or inspect.isgeneratorfunction(found):
        kind = "coroutine" if inspect.iscoroutinefunction(found) else "generator"
        return f"{spec.name} is a {kind}, which nobody awaits; write: {line}"
    says = declared(found)
    if says is not None and says.style is not spec.style:
        return f"{spec.name} is a {says.style} here and a {spec.style} in the interface"
    signature = _signature(found)
    try:
        signature.bind(None, **dict.fromkeys(spec.arguments))
    except TypeError as error:
        return f"{spec.name}{signature} does not fit ({error}); write: {line}"
    wrong = ", ".join(_wrong_types(spec, signature))
    return f"{spec.name} has other types ({wrong}); write: {line}" if wrong else ""


def _extra(implementation: Any, known: set[str], interface: str) -> Iterable[str]:
    """The public methods that nobody can call."""
    for name in dir(type(implementation)):
        member = inspect.getattr_static(type(implementation), name)
        method = inspect.isfunction(member) or isinstance(member, _METHODS)
        stub = declared(member) is not None
        if method and not (name.startswith("_") or name in known or stub or is_local(member)):
            yield (
                f"{name} is public and not in {interface}; declare it there, or write: "
                f"@local before it, or def _{name}"
            )


def _signature(found: Any) -> inspect.Signature:
    """The signature, with annotations as they are written where they cannot be read."""
    try:
        return inspect.signature(found, eval_str=True)
    except NameError:  # imported for type checkers alone
        return inspect.signature(found)


def _wrong_types(spec: MethodSpec, signature: inspect.Signature) -> Iterable[str]:
    """The annotations that say another type than the interface."""
    for name, argument in spec.arguments.items():
        parameter = signature.parameters.get(name)
        if parameter is not None and not _fits(parameter.annotation, argument.type):
            yield f"{name}: {_text(parameter.annotation)}"
    if not _fits(signature.return_annotation, spec.result):
        yield f"-> {_text(signature.return_annotation)}"


def _fits(annotation: Any, type_: FieldType | None) -> bool:
    if annotation in _ANY or isinstance(annotation, str) or type_ is DATA:
        return True
    if annotation in (None, type(None)) or type_ is None:
        return annotation in (None, type(None)) and type_ is None
    try:
        return _python(field_type(annotation, "")) == _python(type_)
    except DeclarationError:
        return False


def _python(type_: FieldType) -> str:
    """The type as Python has it, for which a UUID is text."""
    return _FORMATTED.sub("str", type_.text)


def _text(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def _line(spec: MethodSpec) -> str:
    arguments = [f"{name}: {each.type.text}" for name, each in spec.arguments.items()]
    result = spec.result.text if spec.result else "None"
    return f"def {spec.name}({', '.join(['self, context: Context', *arguments])}) -> {result}: ..."
