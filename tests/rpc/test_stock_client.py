"""A plain oslo.messaging client, which knows nothing of Pinrail, calls our servers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import oslo_messaging
import pytest
from oslo_messaging import RemoteError

from rpc import ApplicationError
from tests.support.lab import GUEST, VERSIONS, Fleet, guest, views
from vobjects.testing import minimal


def stock(fleet: Fleet, server: str, **options: Any) -> Any:
    """A client as Nova makes it: a topic, a version, and nothing else."""
    target = oslo_messaging.Target(topic=f"{fleet.prefix}lab")
    client = oslo_messaging.get_rpc_client(fleet.transport, target, timeout=20)
    return client.prepare(server=server, **({"version": "1.0"} | options))


@pytest.mark.parametrize("receiver", VERSIONS)
def test_call_when_objects_are_primitives_is_answered_in_the_oldest_form(
    fleet: Fleet, receiver: str
) -> None:
    old = views("icehouse")
    primitive = old.to_primitive(guest(old, vm_state="active"))

    result = stock(fleet, receiver).call({"user": "me"}, "build", instance=primitive)

    assert result["nova_object.version"] == "1.13"
    assert result["nova_object.data"]["host"] == "lab"
    [noted] = fleet.labs[receiver].noted
    assert noted.context.values == {"user": "me"}
    assert noted.context.sender is None
    assert noted.arguments["instance"].VIEW is views(receiver)


def test_call_when_arguments_are_plain_is_answered_plainly(fleet: Fleet) -> None:
    fleet.labs["kilo"].acts["act"] = lambda: "done"

    assert stock(fleet, "kilo").call({}, "run", what="act") == "done"


def test_call_when_its_arguments_are_old_converts_them(fleet: Fleet) -> None:
    primitive = views("icehouse").to_primitive(guest(views("icehouse")))
    networks = [{"network_id": "blue"}]

    stock(fleet, "kilo").call({}, "build", instance=primitive, networks=networks)

    [noted] = fleet.labs["kilo"].noted
    assert noted.arguments["networks"].objects[0].network_id == "blue"


def test_call_when_no_version_is_named_is_one_of_the_first(fleet: Fleet) -> None:
    target = oslo_messaging.Target(topic=f"{fleet.prefix}lab", server="kilo")
    client = oslo_messaging.get_rpc_client(fleet.transport, target, timeout=20)
    flavor = minimal(views("kilo"), "Flavor", flavorid="1", name="s", memory_mb=1, vcpus=1)
    primitive = views("kilo").to_primitive(flavor)

    assert client.call({}, "resize", uuid=GUEST, flavor=primitive) is False


@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("fly", {}),
        ("_private", {}),
        ("undeclared", {}),
        ("nodes", {"version": "1.2"}),
        ("nodes", {"version": "2.0"}),
    ],
)
def test_call_when_it_is_not_served_meets_unsupported_version(
    fleet: Fleet, method: str, options: dict[str, str]
) -> None:
    with pytest.raises(RemoteError) as caught:
        stock(fleet, "juno", **options).call({}, method)

    assert caught.value.exc_type == "UnsupportedVersion"
    assert f"Attempted method: {method}" in str(caught.value.value)
    assert not fleet.labs["juno"].noted


def test_call_when_an_argument_does_not_fit_meets_the_reason(fleet: Fleet) -> None:
    with pytest.raises(RemoteError) as caught:
        stock(fleet, "juno").call({}, "resize", uuid="no uuid", flavor={})

    assert caught.value.exc_type == "RefusedError"
    assert "$.uuid: expected UUID, found str 'no uuid'" in str(caught.value.value)
    assert "not executed" in str(caught.value.value)


@pytest.mark.parametrize(
    ("error", "name", "text"),
    [
        (ApplicationError("Full", "no room", hosts=["a"]), "ApplicationError", "Full: no room"),
        (LookupError("gone"), None, "gone"),
    ],
)
def test_call_when_the_method_raises_meets_the_exception(
    fleet: Fleet, error: Exception, name: str | None, text: str
) -> None:
    def act() -> None:
        raise error

    fleet.labs["juno"].acts["act"] = act

    with pytest.raises((RemoteError, LookupError)) as caught:
        stock(fleet, "juno").call({}, "run", what="act")

    assert text in str(caught.value)
    assert getattr(caught.value, "exc_type", None) == name


def test_call_when_the_exception_is_no_json_is_answered_all_the_same(fleet: Fleet) -> None:
    def act() -> None:
        raise LookupError(object())

    fleet.labs["juno"].acts["act"] = act

    with pytest.raises(RemoteError) as caught:
        stock(fleet, "juno", timeout=5).call({}, "run", what="act")

    assert caught.value.exc_type == "ApplicationError"
    assert "LookupError: <object object at" in str(caught.value.value)


def test_call_when_the_result_is_of_a_wrong_type_meets_the_reason(fleet: Fleet) -> None:
    fleet.labs["juno"].acts["act"] = lambda: 5

    with pytest.raises(RemoteError) as caught:
        stock(fleet, "juno").call({}, "run", what="act")

    assert caught.value.exc_type == "FieldValueError"


def test_call_when_it_is_monitored_outlives_the_monitor(fleet: Fleet) -> None:
    fleet.labs["juno"].acts["act"] = lambda: time.sleep(3) or "done"  # type: ignore[func-returns-value]
    target = oslo_messaging.Target(topic=f"{fleet.prefix}lab", server="juno", version="1.0")
    client = oslo_messaging.get_rpc_client(
        fleet.transport, target, timeout=20, call_monitor_timeout=2
    )

    assert client.call({}, "run", what="act") == "done"


def test_cast_when_sent_to_all_reaches_every_release(fleet: Fleet) -> None:
    target = oslo_messaging.Target(topic=f"{fleet.prefix}lab", version="1.0", fanout=True)

    oslo_messaging.get_rpc_client(fleet.transport, target).cast({}, "refresh", number=3)

    wait_for(lambda: all(lab.noted for lab in fleet.labs.values()))


def wait_for(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not done() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert done()
