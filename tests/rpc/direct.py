"""A dispatcher without a broker, for messages that no client of ours would send."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Mapping
from typing import Any

import msgpack

from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc._wire.reply import Reply
from tests.support.lab import Lab, LabAPI, peer, views


@dataclasses.dataclass
class Incoming:
    """What oslo.messaging gives to a dispatcher."""

    message: Mapping[str, Any]
    ctxt: Mapping[str, Any]
    client_timeout: Any = None
    beats: int = 0

    def heartbeat(self) -> None:
        self.beats += 1


class Direct:
    """The dispatcher of one release and what it runs."""

    def __init__(self, release: str) -> None:
        self.lab = Lab(views(release))
        own = peer(None, release)
        endpoint = Endpoint.of(own, LabAPI.LINEAGE, self.lab)
        self.dispatcher = Dispatcher(own, Endpoints([endpoint]))

    def raw(self, message: Mapping[str, Any], sender: Any = "juno", **context: Any) -> Any:
        """What is answered to a message of a sender, or to a stock client if that is None."""
        if isinstance(sender, str):
            sender = introduction(sender)
        known = {"pinrail": sender} if sender is not None else {}
        return self.dispatcher.dispatch(Incoming(message, known | context))

    def send(self, method: Any, version: Any, args: Any, sender: Any = "juno") -> Reply:
        """The reply to a peer of ours."""
        message = {"method": method, "version": version, "args": args}
        return Reply.from_dict(self.raw(message, sender))


def introduction(release: str, reply: str | None = None) -> dict[str, str]:
    """What a peer of a release says of itself."""
    return {"name": "tester", "release": release, "reply": reply or release}


def compact(values: Any, project: str = "nova", wire: int = 1) -> dict[str, str]:
    """A body of ours around any value."""
    message = msgpack.packb([wire, project, values], use_bin_type=True)
    return {"pinrail": base64.b64encode(message).decode()}
