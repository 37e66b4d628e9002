"""Building guests: they get what they asked for, or an error that says why from every host."""

import concurrent.futures
import threading
import time

import pytest

from compat.cloud._guest import flavor_of
from rpc import ApplicationError
from tests.compat.cloud.asking import (
    NFV,
    NUMA,
    OLDEST,
    PAGES,
    PINNED,
    PLAIN,
    RELEASES,
    SRIOV,
    Ask,
    addresses,
    cells,
    new_uuid,
    pinned_cpus,
)
from tests.compat.cloud.fleets import CONTEXT, LIBVIRTS, Fleet
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance

_KNOWN = [
    (fleet, ask)
    for fleet in RELEASES
    for ask, oldest in OLDEST.items()
    if RELEASES.index(fleet) >= RELEASES.index(oldest)
]


def _refuse(*_: object, **__: object) -> None:
    raise ApplicationError("ComputeResourcesUnavailable", "out of order")


@pytest.mark.parametrize(("fleet", "ask"), _KNOWN, indirect=["fleet"])
def test_build_when_a_release_knows_what_is_asked_then_the_guest_has_it(
    fleet: Fleet, ask: Ask
) -> None:
    built = fleet.build(ask, nets=("net-a",))

    read = fleet.api.get_guest(CONTEXT, uuid=built.uuid)
    assert read == built
    assert flavor_of(read)["memory_mb"] == ask.memory
    assert len(cells(read)) == ask.cells
    assert len(addresses(read)) == ask.devices
    assert len(pinned_cpus(read)) == (ask.vcpus if ask.pinned else 0)
    assert [cell.obj_values().get("pagesize") for cell in cells(read)] == [ask.pagesize] * ask.cells
    assert read.info_cache is not None
    assert '"net-a"' in str(read.info_cache.network_info)


@pytest.mark.parametrize("fleet", ["icehouse", "juno", "kilo", "half", "old hosts"], indirect=True)
def test_build_when_it_is_done_then_only_its_host_has_the_guest_and_says_so(fleet: Fleet) -> None:
    built = fleet.build(SRIOV)

    assert fleet.holders(built.uuid) == [built.host]
    assert addresses(fleet.held(built.host, built.uuid)) == addresses(built)
    records = fleet.stores["controller"].all(ComputeNode)
    assert [n.hypervisor_hostname for n in records if n.running_vms] == [built.host]


@pytest.mark.parametrize("fleet", ["icehouse", "kilo", "half", "old hosts"], indirect=True)
@pytest.mark.parametrize(("kind", "host"), [("docker", "docker-1"), ("ironic", "ironic-1")])
def test_build_when_a_kind_of_host_is_asked_for_then_it_is_there(
    fleet: Fleet, kind: str, host: str
) -> None:
    assert fleet.build(PLAIN, kind).host == host


def test_build_when_no_host_fits_then_every_host_says_why(fleet: Fleet) -> None:
    wanted = fleet.ask(Ask(cells=1, devices=9))

    with pytest.raises(ApplicationError) as raised:
        fleet.build(wanted)

    assert raised.value.name == "NoValidHost"
    near = "9 PCI devices of that kind near the guest asked, 3 free"
    assert raised.value.message == "; ".join(
        [
            "docker-1: docker, not QEMU",
            "ironic-1: ironic, not QEMU",
            f"libvirt-1: {near}",
            f"libvirt-2: {near}",
        ]
    )
    assert fleet.stores["controller"].keys(Instance) == []


def test_build_when_no_host_has_reported_then_it_says_so(fleet: Fleet) -> None:
    for name in fleet.stores["controller"].keys(ComputeNode):
        fleet.stores["controller"].delete(ComputeNode, name)

    with pytest.raises(ApplicationError, match="NoValidHost: no host has reported"):
        fleet.build(PLAIN)


def test_build_when_the_guest_is_there_already_then_refused_and_it_stays(fleet: Fleet) -> None:
    built = fleet.build(PINNED)

    with pytest.raises(ApplicationError, match=f"InstanceExists: {built.uuid}"):
        fleet.build(fleet.ask(PLAIN, built.uuid))

    assert fleet.api.get_guest(CONTEXT, uuid=built.uuid) == built


def test_build_when_a_host_runs_the_guest_already_then_refused_and_it_keeps_all(
    fleet: Fleet,
) -> None:
    built = fleet.build(NFV, nets=("net-a",))
    host = fleet.services[built.host]

    with pytest.raises(ApplicationError, match=f"InstanceExists: {built.uuid}"):
        host.start_guest(CONTEXT, fleet.ask(PLAIN, built.uuid))

    assert fleet.held(built.host, built.uuid) == built
    assert fleet.has_addresses(built.uuid)


@pytest.mark.parametrize("fleet", ["juno", "kilo"], indirect=True)
def test_build_when_the_first_host_refuses_then_the_next_gets_the_guest(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet.services["libvirt-1"], "start_guest", _refuse)

    built = fleet.build(NUMA)

    assert fleet.holders(built.uuid) == [built.host] == ["libvirt-2"]


def test_build_when_all_hosts_refuse_then_each_reason_is_told_and_nothing_is_left(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LIBVIRTS:
        monkeypatch.setattr(fleet.services[name], "start_guest", _refuse)

    with pytest.raises(ApplicationError) as raised:
        fleet.build(PLAIN)

    why = "ComputeResourcesUnavailable: out of order"
    assert raised.value.message == f"libvirt-1: {why}; libvirt-2: {why}"
    assert fleet.stores["controller"].keys(Instance) == []


def test_build_when_the_network_fails_then_no_host_keeps_a_claim(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet.services["network"], "allocate_addresses", _refuse)
    wanted = fleet.ask(NFV)

    with pytest.raises(ApplicationError, match=r"NoValidHost.*libvirt-1.*libvirt-2"):
        fleet.build(wanted)

    assert fleet.holders(wanted.uuid) == []
    assert all(not node.running_vms for node in fleet.stores["controller"].all(ComputeNode))


def test_build_when_the_undoing_fails_too_then_the_first_error_is_told(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    network = fleet.services["network"]
    monkeypatch.setattr(network, "allocate_addresses", _refuse)
    monkeypatch.setattr(network, "free_addresses", _fail)
    wanted = fleet.ask(PINNED)

    with pytest.raises(ApplicationError, match="out of order"):
        fleet.build(wanted)

    assert fleet.holders(wanted.uuid) == []
    assert "libvirt-1 could not give back the addresses: OSError: it fails" in caplog.text


def _fail(*_: object, **__: object) -> None:
    raise OSError("it fails")


def test_build_when_the_controller_fails_for_one_host_then_it_keeps_no_claim(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = fleet.services["controller"]
    updated, told = controller.save_guest, []

    def once(context: object, instance: Instance) -> Instance:
        found: Instance = updated(context, instance)
        told.append(instance.host)
        if len(told) == 1:
            raise OSError("after it was saved")
        return found

    monkeypatch.setattr(controller, "save_guest", once)

    built = fleet.build(NFV, nets=("net-a",))

    assert told == ["libvirt-1", "libvirt-2"]
    assert fleet.holders(built.uuid) == [built.host] == ["libvirt-2"]
    assert fleet.has_addresses(built.uuid)


@pytest.mark.parametrize("fleet", ["impatient"], indirect=True)
def test_build_when_a_host_does_not_answer_then_no_other_host_gets_a_twin(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, go_on = fleet.services["libvirt-1"], threading.Event()
    build = slow.start_guest

    def late(*positional: object, **named: object) -> object:
        go_on.wait(10)
        return build(*positional, **named)

    monkeypatch.setattr(slow, "start_guest", late)
    wanted = fleet.ask(PINNED)

    with pytest.raises(ApplicationError, match=r"OutcomeUnknownError.*cloud_host\.libvirt-1"):
        fleet.build(wanted)

    assert fleet.holders(wanted.uuid) == []
    assert fleet.api.get_guest(CONTEXT, uuid=wanted.uuid).host == "libvirt-1"
    go_on.set()
    fleet.until(lambda: bool(fleet.held("controller", wanted.uuid).obj_values().get("vm_state")))
    assert fleet.holders(wanted.uuid) == ["libvirt-1"]
    fleet.api.delete_guest(CONTEXT, uuid=wanted.uuid)
    assert fleet.holders(wanted.uuid) == []


def test_build_when_many_are_built_at_once_then_no_cpu_is_given_twice(fleet: Fleet) -> None:
    def build(uuid: str) -> str:
        try:
            return str(fleet.build(fleet.ask(PINNED, uuid)).host)
        except ApplicationError as error:
            return error.name

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        hosts = list(pool.map(build, [new_uuid() for _ in range(10)]))

    assert sorted(hosts) == ["NoValidHost"] * 2 + ["libvirt-1"] * 4 + ["libvirt-2"] * 4
    for name in LIBVIRTS:
        cpus = [cpu for one in fleet.stores[name].all(Instance) for cpu in pinned_cpus(one)]
        assert sorted(cpus) == list(range(8))


def test_claim_when_many_claim_at_once_then_no_cpu_is_given_twice(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = fleet.services["libvirt-1"]
    claim = host._driver.claim

    def slow(instance: Instance, others: list[Instance]) -> None:
        time.sleep(0.01)
        claim(instance, others)

    monkeypatch.setattr(host._driver, "claim", slow)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        guests = [fleet.ask(PINNED) for _ in range(4)]
        list(pool.map(lambda guest: host.prepare_migration(CONTEXT, guest), guests))

    held = fleet.stores["libvirt-1"].all(Instance)
    assert sorted(cpu for one in held for cpu in pinned_cpus(one)) == list(range(8))


def test_build_when_pages_are_asked_for_then_the_record_says_what_is_left(fleet: Fleet) -> None:
    built = fleet.build(PAGES)

    node = fleet.stores["controller"].load(ComputeNode, built.host)
    assert str(node.numa_topology).count('"used": 256') == 2
