"""An interface is a class: a topic, typed methods, and the history of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from rpc.derivation import lineage
from rpc.history import Entry
from rpc.lineage import Lineage
from rpc.signature import Style, method_spec
from vobjects import DeclarationError

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
        bases = reversed(cls.__mro__)
        declared = {name: getattr(cls, name) for base in bases for name in vars(base)}
        methods = {
            name: method_spec(cls.__name__, method, method.style)
            for name, method in declared.items()
            if isinstance(getattr(method, "style", None), Style)
        }
        cls.LINEAGE = lineage(cls.__name__, cls.TOPIC, cls.HISTORY, methods)
