"""What a server does not understand is refused, and never executed."""

from __future__ import annotations

import logging
from typing import Any

import oslo_messaging
import pytest

from rpc import Code, RefusedError
from rpc._wire.reply import Reply
from tests.rpc.direct import Direct, compact, introduction
from tests.support.lab import GUEST, VERSIONS, guest, views
from tests.support.logs import logged_here
from vobjects.testing import minimal

FLAVOR = ["Flavor", "1.1", {"flavorid": "1", "name": "s", "memory_mb": 512, "vcpus": 1}, []]
GOOD = {"uuid": GUEST, "flavor": FLAVOR}


def test_message_when_it_fits_is_executed() -> None:
    direct = Direct("kilo")

    assert direct.send("resize", "1.0", compact(GOOD)).code is Code.OK
    assert direct.send("resize", "1.2", compact(GOOD | {"force": True})).code is Code.OK
    assert [noted.arguments["force"] for noted in direct.lab.noted] == [False, True]


METHOD: list[Any] = [
    ("fly", "1.0", "LabAPI 1.1 has no method str 'fly'"),
    ("_private", "1.0", "LabAPI 1.1 has no method str '_private'"),
    ("undeclared", "1.0", "LabAPI 1.1 has no method str 'undeclared'"),
    ("secret", "1.0", "LabAPI 1.1 has no method str 'secret'"),
    ("__init__", "1.0", "LabAPI 1.1 has no method str '__init__'"),
    (None, "1.0", "LabAPI 1.1 has no method None"),
    (["resize"], "1.0", "LabAPI 1.1 has no method list ['resize']"),
    ("resize", "1.2", "LabAPI.resize 1.2 was sent, 1.1 is served"),
    ("resize", "2.0", "LabAPI.resize 2.0 was sent, 1.1 is served"),
    ("resize", "0.9", "LabAPI.resize 0.9 was sent, 1.1 is served"),
    ("resize", "one", "version: found str 'one', expected two numbers"),
    ("resize", None, "version: found str 'None', expected two numbers"),
    ("resize", "", "version: found str '', expected two numbers"),
    ("resize", ["1.0"], "version: found str \"['1.0']\", expected two numbers"),
    ("resize", {"a": 1}, "version: found str \"{'a': 1}\", expected two numbers"),
]


@pytest.mark.parametrize(("method", "version", "detail"), METHOD)
def test_method_when_it_is_not_served_is_refused(method: Any, version: Any, detail: str) -> None:
    direct = Direct("juno")

    reply = direct.send(method, version, compact(GOOD))

    assert (reply.code, reply.receiver) == (Code.METHOD_REFUSED, "tester-juno (juno)")
    assert reply.detail.startswith(detail)
    assert reply.supports == {"release": "juno", "interfaces": {"LabAPI": "1.1"}}
    assert not direct.lab.noted


def test_version_when_it_is_left_out_is_the_first() -> None:
    direct = Direct("juno")

    found = direct.raw({"method": "resize", "args": compact(GOOD)})

    assert Reply.from_dict(found).code is Code.OK


ARGUMENTS: list[Any] = [
    ({"uuid": GUEST}, "LabAPI.resize 1.1 takes (uuid, flavor), found (uuid)"),
    (GOOD | {"force": True}, "LabAPI.resize 1.1 takes (uuid, flavor), found (uuid, flavor, force)"),
    ({}, "LabAPI.resize 1.1 takes (uuid, flavor), found ()"),
    (GOOD | {"uuid": 5}, "$.uuid: expected UUID, found int 5"),
    (GOOD | {"uuid": "x"}, "$.uuid: expected UUID, found str 'x'"),
]


@pytest.mark.parametrize(("values", "detail"), ARGUMENTS)
def test_arguments_when_they_do_not_fit_are_refused(values: Any, detail: str) -> None:
    direct = Direct("juno")

    reply = direct.send("resize", "1.1", compact(values))

    assert (reply.code, reply.detail) == (Code.ARGUMENT_REFUSED, detail)
    assert not direct.lab.noted


def test_old_argument_when_it_cannot_be_converted_is_refused() -> None:
    direct = Direct("kilo")
    instance = views("icehouse").to_primitive(guest(views("icehouse")))

    args = {"instance": instance, "networks": [{"nonsense": "x"}]}
    reply = direct.send("build", "1.0", args)

    assert reply.code is Code.ARGUMENT_REFUSED
    assert reply.detail.startswith("$.networks: expected a value that becomes NetworkRequestList")
    assert not direct.lab.noted


OBJECTS: list[Any] = [
    (["Flavor", "1.2", FLAVOR[2], []], "$.flavor: expected Flavor 1.1 or older (juno)"),
    (["Flavor", "1.1", {"flavorid": 1}, []], "$.flavor.flavorid: expected str, found int 1"),
    (["Flavor", "1.1", {"colour": "red"}, []], "$.flavor: expected the fields of Flavor 1.1"),
    (["Nothing", "1.0", {}, []], "$.flavor: expected Flavor, found 'Nothing' '1.0'"),
    (["os.system", "1.0", {}, []], "$.flavor: expected Flavor, found 'os.system' '1.0'"),
    (["Instance", "1.0", {}, []], "$.flavor: expected Flavor, found 'Instance' '1.0'"),
    ("text", "$.flavor: expected [name, version, data, changes], found str"),
]


@pytest.mark.parametrize(("flavor", "detail"), OBJECTS)
def test_object_when_it_cannot_be_read_is_refused(flavor: Any, detail: str) -> None:
    direct = Direct("juno")

    reply = direct.send("resize", "1.1", compact(GOOD | {"flavor": flavor}))

    assert reply.code is Code.OBJECT_REFUSED
    assert reply.detail.startswith(detail)
    assert not direct.lab.noted


BODIES: list[Any] = [
    ({"pinrail": "~~~"}, "$: expected base64"),
    ({"pinrail": "\u00e9"}, "$: expected base64"),
    ({"pinrail": "AAAA"}, "$: expected one MessagePack value"),
    ({"pinrail": ""}, "$: expected one MessagePack value"),
    (compact(GOOD, project="cinder"), "$: expected [1, 'nova', object]"),
    (compact(GOOD, wire=2), "$: expected [1, 'nova', object]"),
    (compact([1, 2]), "$: expected values by name, found list [1, 2]"),
    (compact({b"uuid": 1}), "$: expected values by name"),
    (None, "$: expected values by name, found None"),
    ([1], "$: expected values by name, found list [1]"),
]


@pytest.mark.parametrize(("args", "detail"), BODIES)
def test_body_when_it_is_damaged_is_refused(args: Any, detail: str) -> None:
    direct = Direct("juno")

    reply = direct.send("resize", "1.1", args)

    assert reply.code is Code.OBJECT_REFUSED
    assert reply.detail.startswith(detail)
    assert not direct.lab.noted


def test_message_when_it_is_too_new_names_the_unknown_fields() -> None:
    direct = Direct("juno")
    cell = ["InstanceNUMACell", "1.2", {"id": 0, "cpuset": [0], "memory": 1, "pagesize": 4}, []]
    topology = ["InstanceNUMATopology", "1.1", {"instance_uuid": GUEST, "cells": [cell]}, []]

    newer = direct.send("pin_cpus", "1.2", compact({"topology": topology}))
    older = direct.send("pin_cpus", "1.1", compact({"topology": topology}))

    assert newer.code is Code.METHOD_REFUSED
    assert newer.detail.endswith(", with the unknown $.topology.cells[0].pagesize")
    assert older.code is Code.OBJECT_REFUSED
    assert "InstanceNUMATopology 1.1 with $.topology.cells[0].pagesize" in older.detail
    assert not direct.lab.noted


@pytest.mark.parametrize("args", [{"pinrail": "~"}, compact(GOOD)])
def test_message_when_it_is_too_new_and_names_nothing_unknown_is_refused(args: Any) -> None:
    reply = Direct("juno").send("resize", "1.2", args)

    assert reply.detail == "LabAPI.resize 1.2 was sent, 1.1 is served"


def test_primitive_when_it_is_too_new_names_the_unknown_fields() -> None:
    numa = minimal(views("kilo"), "InstanceNUMACell", id=0, cpuset={0}, memory=1, pagesize=4)
    topology = views("kilo")["InstanceNUMATopology"](instance_uuid=GUEST, cells=[numa])
    primitive = views("kilo").to_primitive(topology)

    reply = Direct("juno").send("pin_cpus", "1.1", {"topology": primitive})

    assert reply.code is Code.OBJECT_REFUSED
    assert "$.topology.cells[0].pagesize" in reply.detail


FORGED: list[Any] = [
    introduction("juno", reply="nova.db.api"),
    introduction("mitaka"),
    introduction("", reply=""),
    {**introduction("juno"), "extra": {"__class__": "x"}},
]


@pytest.mark.parametrize("sender", FORGED)
def test_introduction_when_it_names_an_unknown_release_gets_a_reply(sender: Any) -> None:
    assert Direct("kilo").send("resize", "1.0", compact(GOOD), sender).code is Code.OK


@pytest.mark.parametrize(
    "sender", [5, "text", {}, {"name": "a"}, {**introduction("juno"), "release": 5}, []]
)
def test_introduction_when_it_is_none_makes_a_stock_client(sender: Any) -> None:
    direct = Direct("kilo")
    message = {"method": "resize", "version": "1.0", "args": compact(GOOD)}

    assert direct.raw(message, None, pinrail=sender) is False
    assert direct.lab.noted[0].context.sender is None


def test_stock_client_when_a_method_is_refused_meets_unsupported_version() -> None:
    with pytest.raises(oslo_messaging.UnsupportedVersion) as caught:
        Direct("juno").raw({"method": "fly", "version": "1.0", "args": {}}, None)

    assert (caught.value.version, caught.value.method) == ("1.0", "fly")


def test_stock_client_when_an_argument_is_refused_meets_the_reason() -> None:
    direct = Direct("juno")

    with pytest.raises(RefusedError) as caught:
        direct.raw({"method": "resize", "version": "1.0", "args": {"uuid": GUEST}}, None)

    error = caught.value
    assert (error.code, error.call) == (Code.ARGUMENT_REFUSED, "LabAPI.resize")
    assert error.sender == "a client without Pinrail"
    assert error.supports == {"release": "juno", "interfaces": {"LabAPI": "1.1"}}
    assert not direct.lab.noted


@pytest.mark.parametrize("receiver", VERSIONS)
def test_refusal_when_logged_names_both_sides(
    receiver: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "rpc"):
        Direct(receiver).send("fly", "1.0", {})

    [message] = logged_here(caplog, "rpc.server.handling")
    assert message.startswith(
        f"tester-{receiver} ({receiver}) served LabAPI.fly 1.0 of tester (juno): method-refused in"
    )
