"""Mixed releases: nothing is stripped, nothing that an old service does not know is erased."""

from typing import Any

import pytest

from compat.cloud._guest import flavor_of
from compat.cloud.api import CloudHostAPI, request_networks
from compat.cloud.host import cells_of
from rpc import ApplicationError, ArgumentRefusedError, Client
from tests.compat.cloud.asking import (
    NFV,
    NUMA,
    PAGES,
    PINNED,
    PLAIN,
    SRIOV,
    Ask,
    addresses,
    cells,
    host_nodes,
    new_uuid,
)
from tests.compat.cloud.fleets import CONTEXT, Fleet
from vobjects import BackportRefusedError, catalog
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.cpu import VirtCPUModel
from vobjects.catalog.instance import Instance
from vobjects.catalog.network_request import NetworkRequest, NetworkRequestList
from vobjects.catalog.tag import Tag, TagList

_SPECIAL = [PAGES, PINNED, NFV]


def _unavailable(*_: object, **__: object) -> Any:
    raise ApplicationError("ComputeResourcesUnavailable", "out of order")


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
@pytest.mark.parametrize("ask", _SPECIAL)
def test_build_when_an_old_host_cannot_hold_the_guest_then_a_new_one_gets_all_of_it(
    fleet: Fleet, ask: Ask
) -> None:
    built = fleet.build(ask)

    assert fleet.holders(built.uuid) == ["libvirt-2"]
    assert [cell.obj_values().get("pagesize") for cell in cells(built)] == [
        ask.pagesize
    ] * ask.cells


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_build_when_only_an_old_host_is_left_then_refused_with_the_path_and_the_reason(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet.services["libvirt-2"], "start_guest", _unavailable)
    wanted = fleet.ask(PINNED)

    with pytest.raises(ApplicationError) as raised:
        fleet.build(wanted)

    assert raised.value.name == "NoValidHost"
    assert "libvirt-1: $.instance.numa_topology.cells[0].cpu_" in raised.value.message
    assert "InstanceNUMACell 1.2 cannot go to 1.0 (juno)" in raised.value.message
    assert fleet.holders(wanted.uuid) == []


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_build_when_a_pin_is_too_new_then_the_host_refuses_and_the_next_gets_the_guest(
    fleet: Fleet,
) -> None:
    fleet.set_pins("controller", libvirt_1="kilo")

    built = fleet.build(NUMA)

    assert fleet.holders(built.uuid) == ["libvirt-2"]


@pytest.mark.parametrize("fleet", ["old hosts"], indirect=True)
def test_build_when_hosts_are_of_icehouse_then_devices_are_given_all_the_same(
    fleet: Fleet,
) -> None:
    built = fleet.build(SRIOV)

    (device,) = built.pci_devices.objects
    assert addresses(fleet.held(built.host, built.uuid)) == [device.address]
    assert device.request_id is None


def _rich(fleet: Fleet, host: str) -> Instance:
    """A guest on a host, with all that kilo alone knows, as the controller has it."""
    guest = fleet.ask(SRIOV)
    fleet.services[host].prepare_migration(CONTEXT, fleet.services[host]._view.adopt(guest))
    view = guest.VIEW
    tag = view[Tag](resource_id=guest.uuid, tag="gold")
    guest.tags = view[TagList](objects=(tag,))
    guest.vcpu_model = view[VirtCPUModel](arch=None, vendor="Intel", model="Haswell", features=())
    guest.flavor.extra_specs = {"hw:cpu_policy": "dedicated"}
    guest.host = guest.node = host
    guest.obj_reset_changes(recursive=True)
    fleet.stores["controller"].save(guest.uuid, guest)
    return guest


@pytest.mark.parametrize("fleet", ["half", "old hosts"], indirect=True)
def test_update_when_an_old_host_reports_a_guest_then_what_it_does_not_know_stays(
    fleet: Fleet,
) -> None:
    rich = _rich(fleet, "libvirt-1")
    own = fleet.held("libvirt-1", rich.uuid)
    own.power_state = 4

    updated = fleet.services["controller"].save_guest(CONTEXT, rich.VIEW.adopt(own))

    assert updated.power_state == 4
    assert (updated.tags, updated.vcpu_model) == (rich.tags, rich.vcpu_model)
    assert updated.flavor == rich.flavor
    assert updated.pci_requests == rich.pci_requests
    assert fleet.held("controller", rich.uuid) == updated


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_attach_when_an_old_host_cannot_hold_the_guest_any_more_then_refused_and_it_stays(
    fleet: Fleet,
) -> None:
    rich = _rich(fleet, "libvirt-1")

    with pytest.raises(ApplicationError, match=r"1\.19 cannot go to 1\.15 \(juno\)") as raised:
        fleet.api.attach_network(CONTEXT, uuid=rich.uuid, network_id="net-a")

    assert raised.value.name == "BackportRefusedError"
    assert fleet.held("controller", rich.uuid) == rich


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_migrate_when_a_guest_passes_an_old_host_then_it_is_the_same_again(fleet: Fleet) -> None:
    before = fleet.build(Ask(cells=1, devices=1), nets=("net-a",))
    assert before.host == "libvirt-1"

    there = fleet.api.migrate_guest(CONTEXT, uuid=before.uuid, dest="libvirt-2")
    after = fleet.api.migrate_guest(CONTEXT, uuid=before.uuid, dest="libvirt-1")

    assert flavor_of(after) == flavor_of(there) == flavor_of(before)
    assert after.pci_requests == there.pci_requests == before.pci_requests
    assert host_nodes(after) == host_nodes(before)
    assert there.pci_devices is not None
    assert [device.numa_node for device in there.pci_devices.objects] == [0]
    assert after.info_cache == before.info_cache


@pytest.mark.parametrize("fleet", ["old hosts"], indirect=True)
def test_build_when_a_port_needs_its_device_then_icehouse_is_never_asked(fleet: Fleet) -> None:
    wanted = fleet.ask(PLAIN)
    view = wanted.VIEW
    port = view[NetworkRequest](network_id="net-a", pci_request_id=new_uuid())

    with pytest.raises(ApplicationError) as raised:
        fleet.api.boot_guest(
            CONTEXT,
            instance=wanted,
            filter_properties={},
            requested_networks=view[NetworkRequestList](objects=(port,)),
        )

    assert raised.value.message.count("the port would lose its PCI device") == 2
    assert fleet.holders(wanted.uuid) == []


@pytest.mark.parametrize("fleet", ["old hosts"], indirect=True)
def test_build_when_a_host_of_icehouse_asks_for_networks_then_the_newer_service_gives_them(
    fleet: Fleet,
) -> None:
    built = fleet.build(PLAIN, nets=("net-a", "net-b"))

    assert built.info_cache is not None
    assert '"net-b"' in str(built.info_cache.network_info)


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_resize_when_the_host_is_older_then_a_hard_stop_is_refused_and_a_clean_one_goes(
    fleet: Fleet,
) -> None:
    guest = fleet.build(NUMA)
    peer = fleet.peers["controller"]
    host = Client(peer, CloudHostAPI).prepare(server="libvirt-1")

    with pytest.raises(ArgumentRefusedError, match="the guest would be shut down cleanly"):
        host.resize_guest(CONTEXT, instance=guest, clean_shutdown=False)

    assert host.resize_guest(CONTEXT, instance=guest, clean_shutdown=True).uuid == guest.uuid


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
def test_report_when_hosts_differ_in_release_then_each_tells_what_it_knows(fleet: Fleet) -> None:
    fleet.build(NFV)

    records = {n.hypervisor_hostname: n for n in fleet.stores["controller"].all(ComputeNode)}

    old, new = cells_of(records["libvirt-1"]), cells_of(records["libvirt-2"])
    assert old is not None
    assert new is not None
    assert [cell.pages for cell in old] == [None, None]
    assert [len(cell.pinned) for cell in new] == [2, 2]
    assert [(cell.pages or {})[2048] for cell in new] == [768, 768]


@pytest.mark.parametrize("fleet", ["juno", "icehouse"], indirect=True)
def test_networks_when_a_release_reads_them_then_in_its_own_form(fleet: Fleet) -> None:
    view = fleet.stores["network"].view
    asked = request_networks(view, ["net-a"])

    text = fleet.services["network"].allocate_addresses(CONTEXT, new_uuid(), "h", asked)

    assert '"net-a"' in text


def test_adopt_when_an_older_service_gets_a_special_guest_then_no_way_strips_it(
    fleet: Fleet,
) -> None:
    for release in ("icehouse", "juno"):
        for ask in _SPECIAL:
            with pytest.raises(BackportRefusedError):
                catalog.at(release).adopt(fleet.ask(ask))
