"""Services without Pinrail that speak Nova's interfaces, made from what Nova's source says."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import oslo_messaging

from rpc._declare.method import MethodSpec
from tests.support.lab import GUEST
from tests.support.nova_interfaces import by_release
from vobjects import View
from vobjects._declare.field import REQUIRED
from vobjects._types.base import FieldType
from vobjects.testing import minimal

Maker = Callable[[View, str], Any]
"""Makes an object of a class by its name."""


class StockService:
    """An endpoint of oslo.messaging: the methods and arguments of a release, and no more."""

    def __init__(self, interface: str, release: str, namespace: str | None) -> None:
        facts = by_release(interface)[release]
        self.target = oslo_messaging.Target(version=facts.version, namespace=namespace)
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.answer: Any = None
        for name, text in facts.server.items():
            setattr(self, name, self._method(name, text))

    def _method(self, name: str, text: str) -> Any:
        wanted = {w for w in text.split() if "=" not in w and "*" not in w}
        known = {w.rstrip("=") for w in text.split()}

        def method(ctxt: Any, **arguments: Any) -> Any:
            if "**kwargs" not in known and not wanted <= set(arguments) <= known:
                raise TypeError(f"{name}({text}) got {sorted(arguments)}")
            self.seen.append((name, arguments))
            return self.answer

        return method


def sparse(view: View, name: str) -> Any:
    """An object that every release can hold."""
    values = minimal(view, name).obj_values() | ({"uuid": GUEST} if name == "Instance" else {})
    return view[name](**values)


def value(type_: FieldType, view: View, make: Maker = sparse) -> Any:
    """A value of a type."""
    text = type_.text.removesuffix(" | None")
    if text in view:
        return make(view, text)
    if text.startswith("tuple["):
        inner = text.removeprefix("tuple[").removesuffix(", ...]")
        return (make(view, inner),) if inner in view else ()
    plain = {"str": "text", "int": 3, "bool": True, "float": 0.5, "Data": {"a": [1]}}
    return plain.get(text, {})


def primitive(view: View, type_: FieldType, found: Any) -> Any:
    """A value as a stock service of a release writes it."""

    def child(each: Any, path: Any) -> Any:
        return view.to_primitive(each)

    return type_.dump(found, ("$",), child)


def arguments(
    spec: MethodSpec, view: View, known: Mapping[str, Any], make: Maker = sparse
) -> dict[str, Any]:
    """Something for each argument; what another release lacks gets nothing that would be lost."""
    found = {}
    for name, argument in spec.arguments.items():
        if name in known:
            found[name] = value(argument.type, view, make)
        elif argument.default is REQUIRED:
            optional = argument.type.text.endswith(" | None")
            found[name] = None if optional else value(argument.type, view, make)
    return {n: spec.arguments[n].type.check(v, ("$",), view.judge) for n, v in found.items()}


class Everything:
    """An implementation that has every method and notes what it is given."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return functools.partial(self._note, name)

    def _note(self, name: str, context: Any, /, **values: Any) -> Any:
        self.seen.append((name, values))
        return self.answers.get(name)
