"""Our side: an interface with one method, a server and a client of one release."""

from __future__ import annotations

from typing import Any, Final

from benchmarks import guest
from benchmarks.measure import Run
from rpc import (
    Client,
    Context,
    Destination,
    Interface,
    Peer,
    Pin,
    Pins,
    Server,
    call,
    history,
    initial,
    transport,
)
from vobjects import View, catalog
from vobjects.catalog.instance import Instance

RELEASE: Final = "gazpacho"
NETWORKS: Final = '[{"id": "0b3f7c52-6f0e-4c1d-9a55-000000000015", "type": "hw_veb"}]'
TEXT: Final = "0b3f7c52-6f0e-4c1d-9a55-000000000001"
TIMEOUT: Final = 30.0
"""Seconds."""
VALUES: Final = {"user_id": "operator", "project_id": guest.PROJECT, "request_id": "req-1"}
"""The context of a call."""


class ResizeAPI(Interface):
    """What both sides serve."""

    TOPIC = "ours"

    @call
    def resized(self, context: Context, instance: Instance) -> Instance:
        """Give the instance back."""
        raise NotImplementedError

    @call
    def said(self, context: Context, text: str) -> str:
        """Give the text back."""
        raise NotImplementedError

    HISTORY = history(initial("1.0"))


class Classes:
    """The classes of a view as attributes."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __getattr__(self, name: str) -> Any:
        return self._view[name]


class _Service:
    def resized(self, context: Context, instance: Any) -> Any:
        return instance

    def said(self, context: Context, text: str) -> str:
        return text


_VIEW = catalog.at(RELEASE)
_PIN = Pin(RELEASE, {"ResizeAPI": ResizeAPI.LINEAGE.latest}, _VIEW)


def instance() -> Any:
    """What is sent."""
    return guest.stored(Classes(_VIEW), NETWORKS)


def serve(url: str) -> Server:
    """A server that runs until it is stopped."""
    server = Server(_peer(url), {ResizeAPI: _Service()}, "server")
    server.start()
    return server


def callers(url: str) -> dict[str, Run]:
    """Functions that make one call each, with an instance or a text; threads may share them."""
    sent, context = instance(), Context(VALUES)
    bound = Client(_peer(url), ResizeAPI).prepare(server="server")
    return {
        "instance": lambda: bound.resized(context, sent),
        "text": lambda: bound.said(context, TEXT),
    }


def _peer(url: str) -> Peer:
    pins = Pins((_PIN,))
    pins.set(Destination("ours"), RELEASE)
    return Peer(transport(url), "benchmark", own=_PIN, pins=pins, known=pins, timeout=TIMEOUT)
