"""A rehearsal is able to fail: each sabotage ends in a report that names field, pair and step."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import pytest

from compat.cloud.services import Network, Scheduler
from compat.rehearse import Options, Report, Status, plan, rehearse
from rpc import Context
from tests.compat.rehearse.sabotage import alter_added, first_steps
from vobjects import Loss
from vobjects._declare.changes import Added, Classes, Values
from vobjects._generate.operations import Backport
from vobjects.catalog.instance import Instance


def first_two_steps(**options: Any) -> Report:
    return rehearse(first_steps(plan("juno", "kilo"), 2), Options(**options))


def test_rehearsal_when_nothing_is_sabotaged_is_safe() -> None:
    report = first_two_steps()
    assert report.safe
    assert {outcome.status for outcome in report.outcomes} == {Status.DONE, Status.REFUSED}


def test_rehearsal_when_a_conversion_forgets_a_part_names_field_pair_and_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forgetful(found: Added) -> Added:
        def down(values: Values, classes: Classes) -> None:
            assert found.down is not None
            found.down(values, classes)
            stored = dict(values["system_metadata"])
            stored.pop("instance_type_root_gb", None)
            values["system_metadata"] = stored

        return dataclasses.replace(found, down=down)

    alter_added(monkeypatch, "Instance", "flavor", forgetful)
    report = first_two_steps()
    assert not report.safe
    broken = next(o for o in report.of(Status.FAILED) if o.operation == "boot")
    assert broken.step == 1
    assert broken.pair == "controller kilo → scheduler juno"
    assert "ConversionBrokenError: $.request_spec.flavor" in broken.why
    assert {loss.service for loss in report.losses} == {"controller"}  # cannot read its own rows


def test_rehearsal_when_a_conversion_lies_to_the_older_release_names_field_pair_and_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = "instance_type_root_gb"

    def shift(values: Values, by: int) -> None:
        stored = dict(values.get("system_metadata") or {})
        if stored.get(key):
            stored[key] = str(int(stored[key]) + by)
            values["system_metadata"] = stored

    def lying(found: Added) -> Added:
        def down(values: Values, classes: Classes) -> None:
            assert found.down is not None
            found.down(values, classes)
            shift(values, 1)

        def up(values: Values, classes: Classes) -> None:
            assert found.up is not None
            shift(values, -1)
            found.up(values, classes)

        return dataclasses.replace(found, down=down, up=up)

    alter_added(monkeypatch, "Instance", "flavor", lying)
    report = first_two_steps()
    assert not report.safe
    lost = [loss for loss in report.losses if loss.service != "controller"]
    assert {loss.field for loss in lost} == {"flavor.root_gb"}
    assert {(loss.sender_release, loss.receiver_release) for loss in lost} == {("kilo", "juno")}
    assert {loss.step for loss in lost} == {1}
    assert report.as_dict()["undeclared_loss"] == len(report.losses)


def test_rehearsal_when_a_field_is_dropped_silently_names_field_pair_and_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Backport, "drop", lambda *_: None)
    report = first_two_steps()
    assert not report.safe
    stripped = {loss.field for loss in report.losses if loss.guest == "resident-pages"}
    assert "numa_topology.cells[0].pagesize" in stripped
    loss = next(loss for loss in report.losses if loss.field.endswith("pagesize"))
    assert (loss.step, loss.sender_release, loss.receiver_release) == (1, "kilo", "juno")
    assert not loss.declared
    assert str(loss.expected) == "2048"
    arrived = [o for o in report.of(Status.FAILED) if o.guest == "resident-pages"]
    assert "cannot hold it" in arrived[0].why


def test_rehearsal_when_a_declared_loss_happens_counts_it_and_is_not_safe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for field in ("pagesize", "cpu_pinning_raw", "cpu_topology"):
        alter_added(
            monkeypatch,
            "InstanceNUMACell",
            field,
            lambda found: dataclasses.replace(found, loss=Loss.ALLOWED),
        )
    report = first_two_steps()
    assert not report.safe
    assert any(loss.declared for loss in report.losses if loss.field.endswith("pagesize"))


def test_rehearsal_when_a_pin_is_too_new_names_fields_pair_and_step() -> None:
    report = first_two_steps(pins={"libvirt-1": "kilo"})
    assert not report.safe
    assert report.losses == ()
    refused = next(sent for sent in report.skewed if "start_guest" in sent.event.call)
    assert refused.step == 1
    assert str(refused.pair) == "controller kilo → libvirt juno"
    assert refused.event.pinned == "kilo"
    assert "$.instance.flavor" in refused.event.detail
    assert "Instance 1.15 or older (juno)" in refused.event.detail


def test_rehearsal_when_a_service_does_not_answer_reports_the_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asleep(
        self: Scheduler, context: Context, request_spec: Instance, filter_properties: Any
    ) -> tuple[str, ...]:
        time.sleep(2)
        return ()

    monkeypatch.setattr(Scheduler, "choose_hosts", asleep)
    report = rehearse(first_steps(plan("juno", "kilo"), 1), Options(deadline=0.3))
    assert not report.safe
    assert report.hung > 0
    assert all("outcome is unknown" in outcome.why for outcome in report.of(Status.HUNG))
    assert report.as_dict()["hung"] == report.hung


def test_rehearsal_when_a_service_forgets_a_network_names_the_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep = Network._keep

    def forgetful(self: Network, instance_id: str, found: list[dict[str, str]]) -> str:
        return keep(self, instance_id, found[:1])

    monkeypatch.setattr(Network, "_keep", forgetful)
    report = rehearse(first_steps(plan("juno", "kilo"), 1), Options())
    assert not report.safe
    assert {"network", "controller"} <= {loss.service for loss in report.losses}
    assert {loss.field for loss in report.losses} == {"networks"}
