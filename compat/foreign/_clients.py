"""What the class of an RPC client sends, read from its source."""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import re
from collections.abc import Iterator
from typing import Any, Final

from compat.foreign._paths import Found, Reader, Scope
from compat.foreign._sends import Send
from compat.foreign._source import parse_function
from vobjects.version import Version

_VERSIONS: Final = ("VERSION", "RPC_API_VERSION", "API_VERSION")
_TOPICS: Final = ("TOPIC", "RPC_TOPIC", "RPC_API_TOPIC")
_VERSION: Final = re.compile(r"\d+\.\d+")


@dataclasses.dataclass
class Sent:
    """How a client sends one method."""

    style: str
    sends: set[Send] = dataclasses.field(default_factory=set)


@dataclasses.dataclass(frozen=True)
class Client:
    """What the source of a client class says."""

    topic: str
    """Empty if it is not known."""
    namespace: str
    version: str
    """What the class says is its version, else the newest that it sends; empty if it is none."""
    methods: dict[str, Sent]
    """By name on the wire."""
    gates: tuple[str, ...]
    """The versions that it asks for before it sends."""


@functools.lru_cache(maxsize=256)
def read_client(cls: type) -> Client:
    """Return what a client class sends, as far as its source says it."""
    functions = _functions(cls)
    targets = [target for function in functions for target in _targets(function, cls)]
    default = next((each["version"] for each in targets if "version" in each), "")
    found = Found()
    for function in functions:
        Reader(Scope(cls, function.globals), default, found).read(function.node)
    methods: dict[str, Sent] = {}
    for name, style, send in found.sent:
        sent = methods.setdefault(name, Sent(style))
        sent.sends.add(send)
        if style == "call":
            sent.style = style
    return Client(
        _topic(cls, targets),
        next((each["namespace"] for each in targets if "namespace" in each), ""),
        _version(cls, found, default),
        dict(sorted(methods.items())),
        tuple(sorted(found.gates)),
    )


def _topic(cls: type, targets: list[dict[str, str]]) -> str:
    told = [each["topic"] for each in targets if "topic" in each]
    return next(iter([*told, *_texts(cls, _TOPICS), *_texts(inspect.getmodule(cls), _TOPICS)]), "")


def _version(cls: type, found: Found, default: str) -> str:
    told = [text for text in _texts(cls, _VERSIONS) if _VERSION.fullmatch(text)]
    sent = [send.version for _, _, send in found.sent if send.version]
    newest = max([*sent, *([default] if default else [])], key=Version.named, default="")
    return told[0] if told else newest


def _texts(of: Any, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if isinstance(getattr(of, name, None), str):
            yield getattr(of, name)


@dataclasses.dataclass(frozen=True)
class _Function:
    node: ast.FunctionDef
    globals: dict[str, Any]


def _functions(cls: type) -> tuple[_Function, ...]:
    """The functions of a class and of those that it derives from, the nearest of each name."""
    found: dict[str, Any] = {}
    for owner in cls.__mro__[:-1]:
        for name, value in vars(owner).items():
            found.setdefault(name, getattr(value, "__func__", value))
    return tuple(filter(None, map(_function, found.values())))


def _function(value: Any) -> _Function | None:
    value = inspect.unwrap(value) if callable(value) else value
    node = parse_function(value)
    return None if node is None else _Function(node, value.__globals__)


def _targets(function: _Function, cls: type) -> Iterator[dict[str, str]]:
    """Yield the texts in each ``Target(...)`` that a constructor makes."""
    if function.node.name != "__init__":
        return
    scope = Scope(cls, function.globals)
    for node in ast.walk(function.node):
        if isinstance(node, ast.Call) and _called(node) == "Target":
            told = {key.arg: scope.constant(key.value) for key in node.keywords if key.arg}
            yield {key: value for key, value in told.items() if isinstance(value, str)}


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
