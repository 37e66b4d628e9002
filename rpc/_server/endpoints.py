"""Endpoints: the interfaces that one server serves, and which of them takes a message."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from rpc._declare.method import RESERVED
from rpc._plan.lineage import Lineage
from rpc._server.request import NotAcceptedError, Reader
from rpc.peer import Peer
from vobjects import DeclarationError


@dataclasses.dataclass(frozen=True)
class Endpoint:
    """One interface of a peer's release, and what implements it."""

    lineage: Lineage
    implementation: Any
    reader: Reader

    @classmethod
    def of(cls, peer: Peer, lineage: Lineage, implementation: Any) -> Endpoint:
        """An endpoint at the version that the peer's release has.

        Raises:
            DeclarationError: the release does not have the interface.
        """
        return cls(lineage, implementation, Reader(peer, lineage, peer.speaks(lineage)))

    @property
    def taken(self) -> set[tuple[str | None, str, str]]:
        """What it takes: the namespace, method and major of messages."""
        taken = self.lineage.taken(self.reader.own)
        return {(self.lineage.namespace, method, str(major)) for method, major in taken}


class Endpoints:
    """The endpoints of one server.

    Raises:
        DeclarationError: two of them take the same messages.
    """

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self.all = tuple(endpoints)
        self._by_message: dict[tuple[str | None, str, str], Endpoint] = {}
        for endpoint in self.all:
            for key in sorted(endpoint.taken, key=str):
                self._add(key, endpoint)

    @property
    def lineages(self) -> list[Lineage]:
        """Their interfaces."""
        return [endpoint.lineage for endpoint in self.all]

    def chosen(self, message: Mapping[str, Any]) -> Endpoint:
        """The endpoint that takes a message; if none does, the one that is nearest to refuse it."""
        namespace, method = message.get("namespace"), message.get("method")
        major = str(message.get("version", "1.0")).partition(".")[0]
        try:
            return self._by_message[namespace, method, major]  # type: ignore[index]
        except (KeyError, TypeError):
            return max(self.all, key=lambda endpoint: _nearness(endpoint, namespace, method))

    def is_idempotent(self, message: Mapping[str, Any]) -> bool:
        """Whether running a message twice is as good as once: its method says so."""
        if message.get("method") == RESERVED:
            return True
        try:
            return self.chosen(message).reader.passage(message).plan.newer.idempotent
        except NotAcceptedError:
            return False

    def _add(self, key: tuple[str | None, str, str], endpoint: Endpoint) -> None:
        other = self._by_message.setdefault(key, endpoint)
        if other is not endpoint:
            namespace, method, major = key
            raise DeclarationError(
                where=f"{other.lineage.name} and {endpoint.lineage.name} on one server",
                found=f"{method!r} of major {major} in both, in the namespace {namespace!r}",
                expected="one interface for each message",
                remedy="give one of them a NAMESPACE, or serve it on another topic",
            )


def _nearness(endpoint: Endpoint, namespace: Any, method: Any) -> tuple[bool, bool]:
    methods = list(endpoint.lineage.methods[endpoint.reader.own])
    return endpoint.lineage.namespace == namespace, method in methods
