"""A call is one request and one reply, whatever the releases; threads do not disturb each other."""

from __future__ import annotations

import concurrent.futures
import random
from typing import Any

import pytest
from kombu.transport import memory as kombu_memory

from rpc import Context, Destination, Pins
from tests.support.lab import PAIRS, VERSIONS, Fleet, guest


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queues that messages were put into."""
    queues: list[str] = []
    put = kombu_memory.Channel._put

    def noted(channel: Any, queue: str, message: Any, **options: Any) -> None:
        queues.append(queue)
        put(channel, queue, message, **options)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(kombu_memory.Channel, "_put", noted)
    return queues


@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
def test_call_when_any_pair_meets_is_one_request_and_one_reply(
    fleet: Fleet, carried: list[str], sender: str, receiver: str
) -> None:
    side = fleet.client(sender, receiver)

    side.api.build(Context(), guest(side.view))

    request, reply = carried
    assert request == f"lab.{receiver}"
    assert reply.startswith("reply_")


def test_refusal_when_sent_is_one_request_and_one_reply(fleet: Fleet, carried: list[str]) -> None:
    side = fleet.client("kilo", "icehouse", pinned="kilo")

    with pytest.raises(Exception, match="refused"):
        side.api.build(Context(), guest(side.view), note="x")

    assert len(carried) == 2


def test_value_when_it_cannot_go_is_no_message(fleet: Fleet, carried: list[str]) -> None:
    side = fleet.client("kilo", "icehouse")
    topology = side.view["InstanceNUMATopology"](instance_uuid=guest(side.view).uuid, cells=[])

    with pytest.raises(Exception, match="cannot go to"):
        side.api.build(Context(), guest(side.view, numa_topology=topology))

    assert carried == []


def test_cast_when_sent_to_one_is_one_message(fleet: Fleet, carried: list[str]) -> None:
    fleet.client("kilo", "juno").api.refresh(Context(), number=1)

    assert carried == ["lab.juno"]


def test_calls_when_eight_threads_send_and_pins_flip_are_all_right(fleet: Fleet) -> None:
    side = fleet.client("kilo", "kilo")
    pins = side.peer.pins
    assert isinstance(pins, Pins)
    chance = random.Random(7)

    def work(thread: int) -> int:
        for number in range(50):
            pins.set(Destination("lab", "kilo"), chance.choice(list(VERSIONS)))
            sent = guest(side.view, memory_mb=thread * 1000 + number)
            found = side.api.build(Context({"thread": thread}), sent)
            assert (found.memory_mb, found.host, found.VIEW) == (
                sent.memory_mb,
                "lab",
                side.view,
            )
            assert sent.host is None
        return thread

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == list(range(8))

    noted = fleet.labs["kilo"].noted
    assert len(noted) == len(side.events) == 400
    asked = {n.context.sender.reply for n in noted if n.context.sender is not None}
    assert asked == set(VERSIONS)
    assert {n.arguments["instance"].memory_mb // 1000 for n in noted} == set(range(8))
    assert all(
        n.context.values["thread"] == n.arguments["instance"].memory_mb // 1000 for n in noted
    )
