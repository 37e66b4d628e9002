"""What a client refuses before it sends anything."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from rpc import (
    Client,
    Code,
    Context,
    Pin,
    Pins,
)
from rpc._broker.route import Route
from rpc._client.call import Exchange
from rpc.errors import AbsentMethodError
from tests.support.lab import (
    GUEST,
    Fleet,
    LabAPI,
    OtherAPI,
    peer,
    pin,
    views,
)
from vobjects import DeclarationError, FieldValueError
from vobjects.testing import minimal


def test_prepare_when_both_one_and_all_are_asked_is_refused(fleet: Fleet) -> None:
    with pytest.raises(DeclarationError) as caught:
        fleet.client("kilo").client.prepare(server="kilo", fanout=True)

    assert caught.value.found == "server='kilo' with fanout=True"


def test_call_when_sent_to_all_is_refused(fleet: Fleet) -> None:
    with pytest.raises(DeclarationError) as caught:
        fleet.client("kilo").client.prepare(fanout=True).nodes(Context())

    assert caught.value.where == "LabAPI.nodes"


def test_method_when_no_release_has_it_is_absent(fleet: Fleet) -> None:
    api = fleet.client("kilo", "kilo").api

    for name in ("undeclared", "secret", "HISTORY", "TOPIC"):
        with pytest.raises(AbsentMethodError) as caught:
            getattr(api, name)
        assert caught.value.when == f"no version of LabAPI has {'it'}"
    assert not hasattr(api, "_private")


def test_methods_when_copied_are_the_same(fleet: Fleet) -> None:
    api = fleet.client("kilo", "kilo").api

    assert copy.copy(api) == api


def test_arguments_when_they_are_wrong_are_not_sent(fleet: Fleet) -> None:
    side = fleet.client("kilo", "kilo")

    with pytest.raises(FieldValueError):
        side.api.resize(Context(), uuid="no uuid")

    assert (side.event.code, side.event.converted) == (Code.INVALID, 0)
    assert not fleet.labs["kilo"].noted


@pytest.mark.parametrize(
    "values",
    [{"a": object()}, {"a": (1,)}, {1: "a"}, {"a": {1: 2}}, {"a": float("nan")}, {"pinrail": 1},
     {"client_timeout": 5}, {"a": b"x"}],
)  # fmt: skip
def test_context_when_json_cannot_carry_it_is_refused(fleet: Fleet, values: Any) -> None:
    side = fleet.client("kilo", "kilo")

    with pytest.raises(FieldValueError, match=r"context.values\["):
        side.api.nodes(Context(values))

    assert side.event.code is Code.INVALID
    assert not fleet.labs["kilo"].noted


def test_context_when_passed_on_introduces_the_one_who_sends(fleet: Fleet) -> None:
    fleet.client("icehouse", "kilo").api.nodes(Context({"user": "me"}))
    received = fleet.labs["kilo"].noted[0].context

    fleet.client("kilo", "juno").api.nodes(received)

    passed = fleet.labs["juno"].noted[0].context
    assert passed.values == {"user": "me"}
    assert passed.sender is not None
    assert (passed.sender.release, passed.sender.reply) == ("kilo", "juno")


def test_interface_when_the_pinned_release_lacks_it_is_refused_before_sending(
    fleet: Fleet,
) -> None:
    client = Client(fleet.peer("kilo"), OtherAPI)

    with pytest.raises(DeclarationError) as caught:
        client.prepare().ping(Context())

    assert (caught.value.where, caught.value.found) == ("Pin of icehouse", "no OtherAPI")


def test_client_when_the_own_release_lacks_the_interface_is_refused(fleet: Fleet) -> None:
    with pytest.raises(DeclarationError, match="Pin of juno: found no OtherAPI"):
        Client(fleet.peer("juno"), OtherAPI)


def test_client_when_a_known_release_names_a_version_that_never_was_is_refused(
    memory: Any,
) -> None:
    never = pin("icehouse").interfaces["LabAPI"]._replace(major=0, minor=9)
    wrong = Pin("icehouse", {"LabAPI": never}, views("icehouse"))

    with pytest.raises(DeclarationError) as caught:
        Client(peer(memory, "kilo", known=Pins((wrong, pin("kilo")))), LabAPI)

    assert (caught.value.where, caught.value.found) == ("LabAPI", "version 0.9")


SENT: dict[str, dict[str, object]] = {
    "nodes": {},
    "pin_cpus": {"topology": minimal(views("kilo"), "InstanceNUMATopology")},
    "resize": {"uuid": GUEST, "flavor": minimal(views("kilo"), "Flavor"), "force": False},
}


@pytest.mark.parametrize(
    ("method", "release", "version"),
    [
        ("nodes", "icehouse", "1.0"),
        ("nodes", "kilo", "1.0"),
        ("pin_cpus", "juno", "1.1"),
        ("pin_cpus", "kilo", "1.1"),
        ("resize", "juno", "1.0"),
        ("resize", "kilo", "1.2"),
    ],
)
def test_message_when_written_names_the_oldest_version_that_has_the_method_so(
    method: str, release: str, version: str
) -> None:
    spec = LabAPI.LINEAGE.methods[LabAPI.LINEAGE.latest][method]
    route = Route("lab", 1)
    exchange = Exchange(peer(None, "kilo"), LabAPI.LINEAGE, spec, route, pin(release))

    assert exchange.message(Context(), SENT[method]).version == version
