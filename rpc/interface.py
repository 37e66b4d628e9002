"""An interface is a class: a topic, typed methods, and the history of both."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, overload

from rpc._declare.changes import Entry
from rpc._declare.context import Context
from rpc._declare.context_schema import ContextSchema
from rpc._declare.limits import FANOUT, must_be_name
from rpc._declare.method import Style, declared, mark, method_spec
from rpc._plan import topics
from rpc._plan.derive import lineage
from rpc._plan.lineage import Lineage
from vobjects import DeclarationError
from vobjects._declare.entries import wrong_history

_M = TypeVar("_M", bound=Callable[..., Any])


@overload
def call(method: _M) -> _M: ...
@overload
def call(*, idempotent: bool) -> Callable[[_M], _M]: ...
def call(method: _M | None = None, *, idempotent: bool = False) -> _M | Callable[[_M], _M]:
    """Declare a method that answers.

    With ``idempotent=True`` running it twice is as good as once, so that a message may be delivered
    again: what was lost with its server is run by another one, and a call may be repeated.
    """
    marked = _marker(Style.CALL, idempotent)
    return marked if method is None else marked(method)


@overload
def cast(method: _M) -> _M: ...
@overload
def cast(*, idempotent: bool) -> Callable[[_M], _M]: ...
def cast(method: _M | None = None, *, idempotent: bool = False) -> _M | Callable[[_M], _M]:
    """Declare a method that does not answer; ``idempotent`` is as for :func:`call`."""
    marked = _marker(Style.CAST, idempotent)
    return marked if method is None else marked(method)


def _marker(style: Style, idempotent: bool) -> Callable[[_M], _M]:
    def marked(method: _M) -> _M:
        mark(method, style, idempotent)
        return method

    return marked


class Interface:
    """Base of all interfaces.

    A subclass declares ``TOPIC``, ``HISTORY`` and its methods with ``@call`` and ``@cast``, and a
    ``NAMESPACE`` if it shares its topic with another interface. The first argument of each method
    is a :class:`rpc.Context`, or a subclass of it that is a frozen dataclass: then
    its fields are checked by the sender and by the receiver. A service subclasses the interface and
    implements the methods; a client gets an object of the interface's own type. Only declared
    methods can be called.
    """

    TOPIC: ClassVar[str]
    NAMESPACE: ClassVar[str | None] = None
    HISTORY: ClassVar[tuple[Entry, ...]]
    LINEAGE: ClassVar[Lineage]

    def __init_subclass__(cls) -> None:
        """Derive every version of the interface.

        Raises:
            DeclarationError: the topic is missing, or the history or a signature cannot work.
        """
        super().__init_subclass__()
        if "HISTORY" not in cls.__dict__:
            return
        if not isinstance(getattr(cls, "TOPIC", None), str):
            raise DeclarationError(
                where=cls.__name__,
                found="no TOPIC",
                expected="the name of the topic that its servers listen to",
                remedy="write TOPIC = '...'",
            )
        must_be_name(cls.TOPIC, f"{cls.__name__}.TOPIC", FANOUT)
        if not _is_history(cls.HISTORY):
            raise wrong_history(cls.__name__, cls.HISTORY, "rpc")
        bases = reversed(cls.__mro__)
        members = {name: getattr(cls, name) for base in bases for name in vars(base)}
        methods = {
            name: method_spec(cls.__name__, member, found)
            for name, member in members.items()
            if (found := declared(member)) is not None
        }
        context = _context(cls.__name__, [members[name] for name in methods])
        cls.LINEAGE = lineage(cls.__name__, cls.TOPIC, cls.NAMESPACE, context, cls.HISTORY, methods)
        topics.declare(cls.TOPIC, cls.LINEAGE.name)


def _is_history(found: Any) -> bool:
    return isinstance(found, tuple) and all(isinstance(entry, Entry) for entry in found)


def _context(interface: str, methods: list[Callable[..., Any]]) -> ContextSchema:
    """The one class of contexts that the methods name.

    Raises:
        DeclarationError: they name several, or one that is no context.
    """
    named = {inspect.signature(m, eval_str=True).parameters["context"].annotation for m in methods}
    named -= {inspect.Parameter.empty, Any}
    found = next(iter(named), Context)
    if len(named) > 1 or not (isinstance(found, type) and issubclass(found, Context)):
        raise DeclarationError(
            where=interface,
            found=f"contexts of {', '.join(sorted(map(str, named)))}",
            expected="one class for all methods: Context, or a subclass with typed fields",
            remedy="annotate the context of every method with the same class",
        )
    return ContextSchema.of(found)
