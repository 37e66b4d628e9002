"""What a server tells of every message that it served."""

from __future__ import annotations

import logging
from typing import Any

import oslo_messaging
import pytest

from rpc import ApplicationError, Code, RefusedError, Served
from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc._wire.reply import Reply
from tests.rpc.direct import Incoming, compact, introduction
from tests.support.lab import NODE, Lab, LabAPI, peer, views
from tests.support.logs import logged_here
from vobjects import FieldValueError, VObjectError
from vobjects.testing import minimal


class Watched:
    """The server of a release, and what it told."""

    def __init__(self, release: str = "kilo", **options: Any) -> None:
        self.told: list[Served] = []
        self.lab = Lab(views(release))
        own = peer(None, release, **({"served": self.told.append} | options))
        endpoint = Endpoint.of(own, LabAPI.LINEAGE, self.lab)
        self.dispatcher = Dispatcher(own, Endpoints([endpoint]))

    def raw(self, method: Any, args: Any, sender: str | None, version: Any = "1.0") -> Any:
        known = {"pinrail": introduction(sender)} if sender else {}
        message = {"method": method, "version": version, "args": args}
        return self.dispatcher.dispatch(Incoming(message, known))

    def served(self, method: Any, args: Any, sender: str | None = "juno", **more: Any) -> Served:
        self.raw(method, args, sender, **more)
        return self.told[-1]


def raising(error: Exception) -> Any:
    def act() -> None:
        raise error

    return act


def test_event_when_a_message_was_served_has_all_its_facts() -> None:
    found = Watched().served("wait", {})

    assert (found.receiver, found.receiver_release, found.topic) == ("tester-kilo", "kilo", "lab")
    assert (found.sender, found.sender_release) == ("tester", "juno")
    assert (found.call, found.known, found.version) == ("LabAPI.wait", True, "1.0")
    assert (found.code, found.losses, found.detail) == (Code.OK, (), "")
    assert 0 <= found.seconds < 20
    assert str(found) == (
        "tester-kilo (kilo) served LabAPI.wait 1.0 of tester (juno): ok in "
        f"{found.seconds:.3f} s, lost nothing"
    )


def test_event_when_the_method_raised_says_what() -> None:
    watched = Watched()
    watched.lab.acts["act"] = raising(ApplicationError("Full", "no room"))

    found = watched.served("run", {"what": "act"})

    assert (found.code, found.detail) == (Code.FAILED, "Full: no room")
    assert str(found).endswith("lost nothing: Full: no room")


def test_event_when_the_method_could_not_send_on_says_so(caplog: pytest.LogCaptureFixture) -> None:
    watched = Watched()
    watched.lab.acts["act"] = raising(FieldValueError(path="$", expected="int", found="str"))

    found = watched.served("run", {"what": "act"})

    assert (found.code, found.detail[:15]) == (Code.FAILED, "FieldValueError")
    assert len(logged_here(caplog, "rpc.server.dispatcher")) == 1


@pytest.mark.parametrize(
    ("method", "args", "version", "code", "known"),
    [
        ("fly", {}, "1.0", Code.METHOD_REFUSED, False),
        (7, {}, "1.0", Code.METHOD_REFUSED, False),
        ("wait", {}, "1.9", Code.METHOD_REFUSED, True),
        ("wait", {}, 1.9, Code.METHOD_REFUSED, True),
        ("run", {}, "1.0", Code.ARGUMENT_REFUSED, True),
        ("build", compact({"instance": 5}), "1.0", Code.OBJECT_REFUSED, True),
    ],
)
def test_event_when_a_message_was_refused_says_why(
    method: Any, args: Any, version: Any, code: Code, known: bool
) -> None:
    found = Watched().served(method, args, version=version)

    assert (found.code, found.known) == (code, known)
    assert found.detail
    assert type(found.version) is str


def test_event_when_the_result_is_of_a_wrong_type_says_so() -> None:
    watched = Watched()
    cell = minimal(
        watched.lab.view, "InstanceNUMACell", id=0, cpuset={0}, memory=512, pagesize=2048
    )
    node = minimal(watched.lab.view, "ComputeNode", **NODE)
    watched.lab.found = (node, cell)

    found = watched.served("nodes", {})

    assert found.code is Code.FAILED
    assert "ComputeNode" in found.detail


def test_event_when_the_result_cannot_be_held_by_the_caller_says_so() -> None:
    watched = Watched()
    watched.lab.found = (minimal(watched.lab.view, "ComputeNode", **NODE, host="a"),)

    found = watched.served("nodes", {}, sender="icehouse")

    assert found.code is Code.RESULT_REFUSED


def test_event_when_a_client_without_pinrail_called_has_no_sender() -> None:
    found = Watched().served("wait", {}, sender=None)

    assert (found.sender, found.sender_release, found.code) == ("", "", Code.OK)
    assert "of a client without Pinrail: ok" in str(found)


@pytest.mark.parametrize(
    ("method", "args", "error", "code"),
    [
        ("fly", {}, oslo_messaging.UnsupportedVersion, Code.METHOD_REFUSED),
        ("run", {}, RefusedError, Code.ARGUMENT_REFUSED),
        ("run", {"what": "plain"}, KeyError, Code.FAILED),
        ("run", {"what": "odd"}, ApplicationError, Code.FAILED),
        ("nodes", {}, VObjectError, Code.RESULT_REFUSED),
    ],
)
def test_event_when_a_client_without_pinrail_gets_an_exception_has_its_code(
    method: str, args: Any, error: type[Exception], code: Code
) -> None:
    watched = Watched()
    watched.lab.acts["plain"] = raising(KeyError("a"))
    watched.lab.acts["odd"] = raising(KeyError(object()))
    watched.lab.found = 5

    with pytest.raises(error):
        watched.raw(method, args, None)

    assert [event.code for event in watched.told] == [code]


def test_observer_when_it_fails_does_not_change_the_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(event: Served) -> None:
        raise ValueError("observer")

    answer = Watched(served=fail).raw("wait", {}, "juno")

    assert Reply.from_dict(answer).code is Code.OK
    assert "the observer of tester-kilo (kilo) failed" in caplog.text


@pytest.mark.parametrize(
    ("method", "args", "level"),
    [
        ("wait", {}, logging.DEBUG),
        ("run", {"what": "act"}, logging.DEBUG),
        ("fly", {}, logging.WARNING),
    ],
)
def test_log_when_a_message_was_served_is_one_line_as_loud_as_it_is_wrong(
    method: str, args: Any, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    watched = Watched()
    watched.lab.acts["act"] = raising(ApplicationError("Full", "no room"))

    with caplog.at_level(logging.DEBUG, "rpc"):
        found = watched.served(method, args)

    [record] = caplog.records
    assert (record.levelno, record.getMessage()) == (level, str(found))


def test_event_when_nobody_looks_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpc._server.handling.Served", None)
    release = "kilo"
    endpoint = Endpoint.of(peer(None, release), LabAPI.LINEAGE, Lab(views(release)))
    dispatcher = Dispatcher(peer(None, release), Endpoints([endpoint]))
    message = {"method": "wait", "version": "1.0", "args": {}}

    logging.getLogger("rpc").setLevel(logging.INFO)
    try:
        answer = dispatcher.dispatch(Incoming(message, {"pinrail": introduction("juno")}))
    finally:
        logging.getLogger("rpc").setLevel(logging.NOTSET)

    assert Reply.from_dict(answer).code is Code.OK
