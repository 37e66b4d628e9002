"""What a service holds otherwise than the ledger is found, in every service and every field."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from compat.cloud.host import RecordedTree, read_host
from compat.rehearse import Outcome, Status, plan
from compat.rehearse import _workload as workload
from compat.rehearse._comparison import Comparison
from compat.rehearse._guests import KINDS
from compat.rehearse._ledger import Ledger
from compat.rehearse._outcome import Lost
from compat.rehearse._recorder import Recorder
from compat.rehearse._running import Cloud
from compat.rehearse._workload import Workload
from rpc import MEMORY_URL, transport
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache

STEP = plan("juno", "kilo").steps[-1]
TREE = RecordedTree.packaged("two_nodes")
NFV = next(kind for kind in KINDS if kind.name == "nfv")


class Scene:
    """A cloud at the end of an upgrade with one guest."""

    def __init__(self) -> None:
        self.bus = transport(MEMORY_URL)
        self.cloud = Cloud(self.bus, lambda event: None, TREE, {}, 10)
        self.ledger, self.outcomes = Ledger(), list[Outcome]()
        self.cloud.enter(STEP)
        users = Workload(self.cloud, self.ledger, Recorder(), (NFV,), self.outcomes.append)
        users._step = STEP
        users._boot(NFV, "guest")
        assert [outcome.status for outcome in self.outcomes] == [Status.DONE]

    def losses(self) -> list[Lost]:
        comparison = Comparison(self.cloud, self.ledger, read_host(TREE))
        return list(comparison.losses(STEP, []))

    def store(self, name: str) -> Any:
        return self.cloud.running[name].store

    @property
    def uuid(self) -> str:
        return self.ledger.entries["guest"].uuid

    @property
    def host(self) -> str:
        return self.ledger.entries["guest"].host


@pytest.fixture(scope="module")
def lasting() -> Iterator[Scene]:
    scene = Scene()
    yield scene
    scene.cloud.close()
    scene.bus.cleanup()


@pytest.fixture
def scene(lasting: Scene) -> Iterator[Scene]:
    """The scene, brought back to what it was after each test."""
    rows = {name: dict(running.store.rows) for name, running in lasting.cloud.running.items()}
    yield lasting
    for name, kept in rows.items():
        lasting.store(name).rows.clear()
        lasting.store(name).rows.update(kept)


def test_losses_when_all_services_hold_what_was_asked_are_none(scene: Scene) -> None:
    assert scene.losses() == []


@pytest.mark.parametrize("at", ["controller", "host"])
def test_losses_when_a_service_forgot_a_guest_name_every_fact(scene: Scene, at: str) -> None:
    name = scene.host if at == "host" else at
    scene.store(name).delete(Instance, scene.uuid)
    lost = scene.losses()
    expected = {f for f, value in scene.ledger.entries["guest"].facts().items() if value}
    assert {loss.field for loss in lost if loss.service == name} == expected
    assert {loss.guest for loss in lost} == {"guest"}
    assert not any(loss.declared for loss in lost)


def test_losses_when_the_network_service_forgot_a_guest_name_its_networks(scene: Scene) -> None:
    scene.store("network").delete(InstanceInfoCache, scene.uuid)
    assert [(loss.service, loss.field) for loss in scene.losses()] == [("network", "networks")]


def test_losses_when_a_service_holds_a_guest_that_nobody_asked_for_name_it(scene: Scene) -> None:
    stray = scene.store("controller").load(Instance, scene.uuid)
    stray.uuid = "11111111-2222-3333-4444-555555555555"
    scene.store("docker-1").save(stray.uuid, stray)
    found = [(loss.service, loss.guest, loss.found) for loss in scene.losses()]
    assert found == [("docker-1", stray.uuid, "an instance")]


def test_losses_when_one_field_of_a_cell_is_another_name_that_field(scene: Scene) -> None:
    held = scene.store(scene.host).load(Instance, scene.uuid)
    held.numa_topology.cells[1].pagesize = 4
    scene.store(scene.host).save(scene.uuid, held)
    (lost,) = scene.losses()
    assert (lost.field, lost.expected, lost.found) == (
        "numa_topology.cells[1].pagesize",
        "2048",
        "4",
    )


def test_losses_when_the_record_of_a_host_is_wrong_name_the_host(scene: Scene) -> None:
    node = scene.store("controller").load(ComputeNode, scene.host)
    node.running_vms = 7
    scene.store("controller").save(scene.host, node)
    (lost,) = scene.losses()
    assert (lost.guest, lost.field) == (f"host {scene.host}", "running_vms")
    assert (lost.expected, lost.found) == ("1", "7")


def test_losses_when_a_host_never_reported_name_all_that_it_has(scene: Scene) -> None:
    scene.store("controller").delete(ComputeNode, "libvirt-1")
    fields = {loss.field for loss in scene.losses()}
    assert {"running_vms", "numa_topology.cells", "pci_device_pools.count"} <= fields


def test_losses_when_asked_again_tell_nothing_twice(scene: Scene) -> None:
    scene.store("network").delete(InstanceInfoCache, scene.uuid)
    comparison = Comparison(scene.cloud, scene.ledger, read_host(TREE))
    assert len(list(comparison.losses(STEP, []))) == 1
    assert list(comparison.losses(STEP, [])) == []


def test_outcome_when_printed_names_step_guest_pair_and_reason() -> None:
    told = Outcome(3, "boot", "guest", Status.FAILED, "no room", "controller kilo → libvirt juno")
    assert str(told) == "step 3: boot guest (controller kilo → libvirt juno): no room"
    assert (
        str(Outcome(3, "boot", "guest", Status.FAILED, "no room")) == "step 3: boot guest: no room"
    )


def test_await_all_when_a_cast_does_not_arrive_gives_up_and_names_who_missed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(range(0, 100, 3))
    monkeypatch.setattr(workload, "time", SimpleNamespace(monotonic=clock.__next__, sleep=id))
    deaf: Any = {"docker-1": SimpleNamespace(refreshed=0)}
    with pytest.raises(TimeoutError, match="did not reach docker-1 within 5 s"):
        workload._await_all(deaf, {"docker-1": 0})
