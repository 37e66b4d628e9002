"""What the interfaces of the catalog convert, between the releases that Nova had them in."""

from __future__ import annotations

from typing import Any

import pytest

from rpc import ArgumentRefusedError
from rpc._convert.converter import Passage
from rpc._declare.plain_data import DATA
from rpc._plan.planner import plan
from rpc.catalog import ComputeAPI, SchedulerAPI, pin
from tests.support.lab import GUEST
from vobjects import BackportRefusedError, FieldValueError, LossReport, View
from vobjects._types.base import no_child
from vobjects.testing import minimal

VIEW = pin("yoga").view


def passage(interface: Any, method: str, newer: str, older: str, view: View = VIEW) -> Passage:
    lineage = interface.LINEAGE
    found = plan(lineage, method, lineage.at(newer), lineage.at(older))
    assert found is not None
    return Passage(found, f"at {older}", view)


def guest() -> Any:
    return minimal(VIEW, "Instance", uuid=GUEST)


@pytest.mark.parametrize(("facts", "expected"), [({"block_migration": True}, True), ({}, False)])
def test_pre_live_migration_when_the_host_is_older_is_told_what_the_facts_say(
    facts: dict[str, Any], expected: bool
) -> None:
    data = VIEW["LibvirtLiveMigrateData"](**facts)
    found = passage(ComputeAPI, "pre_live_migration", "6.0", "5.13")
    values = {"instance": guest(), "disk": None, "migrate_data": data}

    there = found.lower(values, LossReport())

    assert there == values | {"block_migration": expected}
    assert found.lift(there, LossReport()) == values


def test_pre_live_migration_when_another_driver_migrates_does_not_ask_its_facts() -> None:
    values = {"instance": guest(), "disk": None, "migrate_data": VIEW["LiveMigrateData"]()}

    there = passage(ComputeAPI, "pre_live_migration", "6.0", "5.0").lower(values, LossReport())

    assert there["block_migration"] is False


def test_resize_when_the_host_is_older_has_the_name_of_then() -> None:
    flavor = minimal(VIEW, "Flavor", name="small")
    values = {
        "instance": guest(),
        "image": {},
        "migration": minimal(VIEW, "Migration"),
        "flavor": flavor,
    }
    values |= {"clean_shutdown": True, "request_spec": None}

    there = passage(ComputeAPI, "resize_instance", "6.5", "5.1").lower(values, LossReport())

    assert there["instance_type"] is flavor
    assert set(there) == {"instance", "image", "migration", "instance_type", "clean_shutdown"}


def prep(spec: Any) -> dict[str, Any]:
    names = ("image", "filter_properties", "node", "migration", "host_list")
    values = {
        "instance": guest(),
        "flavor": minimal(VIEW, "Flavor", name="small"),
        "clean_shutdown": True,
    }
    return dict.fromkeys(names) | values | {"request_spec": spec}


def test_specification_when_the_host_wants_a_dict_is_left_behind_and_reported() -> None:
    report = LossReport()
    found = passage(ComputeAPI, "prep_resize", "6.0", "5.0")

    there = found.lower(prep(VIEW["RequestSpec"](num_instances=1)), report)

    assert there["request_spec"] is None
    assert [(e.path, e.field, e.source, e.target) for e in report] == [
        ("$.request_spec", "prep_resize(request_spec)", "5.1", "at 5.0")
    ]


def test_specification_when_an_older_client_sends_a_dict_is_left_behind_and_reported() -> None:
    report = LossReport()
    found = passage(ComputeAPI, "prep_resize", "5.1", "5.0")
    values = {n: v for n, v in prep({"num_instances": 1}).items() if n != "flavor"}

    here = found.lift(values | {"instance_type": minimal(VIEW, "Flavor")}, report)

    assert here["request_spec"] is None
    assert [(e.path, e.source, e.target) for e in report] == [("$.request_spec", "5.0", "5.1")]


def test_specification_when_there_is_none_is_no_loss() -> None:
    report = LossReport()

    there = passage(ComputeAPI, "prep_resize", "6.0", "5.0").lower(prep(None), report)

    assert (there["request_spec"], len(report)) == (None, 0)


@pytest.mark.parametrize("method", ["shelve_instance", "shelve_offload_instance"])
def test_accelerators_when_the_host_does_not_know_them_are_refused(method: str) -> None:
    found = passage(ComputeAPI, method, "6.0", "5.12")
    values = {"instance": guest(), "image_id": None, "clean_shutdown": True}
    values = {n: v for n, v in values.items() if n in found.plan.newer.arguments}

    assert "accel_uuids" not in found.lower(values | {"accel_uuids": None}, LossReport())
    with pytest.raises(ArgumentRefusedError, match="lose its accelerators"):
        found.lower(values | {"accel_uuids": (GUEST,)}, LossReport())


def selections(*hosts: str, **more: Any) -> Any:
    return tuple((VIEW["Selection"](service_host=h, nodename=h, **more),) for h in hosts)


def test_hosts_when_the_conductor_is_older_are_dicts() -> None:
    found = passage(SchedulerAPI, "select_destinations", "4.5", "4.4")

    states = found.lower_result(selections("a", "b"))

    assert states == [{"host": "a", "nodename": "a"}, {"host": "b", "nodename": "b"}]
    assert [one.service_host for (one,) in found.lift_result(states)] == ["a", "b"]


def test_hosts_when_dicts_cannot_say_them_are_refused() -> None:
    found = passage(SchedulerAPI, "select_destinations", "4.5", "4.4")
    [(one,), (other,)] = selections("a", "b")

    for answer in (((one, other),), selections("a", allocation_request="{}")):
        with pytest.raises(BackportRefusedError) as caught:
            found.lower_result(answer)
        assert caught.value.path == "$.result"
        assert caught.value.object == "SchedulerAPI.select_destinations"


def test_hosts_when_an_older_scheduler_answers_nonsense_cannot_be_read() -> None:
    found = passage(SchedulerAPI, "select_destinations", "4.5", "4.4")

    with pytest.raises(FieldValueError, match=r"\$\.result: expected a value that becomes tuple"):
        found.lift_result([{"name": "a"}])


@pytest.mark.parametrize("value", [None, True, 1, 1.5, "a", [], {"a": [1, {"b": None}]}])
def test_data_when_json_carries_it_is_taken_as_it_is(value: Any) -> None:
    assert DATA.check(value, ("$",), no_child) == value
    assert DATA.load(DATA.dump(value, ("$",), no_child), ("$",), no_child) == value


@pytest.mark.parametrize("value", [b"x", (1,), {1: 2}, float("nan"), {1}, object()])
def test_data_when_json_would_change_it_is_refused(value: Any) -> None:
    with pytest.raises(FieldValueError, match="what JSON carries unchanged"):
        DATA.check(value, ("$",), no_child)


def test_data_when_asked_for_the_type_of_objects_is_the_one_that_checks_nothing() -> None:
    assert DATA.ovo().coerce(None, "any", {"a": 1}) == {"a": 1}
