"""What a client makes of answers, forged ones too."""

from __future__ import annotations

import bz2
import time
from typing import Any

import pytest
from kombu import message
from kombu.connection import Connection

from rpc import (
    ApplicationError,
    Code,
    Context,
    OutcomeUnknownError,
    ResultRefusedError,
)
from tests.rpc.direct import compact
from tests.support.lab import NODE, Fleet
from tests.support.queues import unanswered
from vobjects.testing import minimal


def forged(fleet: Fleet, answer: Any, method: str = "run") -> Any:
    """A client whose messages are answered by a forger."""
    side = fleet.client("juno", "juno")
    side.client._carrier.send = lambda message, route: answer  # type: ignore[method-assign]
    return side, lambda: getattr(side.api, method)(Context(), *(["x"] if method == "run" else []))


OK = {"code": "ok", "receiver": "r"}
LOSS = {
    "path": "$.result.tags",
    "object": "Instance",
    "field": "tags",
    "source": "1.19",
    "target": "1.15",
    "found": "TagList",
    "why": "juno has no tags",
}
UNREADABLE: list[Any] = [
    {},
    {"code": "ok"},
    {"code": "sure", "receiver": "r"},
    {"code": [], "receiver": "r"},
    {"code": "ok", "receiver": 5},
    OK | {"detail": None},
    OK | {"facts": []},
    OK | {"facts": None},
    OK | {"losses": [5]},
    OK | {"losses": 5},
    OK | {"losses": [{"path": "$"}]},
    OK | {"losses": [LOSS | {"why": 5}]},
    OK | {"losses": [LOSS | {"mood": "good"}]},
    5,
    None,
    "text",
    {"code": "invalid", "receiver": "r"},
    {"code": "unknown", "receiver": "r"},
    {"code": "backport-refused", "receiver": "r"},
]  # fmt: skip


@pytest.mark.parametrize("answer", UNREADABLE)
def test_reply_when_it_is_forged_leaves_the_outcome_unknown(fleet: Fleet, answer: Any) -> None:
    side, send = forged(fleet, {"pinrail_reply": answer})

    with pytest.raises(OutcomeUnknownError) as caught:
        send()

    assert caught.value.why.startswith("the answer cannot be read")
    assert side.event.code is Code.UNKNOWN


@pytest.mark.parametrize(
    "result",
    [None, 5, [], {"pinrail": "~"}, compact({}), compact({"result": 5}), compact([]),
     {"result": 5}, {}],
)  # fmt: skip
def test_result_when_it_is_forged_is_refused_as_one_that_ran(fleet: Fleet, result: Any) -> None:
    side, send = forged(fleet, {"pinrail_reply": OK | {"result": result}}, "nodes")

    with pytest.raises(ResultRefusedError) as caught:
        send()

    assert (caught.value.call, caught.value.receiver) == ("LabAPI.nodes", "lab.juno r")
    assert caught.value.sender == "tester-juno (juno)"
    assert side.event.code is Code.RESULT_REFUSED


def test_result_when_it_is_newer_than_the_caller_names_the_unknown_field(fleet: Fleet) -> None:
    node = ["ComputeNode", "1.11", {"id": 1, "host": "a"}, []]
    result = compact({"result": [node]})
    _, send = forged(fleet, {"pinrail_reply": OK | {"result": result}}, "nodes")

    with pytest.raises(ResultRefusedError) as caught:
        send()

    assert "$.result[0]" in caught.value.detail
    assert "ComputeNode 1.11 with $.result[0].host" in caught.value.detail


@pytest.mark.parametrize("raw", [5, {"nova_object.name": "X"}, [{"a": 1}], None])
def test_plain_answer_when_it_is_of_a_wrong_type_is_refused(fleet: Fleet, raw: Any) -> None:
    _, send = forged(fleet, raw, "nodes")

    with pytest.raises(ResultRefusedError):
        send()


def test_details_when_they_have_odd_names_arrive(fleet: Fleet) -> None:
    facts = {"self": 1, "name": 2, "message": 3, "a b": 4}
    _, send = forged(
        fleet,
        {"pinrail_reply": {"code": "failed", "receiver": "r", "name": "os.system", "facts": facts}},
    )

    with pytest.raises(ApplicationError) as caught:
        send()

    assert (type(caught.value), caught.value.name) == (ApplicationError, "os.system")
    assert caught.value.details == facts


def test_reply_when_a_newer_peer_says_more_is_read(fleet: Fleet) -> None:
    answer = OK | {"result": compact({"result": "done"}), "mood": "good"}
    _, send = forged(fleet, {"pinrail_reply": answer})

    assert send() == "done"


@pytest.mark.parametrize("answer", [5, None, OK | {"result": compact({"result": None})}])
def test_result_when_none_is_declared_is_none(fleet: Fleet, answer: Any) -> None:
    fleet.labs["juno"].found = answer
    assert fleet.client("kilo", "juno").api.wait(Context()) is None

    raw = {"pinrail_reply": answer} if isinstance(answer, dict) else answer
    _, send = forged(fleet, raw, "wait")
    assert send() is None


def test_losses_when_the_result_had_some_are_told_to_the_observer(fleet: Fleet) -> None:
    answer = OK | {"result": compact({"result": "done"}), "losses": [LOSS]}
    side, send = forged(fleet, {"pinrail_reply": answer})

    send()

    assert [entry.as_dict() for entry in side.event.losses] == [LOSS]


def test_result_when_the_caller_cannot_hold_it_was_executed(fleet: Fleet) -> None:
    lab = fleet.labs["kilo"]
    pool = minimal(lab.view, "PciDevicePool", product_id="1", vendor_id="2", tags={}, count=1)
    pools = lab.view["PciDevicePoolList"](objects=[pool])
    node = {**NODE, "pci_device_pools": pools}
    lab.found = (minimal(lab.view, "ComputeNode", **node),)
    side = fleet.client("icehouse", "kilo")

    with pytest.raises(ResultRefusedError) as caught:
        side.api.nodes(Context())

    assert (side.event.code, caught.value.code) == (Code.RESULT_REFUSED, Code.RESULT_REFUSED)
    assert "$.result[0].pci_device_pools" in caught.value.detail
    assert caught.value.receiver == "lab.kilo tester-kilo (kilo)"
    assert len(lab.noted) == 1


def test_capabilities_when_nobody_answers_end_in_time(fleet: Fleet) -> None:
    side = fleet.client("kilo", timeout=0.3)
    unanswered(fleet.transport, f"{fleet.prefix}lab.nobody")
    start = time.monotonic()

    with pytest.raises(OutcomeUnknownError):
        side.client.capabilities(server="nobody")

    assert time.monotonic() - start < 1.3


@pytest.mark.parametrize("answer", [5, {"pinrail_reply": {}}, None])
def test_capabilities_when_the_answer_is_none_are_unknown(fleet: Fleet, answer: Any) -> None:
    side, _ = forged(fleet, answer)

    with pytest.raises(OutcomeUnknownError, match="cannot be read"):
        side.client.capabilities()


def test_call_when_nobody_answers_is_told_with_its_deadline(fleet: Fleet) -> None:
    side = fleet.client("kilo")
    unanswered(fleet.transport, f"{fleet.prefix}lab.nobody")

    with pytest.raises(OutcomeUnknownError) as caught:
        side.client.prepare(server="nobody", timeout=0.4).nodes(Context())

    error = caught.value
    assert (error.call, error.receiver, error.deadline) == ("LabAPI.nodes", "lab.nobody", 0.4)
    assert side.event.code is Code.UNKNOWN
    assert 0.4 <= side.event.seconds < 1.4


def test_answer_when_it_is_packed_is_dropped_as_it_is(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[object] = []
    monkeypatch.setattr(message, "decompress", lambda *seen: unpacked.append(seen))
    side = fleet.client("juno", "juno")
    assert side.api.nodes(Context()) == ()
    queue = side.client._peer.transport._driver._reply_q
    with Connection("memory://localhost") as connection:
        given = {"content_type": "application/json", "content_encoding": "utf-8"}
        connection.Producer().publish(
            bz2.compress(b"0" * 1000),
            routing_key=queue,
            headers={"compression": "application/x-bz2"},
            **given,
        )

    assert side.api.nodes(Context()) == ()
    assert unpacked == []
