"""Defects of oslo.messaging that users of Pinrail do not meet; others have tests of their own.

Configuration and backend: test_transport. Signs of life that go on: test_silence. Acknowledged and
not run: test_intake. Exceptions that JSON cannot carry: test_dispatcher.
"""

from __future__ import annotations

from typing import Any

import pytest
from oslo_config import cfg

from rpc import ApplicationError, Client, Context, Destination, Interface, Server
from tests.support.lab import Fleet, Lab, LabAPI, known, peer, views
from vobjects import DeclarationError


def test_pin_when_it_names_no_release_is_an_error_before_anything_is_sent() -> None:
    with pytest.raises(DeclarationError, match="junoo"):
        known("kilo").set(Destination("lab"), "junoo")


def test_server_when_given_what_it_serves_does_not_add_to_it(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: dict[type[Interface], object] = {LabAPI: Lab(views("juno"))}
    before = dict(served), set(cfg.CONF)

    Server(peer(memory, "juno", prefix="unchanged-"), served, "host")

    assert (served, set(cfg.CONF)) == before


@pytest.mark.parametrize("result", [object(), {1, 2}, b"bytes", 1j])
def test_call_when_its_result_is_of_no_type_that_travels_ends_with_an_error_at_once(
    fleet: Fleet, result: Any
) -> None:
    fleet.labs["juno"].acts["odd"] = lambda: result
    side = fleet.client("juno", "juno", timeout=60.0)

    with pytest.raises(ApplicationError, match="FieldValueError"):
        Client(side.peer, LabAPI).prepare(server="juno").run(Context(), what="odd")

    assert side.event.code == "failed"
