"""What a peer says of itself: short text that can be shown, or a refusal on one line."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from rpc import Code, Context, Introduction, RefusedError, Served
from rpc._declare.peer_text import DEEPEST, LONGEST, MOST
from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc._wire.reply import KEY, Reply
from rpc.observe.metrics import OTHER, Metrics
from tests.rpc.direct import Incoming, introduction
from tests.support.lab import Lab, LabAPI, peer, views
from tests.support.logs import logged_here
from vobjects import DecodeError, FieldValueError, LossEntry
from vobjects._repr import one_line

BAD = ["a\nb", "\x1b[31m", "\ud800", "x" * (LONGEST + 1), "\x00", "a\u2028b"]
REPLY: dict[str, Any] = {"code": "ok", "receiver": "hut (kilo)"}


class Watched:
    """The server of kilo, and what it told."""

    def __init__(self) -> None:
        self.told: list[Served] = []
        own = peer(None, "kilo", served=self.told.append)
        endpoint = Endpoint.of(own, LabAPI.LINEAGE, Lab(views("kilo")))
        self.dispatcher = Dispatcher(own, Endpoints([endpoint]))

    def send(self, method: Any = "wait", version: Any = "1.0", **said: Any) -> Any:
        context = {"pinrail": {**introduction("kilo"), **said}}
        message = {"method": method, "version": version, "args": {}}
        return self.dispatcher.dispatch(Incoming(message, context))


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("key", ["name", "release", "reply"])
def test_message_when_its_sender_has_no_printable_name_is_refused(
    caplog: pytest.LogCaptureFixture, key: str, text: str
) -> None:
    watched = Watched()
    with pytest.raises(RefusedError) as caught:
        watched.send(**{key: text})
    lines = logged_here(caplog, "rpc.server.handling")
    assert len(lines) == 1
    assert f"texts of at most {LONGEST} characters that can be printed" in str(caught.value)
    assert (watched.told[0].code, watched.told[0].sender) == (Code.ARGUMENT_REFUSED, "")
    for line in [*lines, str(caught.value)]:
        assert line.isprintable()
        assert len(line) < 2000


@pytest.mark.parametrize("text", BAD)
def test_message_when_its_method_or_version_is_made_up_is_told_on_one_line(text: str) -> None:
    watched = Watched()
    watched.send(method=text)
    watched.send(version=text)
    assert [event.code for event in watched.told] == [Code.METHOD_REFUSED, Code.METHOD_REFUSED]
    for event in watched.told:
        assert str(event).isprintable()
        assert len(str(event)) < 2000


def test_message_when_its_sender_is_well_known_is_served() -> None:
    watched = Watched()
    watched.send(name="küche@host-1")
    assert (watched.told[0].code, watched.told[0].sender) == (Code.OK, "küche@host-1")


def test_trace_when_it_is_long_or_odd_is_cut() -> None:
    trace = {"good": "00-1", "a\nb": "x", "long": "x" * 256, "number": 7}
    more = {f"k{number}": "x" for number in range(MOST)}
    said = {"name": "a", "release": "b", "reply": "b", "trace": {**trace, **more}}
    found = Introduction.read(said)
    assert found is not None
    assert found.trace["good"] == "00-1"
    assert len(found.trace) == MOST
    assert not {"a\nb", "long", "number"} & found.trace.keys()


def test_context_when_its_sender_cannot_be_shown_is_an_error_without_the_text() -> None:
    with pytest.raises(FieldValueError, match=r"context\.pinrail") as caught:
        Context.from_dict({"pinrail": {"name": "a\n" * 5000, "release": "r", "reply": "r"}})
    assert len(str(caught.value)) < 400


def test_metrics_when_releases_are_made_up_count_them_as_other() -> None:
    registry, watched = CollectorRegistry(), Watched()
    metrics = Metrics(registry)
    for number in range(3):
        watched.send(release=f"made-up-{number}")
    watched.send()
    for event in watched.told:
        metrics.served(event)
    page = generate_latest(registry).decode()
    assert f'sender_release="{OTHER}"' in page
    assert 'sender_release="kilo"' in page
    assert "made-up" not in page


@pytest.mark.parametrize("text", BAD)
def test_reply_when_its_texts_cannot_be_shown_has_them_escaped_and_cut(text: str) -> None:
    said = {**REPLY, "code": "method-refused", "receiver": text, "name": text, "detail": text}
    found = Reply.from_dict({KEY: said})
    for shown in (found.receiver, found.name, found.detail):
        assert shown.isprintable()
    assert len(found.receiver) <= LONGEST


def test_reply_when_an_error_has_lines_keeps_them_and_can_be_written() -> None:
    found = Reply.from_dict({KEY: {**REPLY, "code": "failed", "detail": "one\ntwo \ud800"}})
    assert found.detail == "one\ntwo \\ud800"
    assert found.detail.encode()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"release": "kilo", "interfaces": {"LabAPI": "1.0"}}, True),
        ({"release": "kilo\n", "interfaces": {}}, False),
        ({"release": 7}, False),
        ({"interfaces": {}}, False),
        ({}, False),
    ],
)
def test_reply_when_it_says_what_is_supported_is_believed_in_short_texts(
    said: Any, kept: bool
) -> None:
    assert Reply.from_dict({KEY: {**REPLY, "supports": said}}).supports == (said if kept else {})


def test_reply_when_what_is_supported_is_deep_keeps_no_more_than_texts() -> None:
    deep: Any = "z"
    for _ in range(700):
        deep = {"a": deep}
    said = {"release": "kilo", "interfaces": {"LabAPI": "1.0", "Other": deep}, "more": deep}
    found = Reply.from_dict({KEY: {**REPLY, "supports": said}})
    assert found.supports == {"release": "kilo", "interfaces": {"LabAPI": "1.0"}}


@pytest.mark.parametrize("wrap", [lambda x: {"a": x}, lambda x: [x]])
def test_reply_when_its_facts_are_deep_is_none(wrap: Any) -> None:
    deep: Any = {}
    for _ in range(DEEPEST - 2):
        deep = wrap(deep)
    assert Reply.from_dict({KEY: {**REPLY, "facts": {"deep": deep}}}).facts
    for _ in range(700):
        deep = wrap(deep)
    with pytest.raises(DecodeError, match="a reply") as caught:
        Reply.from_dict({KEY: {**REPLY, "facts": {"deep": deep}}})
    assert len(str(caught.value)) < 400


def test_losses_of_a_reply_when_they_are_many_or_odd_are_cut() -> None:
    loss = {field.name: "a\n" * 5000 for field in dataclasses.fields(LossEntry)}
    found = Reply.from_dict({KEY: {**REPLY, "losses": [loss] * 10_001}})
    assert len(found.losses) == 10_000
    for text in found.losses[0].as_dict().values():
        assert text.isprintable()
        assert len(text) <= 8 * LONGEST


def test_line_when_text_is_plain_is_the_text() -> None:
    assert one_line("plain ä", 20) == "plain ä"
    assert one_line("a\tb\x1b", 20) == r"a\tb\x1b"
    assert one_line("x" * 30, 20) == "x" * 17 + "..."
