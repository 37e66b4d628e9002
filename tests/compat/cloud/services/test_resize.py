"""Resizes: the new size where the guest runs, or all of the old one."""

import pytest

from compat.cloud._guest import flavor_of
from compat.cloud.releases import pin
from rpc import ApplicationError, ArgumentRefusedError
from tests.compat.cloud.asking import (
    NUMA,
    PLAIN,
    SRIOV,
    Ask,
    addresses,
    cells,
    flavor,
    topology,
)
from tests.compat.cloud.fleets import CONTEXT, Fleet
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance


def _resize(fleet: Fleet, guest: Instance, ask: Ask) -> Instance:
    view = pin(fleet.mix["controller"]).view
    named = {"numa_topology": topology(view, ask, guest.uuid)} if ask.cells else {}
    return fleet.api.resize_guest(CONTEXT, uuid=guest.uuid, flavor=flavor(view, ask), **named)


def _fail(*_: object, **__: object) -> None:
    raise OSError("it fails")


@pytest.mark.parametrize("fleet", ["icehouse", "juno", "kilo", "half", "old hosts"], indirect=True)
def test_resize_when_there_is_room_then_every_service_has_the_new_size(fleet: Fleet) -> None:
    guest = fleet.build(SRIOV)

    after = _resize(fleet, guest, Ask(memory=4096, vcpus=3))

    assert (after.memory_mb, after.vcpus) == (4096, 3)
    assert flavor_of(after)["memory_mb"] == 4096
    assert flavor_of(fleet.held(guest.host, guest.uuid))["vcpus"] == 3
    node = fleet.stores["controller"].load(ComputeNode, guest.host)
    assert node.memory_mb_used == 4096
    assert addresses(after) == addresses(guest)


@pytest.mark.parametrize("fleet", ["juno", "kilo", "half"], indirect=True)
def test_resize_when_the_cells_grow_then_they_are_placed_anew(fleet: Fleet) -> None:
    guest = fleet.build(NUMA)

    after = _resize(fleet, guest, Ask(cells=2, vcpus=4, memory=4096))

    assert [cell.memory for cell in cells(after)] == [2048, 2048]
    assert cells(fleet.held(guest.host, guest.uuid))[0].memory == 2048


@pytest.mark.parametrize("fleet", ["icehouse", "kilo"], indirect=True)
def test_resize_when_the_host_is_too_small_then_refused_and_the_size_stays(fleet: Fleet) -> None:
    guest = fleet.build(PLAIN)

    with pytest.raises(ApplicationError, match="99999 MiB asked, 32768 free"):
        _resize(fleet, guest, Ask(memory=99999))

    assert fleet.held("controller", guest.uuid) == guest
    assert fleet.held(guest.host, guest.uuid).memory_mb == guest.memory_mb


def test_resize_when_its_own_memory_is_needed_then_it_counts_as_free(fleet: Fleet) -> None:
    guest = fleet.build(Ask(memory=20000))

    assert _resize(fleet, guest, Ask(memory=30000)).memory_mb == 30000


@pytest.mark.parametrize("fleet", ["juno", "kilo"], indirect=True)
def test_resize_when_the_controller_fails_then_the_host_has_the_old_size_too(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest, controller = fleet.build(NUMA), fleet.services["controller"]
    monkeypatch.setattr(controller, "save_host", _fail)

    with pytest.raises(ApplicationError, match="it fails"):
        _resize(fleet, guest, Ask(cells=2, vcpus=4, memory=4096))

    assert fleet.held("controller", guest.uuid) == guest
    assert flavor_of(fleet.held(guest.host, guest.uuid))["memory_mb"] == 1024


def test_resize_when_a_service_of_icehouse_asks_for_cells_then_refused_before_it_is_sent(
    fleet: Fleet,
) -> None:
    guest, api = fleet.build(PLAIN), fleet.api
    fleet.set_pins("api", controller="icehouse")
    view = pin("kilo").view

    with pytest.raises(ArgumentRefusedError, match="the guest would lose its NUMA placement"):
        api.resize_guest(
            CONTEXT,
            uuid=guest.uuid,
            flavor=flavor(view, NUMA),
            numa_topology=topology(view, NUMA, guest.uuid),
        )

    assert fleet.held("controller", guest.uuid) == guest


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_resize_when_the_host_is_older_then_pages_are_refused_with_the_path(fleet: Fleet) -> None:
    guest = fleet.build(NUMA)
    assert guest.host == "libvirt-1"

    with pytest.raises(ApplicationError) as raised:
        _resize(fleet, guest, Ask(cells=2, vcpus=4, pagesize=2048))

    assert "$.instance.numa_topology.cells[0].pagesize" in raised.value.message
    assert fleet.held("controller", guest.uuid) == guest


def test_resize_when_the_host_does_not_have_the_guest_then_an_error(fleet: Fleet) -> None:
    guest = fleet.build(PLAIN)
    fleet.stores[guest.host].delete(Instance, guest.uuid)

    with pytest.raises(ApplicationError, match="InstanceNotFound"):
        _resize(fleet, guest, Ask(memory=2048))

    assert fleet.held("controller", guest.uuid) == guest
