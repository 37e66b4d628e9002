"""What a server does with a message that it accepts, and how it answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import oslo_messaging
import pytest

from rpc import ApplicationError, Code
from rpc._broker.heartbeat import alive
from rpc._wire.reply import Reply
from tests.rpc.direct import Direct, Incoming, compact, introduction
from tests.support.lab import GUEST, NODE, VERSIONS, guest, views
from tests.support.logs import logged
from vobjects import BackportRefusedError
from vobjects.testing import minimal


def raising(error: BaseException) -> Callable[[], Any]:
    def act() -> Any:
        raise error

    return act


def ran(act: Callable[[], Any], sender: Any = "juno") -> Reply:
    direct = Direct("juno")
    direct.lab.acts["act"] = act
    return direct.send("run", "1.0", compact({"what": "act"}), sender)


def test_result_when_it_is_text_travels_in_the_form_of_the_message() -> None:
    assert ran(lambda: "done").result == compact({"result": "done"})
    assert ran(lambda: None).result == compact({"result": None})


def test_result_when_the_message_is_primitive_is_primitive() -> None:
    direct = Direct("juno")
    direct.lab.acts["act"] = lambda: "done"

    assert direct.send("run", "1.0", {"what": "act"}).result == {"result": "done"}


def test_result_when_nothing_is_declared_is_dropped() -> None:
    assert Direct("juno").send("refresh", "1.0", compact({"number": 1})).result == compact(
        {"result": None}
    )


@pytest.mark.parametrize(
    ("error", "name", "detail"),
    [
        (ValueError("bad"), "ValueError", "bad"),
        (KeyError("k"), "KeyError", "'k'"),
        (RecursionError(), "RecursionError", ""),
        (ApplicationError("Full", "no room"), "Full", "no room"),
    ],
)
def test_error_when_a_method_raises_travels_by_name(
    error: Exception, name: str, detail: str
) -> None:
    reply = ran(raising(error))

    assert (reply.code, reply.name, reply.detail) == (Code.FAILED, name, detail)


@pytest.mark.parametrize(
    ("error", "name"),
    [(LookupError("gone"), "LookupError"), (ApplicationError("Full", "x"), "Full")],
)
def test_error_when_it_is_expected_travels_by_its_own_name_and_is_not_logged(
    error: Exception, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    expected = oslo_messaging.expected_exceptions(LookupError, ApplicationError)

    with caplog.at_level(logging.INFO, "rpc"):
        reply = ran(expected(raising(error)))

    assert (reply.code, reply.name) == (Code.FAILED, name)
    assert not logged(caplog, "rpc.server.dispatcher")


def test_details_when_json_cannot_carry_them_travel_as_text() -> None:
    error = ApplicationError("Full", "no room", name="a", count=1, hosts=["b"], ids={3}, at=b"x")

    assert ran(raising(error)).facts == {
        "name": "a",
        "count": 1,
        "hosts": ["b"],
        "ids": "set {3}",
        "at": "bytes b'x'",
    }


@pytest.mark.parametrize("result", [5, b"x", object(), ["a"]])
def test_result_when_it_is_of_a_wrong_type_is_an_error_of_the_service(result: Any) -> None:
    reply = ran(lambda: result)

    assert (reply.code, reply.name) == (Code.FAILED, "FieldValueError")
    assert reply.detail.startswith("$.result: expected str, found ")


def test_result_when_it_is_larger_than_a_message_is_an_error_of_the_service() -> None:
    reply = ran(lambda: "x" * (2**24))

    assert (reply.code, reply.name) == (Code.FAILED, "FieldValueError")
    assert "at most 16777216 bytes" in reply.detail


def test_result_when_the_caller_cannot_hold_it_is_refused() -> None:
    direct = Direct("kilo")
    cell = minimal(direct.lab.view, "InstanceNUMACell", id=0, cpuset={0}, memory=1, pagesize=4)
    topology = direct.lab.view["InstanceNUMATopology"](instance_uuid=GUEST, cells=[cell])
    direct.lab.build = lambda context, **values: guest(  # type: ignore[method-assign]
        direct.lab.view, numa_topology=topology
    )

    reply = direct.send("build", "1.0", compact({"instance": ["Instance", "1.13", {}, []]}))

    assert reply.code is Code.RESULT_REFUSED
    assert reply.detail.startswith("$.result.numa_topology.cells[0].pagesize")


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        (introduction("icehouse"), "1.13"),
        (introduction("juno"), "1.15"),
        (introduction("kilo"), "1.19"),
        (introduction("kilo", "juno"), "1.15"),
        (introduction("mitaka", "kilo"), "1.19"),
        (introduction("mitaka", "liberty"), "1.13"),
        (introduction("", ""), "1.13"),
    ],
)
def test_result_when_a_release_is_named_has_its_form_and_else_the_oldest(
    sender: dict[str, str], expected: str
) -> None:
    args = {"instance": views("icehouse").to_primitive(guest(views("icehouse")))}

    reply = Direct("kilo").send("build", "1.0", args, sender)

    assert reply.result["result"]["nova_object.version"] == expected


def test_result_when_a_stock_client_asks_is_the_oldest_primitive() -> None:
    args = {"instance": views("icehouse").to_primitive(guest(views("icehouse")))}
    message = {"method": "build", "version": "1.0", "args": args}

    found = Direct("kilo").raw(message, None)

    assert found["nova_object.version"] == "1.13"
    assert found["nova_object.data"]["host"] == "lab"


def test_stock_client_when_the_method_raises_meets_the_exception_itself() -> None:
    direct = Direct("juno")
    direct.lab.acts["act"] = raising(ValueError("bad"))

    with pytest.raises(ValueError, match="bad"):
        direct.raw({"method": "run", "args": {"what": "act"}}, None)


def test_stock_client_when_its_release_cannot_hold_the_result_meets_the_reason() -> None:
    direct = Direct("kilo")
    pool = minimal(
        direct.lab.view, "PciDevicePool", product_id="1", vendor_id="2", tags={}, count=1
    )
    pools = direct.lab.view["PciDevicePoolList"](objects=[pool])
    node = minimal(direct.lab.view, "ComputeNode", **NODE, pci_device_pools=pools)
    direct.lab.found = (node,)

    with pytest.raises(BackportRefusedError):
        direct.raw({"method": "nodes", "args": {}}, None)


@pytest.mark.parametrize("receiver", VERSIONS)
@pytest.mark.parametrize("sender", VERSIONS)
def test_older_message_when_it_comes_is_read_whatever_it_names(sender: str, receiver: str) -> None:
    args = {"instance": views("icehouse").to_primitive(guest(views("icehouse")))}

    direct = Direct(receiver)

    assert direct.send("build", "1.0", args, sender).code is Code.OK
    assert direct.lab.noted[0].arguments["instance"].VIEW is views(receiver)


def test_context_when_it_arrives_has_values_and_sender() -> None:
    direct = Direct("juno")
    message = {"method": "refresh", "args": {"number": 1}}

    direct.raw(message, "icehouse", user="me", roles=["a"], client_timeout=None)

    [noted] = direct.lab.noted
    assert noted.context.values == {"user": "me", "roles": ["a"]}
    assert noted.context.sender is not None
    assert (noted.context.sender.name, noted.context.sender.release) == ("tester", "icehouse")


def test_capabilities_when_a_stock_client_asks_are_told_too() -> None:
    found = Direct("juno").raw({"method": "pinrail_capabilities"}, None)

    assert Reply.from_dict(found).facts["interfaces"] == {"LabAPI": "1.1"}


def test_log_when_a_method_raises_has_the_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "rpc"):
        ran(raising(ValueError("bad")))

    [record] = caplog.records
    assert record.getMessage() == "tester-juno (juno): run raised"
    assert record.exc_info is not None


def test_log_when_an_object_lost_something_on_the_way_up_names_it(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct = Direct("juno")
    load = direct.lab.view.load_value

    def lossy(type_: Any, raw: Any, form: str, path: Any, report: Any, sender: Any) -> Any:
        report.add(
            path="$.what", object="X", field="f", source="1.0", target="1.1", found="1", why="gone"
        )
        return load(type_, raw, form, path, report, sender)

    direct.lab.acts["act"] = lambda: "done"
    monkeypatch.setattr(direct.lab.view, "load_value", lossy)
    monkeypatch.setattr(direct.lab.view, "read_values", lambda *_: None)

    with caplog.at_level(logging.INFO, "rpc"):
        direct.send("run", "1.0", compact({"what": "act"}))

    [record] = caplog.records
    assert record.levelno == logging.INFO
    assert "served LabAPI.run 1.0 of tester (juno): ok in" in record.getMessage()
    assert record.getMessage().endswith("lost $.what")


def test_monitor_when_a_client_asks_hears_from_a_long_call() -> None:
    incoming = Incoming({}, {}, client_timeout=2)

    with alive(incoming):
        time.sleep(1.2)
    beats = incoming.beats
    time.sleep(1.2)

    assert beats == incoming.beats == 1


@pytest.mark.parametrize("timeout", [None, 0, 1, "5", -3, True])
def test_monitor_when_nobody_asks_for_one_stays_quiet(timeout: Any) -> None:
    incoming = Incoming({}, {}, client_timeout=timeout)

    with alive(incoming):
        time.sleep(0.01)

    assert incoming.beats == 0


def test_monitor_when_the_client_is_gone_ends_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Gone(Incoming):
        def heartbeat(self) -> None:
            raise OSError("gone")

    with caplog.at_level(logging.WARNING, "rpc"), alive(Gone({}, {}, client_timeout=2)):
        time.sleep(1.2)

    assert logged(caplog, "rpc.broker.heartbeat") == ["no sign of life could be sent"]


def test_monitor_when_a_message_is_refused_never_starts() -> None:
    direct = Direct("juno")
    incoming = Incoming({"method": "fly"}, {"pinrail": introduction("juno")}, client_timeout=2)

    direct.dispatcher.dispatch(incoming)
    time.sleep(1.2)

    assert incoming.beats == 0
