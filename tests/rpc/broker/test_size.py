"""A message that is larger than the broker takes is refused before it is written."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import oslo_messaging
import pytest
from oslo_messaging._drivers import common

from rpc import (
    MEMORY_URL,
    Client,
    Code,
    Context,
    Interface,
    MessageTooLargeError,
    Peer,
    Pin,
    Pins,
    ResultRefusedError,
    Server,
    call,
    cast,
    history,
    initial,
    transport,
)
from rpc._broker.size import LARGEST, OPTION, TooLargeError, largest_of, must_fit
from vobjects import Registry

_NUMBERS = itertools.count()
_VIEW = Registry("size").at({}, "now")
MOST = 20_000


class Size(Interface):
    TOPIC = "size"

    @call
    def give(self, context: Context, text: str, count: int = 0) -> str:
        """Give so many letters."""
        raise NotImplementedError

    @cast
    def note(self, context: Context, text: str) -> None: ...

    HISTORY = history(initial("1.0"))


class Service:
    def give(self, context: Context, text: str, count: int = 0) -> str:
        if count < 0:
            raise ValueError("x" * -count)
        return "x" * count

    def note(self, context: Context, text: str) -> None: ...


class Pair:
    """A server and a client whose broker takes little."""

    def __init__(self, form: str) -> None:
        pin = Pin("now", {"Size": Size.LINEAGE.latest}, _VIEW, form)
        self.prefix, self.codes = f"size-{next(_NUMBERS)}-", list[Code]()
        self.bus = transport(MEMORY_URL, largest=MOST)
        pins = Pins((pin,))
        self.peer = Peer(
            *(self.bus, "pair", pin, pins, pins, lambda event: self.codes.append(event.code)),
            prefix=self.prefix,
        )
        self.server = Server(self.peer, {Size: Service()}, "one")

    def api(self, **options: Any) -> Size:
        return Client(self.peer, Size).prepare(timeout=10, **options)


@pytest.fixture(params=["compact", "primitive"])
def pair(request: pytest.FixtureRequest) -> Iterator[Pair]:
    found = Pair(request.param)
    found.server.start()
    yield found
    found.server.stop()
    found.bus.cleanup()


SENDS: list[Callable[[Pair, Context, str], Any]] = [
    lambda pair, context, text: pair.api().give(context, text),
    lambda pair, context, text: pair.api(server="one").note(context, text),
    lambda pair, context, text: pair.api(fanout=True).note(context, text),
]


@pytest.mark.parametrize("send", SENDS, ids=["call", "cast", "fanout"])
def test_message_when_it_is_too_large_is_refused_before_it_is_written(
    pair: Pair, send: Callable[[Pair, Context, str], Any]
) -> None:
    for context, text in ((Context(), "x" * MOST), (Context({"who": "x" * MOST}), "x")):
        with pytest.raises(MessageTooLargeError, match="takes 20000; send less") as caught:
            send(pair, context, text)
        assert caught.value.size > caught.value.largest == MOST

    send(pair, Context(), "x")
    assert pair.codes == [Code.INVALID, Code.INVALID, Code.OK]


@pytest.mark.parametrize("count", [MOST, -MOST])
def test_answer_when_it_is_too_large_is_told_and_the_method_ran(pair: Pair, count: int) -> None:
    with pytest.raises(ResultRefusedError, match="the broker takes 20000"):
        pair.api().give(Context(), "x", count)
    assert pair.api().give(Context(), "x", 5) == "xxxxx"


def test_answer_when_it_is_too_large_is_told_to_stock_clients(pair: Pair) -> None:
    target = oslo_messaging.Target(topic=f"{pair.prefix}size", version="1.0")
    stock = oslo_messaging.get_rpc_client(pair.bus, target, timeout=10)

    with pytest.raises(oslo_messaging.RemoteError, match="the broker takes 20000"):
        stock.call({}, "give", text="x", count=MOST)


@pytest.mark.parametrize("text", ["x" * 500, '"' * 500, "\\" * 500, "\u00e9\n" * 100, ""])
def test_size_when_it_is_counted_is_that_of_the_bytes(text: str) -> None:
    message = common.serialize_msg({"text": text})
    written = len(json.dumps(message).encode())

    must_fit(message, written + 64)
    with pytest.raises(TooLargeError):
        must_fit(message, written - 1)


def test_largest_when_a_transport_has_no_option_is_what_every_broker_takes() -> None:
    assert largest_of(object()) == LARGEST == 2**24
    assert transport(MEMORY_URL).conf[OPTION] == LARGEST
