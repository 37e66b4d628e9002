"""How calls show in the traces of an application; without a tracer they do not."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Final, Protocol

from rpc.codes import Code
from rpc.pins._pin import Destination

End = Callable[[Code, str], None]
"""Told how the message ended, and the detail of an error."""


@dataclasses.dataclass(frozen=True)
class Traced:
    """What a span says of a message."""

    interface: str
    method: str
    known: bool
    """Whether the interface has the method; if not, any peer may have made its name up."""
    destination: Destination
    answered: bool
    releases: Mapping[str, str]
    """The release at each end of it, as far as it is known."""


class Tracing(Protocol):
    """Makes spans, and carries the trace from the client to the server."""

    def sending(self, traced: Traced) -> AbstractContextManager[End]:
        """The span of a message while it is sent and its answer awaited."""

    def carried(self) -> dict[str, str]:
        """What goes along with a message, so that the server goes on with the trace."""

    def serving(self, traced: Traced, carried: Mapping[str, str]) -> AbstractContextManager[End]:
        """The span of a message while it is served; a child of the one that was carried."""


class _Untraced:
    """No spans."""

    def sending(self, traced: Traced) -> AbstractContextManager[End]:
        """Nothing."""
        return _NO_SPAN

    def carried(self) -> dict[str, str]:
        """Nothing."""
        return {}

    def serving(self, traced: Traced, carried: Mapping[str, str]) -> AbstractContextManager[End]:
        """Nothing."""
        return _NO_SPAN


def _nothing(code: Code, detail: str) -> None:
    pass


_NO_SPAN: Final[AbstractContextManager[End]] = contextlib.nullcontext(_nothing)
UNTRACED: Final[Tracing] = _Untraced()
