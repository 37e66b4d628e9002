"""Live migration: the guest is on one host, whatever fails on the way."""

import threading
from typing import Any

import pytest

from compat.cloud._guest import without_devices
from rpc import ApplicationError
from tests.compat.cloud.asking import (
    NFV,
    NUMA,
    PAGES,
    PINNED,
    PLAIN,
    SRIOV,
    Ask,
    addresses,
    pinned_cpus,
)
from tests.compat.cloud.fleets import CONTEXT, Fleet
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance

LARGE = Ask(cells=2, vcpus=4, memory=2048, pinned=True, devices=2)


def _migrate(fleet: Fleet, guest: Instance, dest: str = "libvirt-2") -> Instance:
    return fleet.api.migrate_guest(CONTEXT, uuid=guest.uuid, dest=dest)


def _fail(*_: object, **__: object) -> Any:
    raise OSError("it fails")


def _stayed(fleet: Fleet, guest: Instance) -> None:
    """Everything is as it was before the migration."""
    assert fleet.holders(guest.uuid) == ["libvirt-1"]
    assert fleet.held("controller", guest.uuid) == guest
    assert addresses(fleet.held("libvirt-1", guest.uuid)) == addresses(guest)
    running = {
        node.hypervisor_hostname: node.running_vms
        for node in fleet.stores["controller"].all(ComputeNode)
    }
    assert (running["libvirt-1"], running["libvirt-2"]) == (1, 0)
    moved = fleet.services["network"].move_addresses(CONTEXT, guest.uuid, "libvirt-1")
    assert guest.info_cache is not None
    assert moved == guest.info_cache.network_info


@pytest.mark.parametrize(
    ("fleet", "ask"),
    [
        ("icehouse", SRIOV),
        ("juno", NUMA),
        ("kilo", NFV),
        ("half", NUMA),
        ("old hosts", SRIOV),
    ],
    indirect=["fleet"],
)
def test_migrate_when_there_is_room_then_the_guest_is_there_with_all_it_had(
    fleet: Fleet, ask: Ask
) -> None:
    before = fleet.build(ask, nets=("net-a",))

    after = _migrate(fleet, before)

    assert (before.host, after.host) == ("libvirt-1", "libvirt-2")
    assert fleet.holders(after.uuid) == ["libvirt-2"]
    assert len(addresses(after)) == ask.devices
    assert len(pinned_cpus(after)) == len(pinned_cpus(before))
    there = fleet.held("libvirt-2", after.uuid)
    assert addresses(there) == addresses(after)
    cache = after.info_cache
    assert cache is not None
    assert '"libvirt-2"' in str(cache.network_info)


@pytest.mark.parametrize("fleet", ["juno", "kilo"], indirect=True)
def test_migrate_when_it_goes_there_and_back_then_nothing_is_lost(fleet: Fleet) -> None:
    before = fleet.build(Ask(cells=1, devices=1), nets=("net-a",))

    _migrate(fleet, before)
    after = _migrate(fleet, before, "libvirt-1")

    assert after == before


def test_migrate_when_other_guests_are_there_then_it_gets_what_is_free(fleet: Fleet) -> None:
    guests = [fleet.build(PINNED) for _ in range(2)]
    assert [guest.host for guest in guests] == ["libvirt-1", "libvirt-2"]

    after = _migrate(fleet, guests[0])

    assert pinned_cpus(guests[1]) == [0, 4]
    assert pinned_cpus(after) == [1, 5]


def test_migrate_when_the_destination_is_full_then_refused_and_it_stays(fleet: Fleet) -> None:
    guest = fleet.build(LARGE, nets=("net-a",))
    for _ in range(3):
        fleet.services["libvirt-2"].prepare_migration(CONTEXT, fleet.ask(SRIOV))

    with pytest.raises(ApplicationError) as raised:
        _migrate(fleet, guest)

    assert raised.value.name == "ComputeResourcesUnavailable"
    assert raised.value.message == "2 PCI devices of that kind near the guest asked, 0 free"
    assert fleet.holders(guest.uuid) == ["libvirt-1"]


@pytest.mark.parametrize(
    ("service", "method"),
    [
        ("libvirt-2", "check_migration"),
        ("libvirt-2", "prepare_migration"),
        ("network", "move_addresses"),
        ("libvirt-2", "finish_migration"),
    ],
)
def test_migrate_when_a_part_fails_then_everything_is_as_it_was(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch, service: str, method: str
) -> None:
    guest = fleet.build(LARGE, nets=("net-a", "net-b"))

    with monkeypatch.context() as patched:
        patched.setattr(fleet.services[service], method, _fail)
        with pytest.raises(ApplicationError, match="OSError: it fails"):
            _migrate(fleet, guest)

    _stayed(fleet, guest)
    assert _migrate(fleet, guest).host == "libvirt-2"


@pytest.mark.parametrize("fleet", ["icehouse", "half"], indirect=True)
def test_migrate_when_the_controller_heard_of_it_and_then_it_fails_then_it_stays(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, there = fleet.build(SRIOV, nets=("net-a",)), fleet.services["libvirt-2"]
    post = there.finish_migration

    def fails_late(*positional: Any, **named: Any) -> None:
        post(*positional, **named)
        assert fleet.held("controller", guest.uuid).host == "libvirt-2"
        raise OSError("it fails")

    monkeypatch.setattr(there, "finish_migration", fails_late)

    with pytest.raises(ApplicationError, match="it fails"):
        _migrate(fleet, guest)

    _stayed(fleet, guest)


def test_migrate_when_the_destination_cannot_undo_then_the_rest_is_undone(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    guest, there = fleet.build(PINNED, nets=("net-a",)), fleet.services["libvirt-2"]
    monkeypatch.setattr(there, "finish_migration", _fail)
    monkeypatch.setattr(there, "cancel_migration", _fail)

    with pytest.raises(ApplicationError, match="it fails"):
        _migrate(fleet, guest)

    assert "libvirt-1 could not give back the claim at the destination" in caplog.text
    assert fleet.held("controller", guest.uuid) == guest
    assert '"libvirt-1"' in fleet.services["network"].move_addresses(
        CONTEXT, guest.uuid, "libvirt-1"
    )


def test_migrate_when_a_claim_was_left_at_the_destination_then_it_is_taken_over(
    fleet: Fleet,
) -> None:
    guest = fleet.build(Ask(cells=2, vcpus=8, pinned=True))
    fleet.services["libvirt-2"].prepare_migration(CONTEXT, without_devices(guest))

    after = _migrate(fleet, guest)

    assert fleet.holders(guest.uuid) == [after.host] == ["libvirt-2"]
    assert sorted(pinned_cpus(after)) == list(range(8))


def test_migrate_when_the_guest_is_there_already_then_refused_and_it_stays(fleet: Fleet) -> None:
    guest = fleet.build(PINNED)

    with pytest.raises(ApplicationError, match="UnableToMigrateToSelf"):
        _migrate(fleet, guest, guest.host)

    assert fleet.holders(guest.uuid) == [guest.host]


def test_migrate_when_the_kinds_of_hosts_differ_then_refused_if_it_asks_for_numa(
    fleet: Fleet,
) -> None:
    guest = fleet.build(PINNED, nets=("net-a",))

    with pytest.raises(ApplicationError, match="docker gives no NUMA nodes"):
        _migrate(fleet, guest, "docker-1")

    _stayed(fleet, guest)


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_migrate_when_the_destination_is_older_then_refused_with_the_path_and_not_stripped(
    fleet: Fleet,
) -> None:
    guest = fleet.build(PAGES)
    assert guest.host == "libvirt-2"

    with pytest.raises(ApplicationError) as raised:
        _migrate(fleet, guest, "libvirt-1")

    assert raised.value.name == "BackportRefusedError"
    assert "$.instance.numa_topology.cells[0].pagesize" in raised.value.message
    assert "the guest would run on pages it did not ask for" in raised.value.message
    assert fleet.holders(guest.uuid) == ["libvirt-2"]
    assert fleet.held("controller", guest.uuid) == guest


@pytest.mark.parametrize("fleet", ["impatient"], indirect=True)
def test_migrate_when_it_ends_after_a_delete_was_asked_for_then_the_guest_is_deleted_there_too(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, there = fleet.build(PLAIN), fleet.services["libvirt-2"]
    prepare = there.prepare_migration

    def late(*positional: Any, **named: Any) -> None:
        threading.Event().wait(1.3)
        prepare(*positional, **named)

    monkeypatch.setattr(there, "prepare_migration", late)
    with pytest.raises(ApplicationError, match="OutcomeUnknownError"):
        _migrate(fleet, guest)
    assert fleet.held("controller", guest.uuid).host == "libvirt-1"

    fleet.api.delete_guest(CONTEXT, uuid=guest.uuid)

    assert fleet.holders(guest.uuid) == []
