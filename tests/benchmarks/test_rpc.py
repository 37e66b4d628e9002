"""Both sides of the calls carry the same data through the same broker."""

from __future__ import annotations

import io
import json
import threading

import pytest

from benchmarks.measure import Stopwatch
from benchmarks.rpc import bare, ours, race, side
from rpc import MEMORY_URL


def test_both_sides_carry_the_same_instance() -> None:
    found = ours.instance()

    theirs = bare._Serializer().serialize_entity(None, bare.instance())

    assert found.VIEW.from_primitive(theirs) == found
    assert len(found.numa_topology.cells) == len(found.pci_devices.objects) == 2


def test_the_other_side_has_nothing_of_ours_in_its_objects() -> None:
    found = bare.instance()

    assert not isinstance(found, type(ours.instance()).__mro__[-3])
    assert found.obj_to_primitive()["nova_object.version"] == found.VERSION


@pytest.mark.parametrize("name", ["ours", "bare"])
def test_a_client_answers_each_question_with_calls_and_seconds(name: str) -> None:
    server = side.SIDES[name].serve(MEMORY_URL)
    asked = [{"what": what, "threads": 2, "seconds": 0.01} for what in ("instance", "text")]
    told = io.StringIO()

    side.work(name, "call", MEMORY_URL, io.StringIO("\n".join(map(json.dumps, asked))), told)
    server.stop()

    ready, *found = [json.loads(line) for line in told.getvalue().splitlines()]
    assert ready == "ready"
    assert len(found) == 2
    assert all(calls > 0 and 0 < seconds < 30 for calls, seconds in found)


def test_a_server_runs_until_its_input_ends() -> None:
    told, asked = io.StringIO(), io.StringIO("")
    thread = threading.Thread(target=side.work, args=("ours", "serve", MEMORY_URL, asked, told))

    thread.start()
    thread.join(30)

    assert not thread.is_alive()
    assert json.loads(told.getvalue()) == "ready"


def test_each_thread_makes_one_call_at_least() -> None:
    made: list[int] = []

    calls, seconds = side.measured(lambda: made.append(1), 3, -1.0)

    assert len(made) == 3
    assert calls > 0
    assert seconds > 0


@pytest.mark.rabbit
@pytest.mark.slow
def test_the_race_is_run_on_a_real_broker() -> None:
    found, theirs = race.calls("text")(Stopwatch(1))

    assert found > 0
    assert theirs > 0
