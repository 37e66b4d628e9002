"""An interface is a class: a topic, typed methods, and the history of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from rpc.history import Entry
from rpc.lineage import Lineage, lineage
from rpc.signature import Style, method_spec

M = TypeVar("M", bound=Callable[..., Any])


def call(method: M) -> M:
    """Declare a method that answers."""
    method.__dict__["style"] = Style.CALL
    return method


def cast(method: M) -> M:
    """Declare a method that does not answer."""
    method.__dict__["style"] = Style.CAST
    return method


class Interface:
    """Base of all interfaces.

    A subclass declares ``TOPIC``, ``HISTORY`` and its methods with ``@call`` and ``@cast``; the
    first argument of each is a :class:`rpc.context.Context`. A service subclasses the interface and
    implements the methods; a client gets an object of the interface's own type. Only declared
    methods can be called.
    """

    TOPIC: ClassVar[str]
    HISTORY: ClassVar[tuple[Entry, ...]]
    LINEAGE: ClassVar[Lineage]

    def __init_subclass__(cls) -> None:
        """Derive every version of the interface.

        Raises:
            DeclarationError: the history or a signature cannot work.
        """
        super().__init_subclass__()
        if "HISTORY" in cls.__dict__:
            declared = {name: m for name, m in vars(cls).items() if hasattr(m, "style")}
            methods = {n: method_spec(cls.__name__, m, m.style) for n, m in declared.items()}
            cls.LINEAGE = lineage(cls.__name__, cls.TOPIC, cls.HISTORY, methods)
