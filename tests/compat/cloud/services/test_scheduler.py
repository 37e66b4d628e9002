"""The scheduler: hosts that fit, the emptiest first, and the reason of each that does not."""

import pytest

from rpc import ApplicationError
from tests.compat.cloud.asking import (
    NFV,
    NUMA,
    PAGES,
    PINNED,
    PLAIN,
    RELEASES,
    SRIOV,
    Ask,
    instance,
)
from tests.compat.cloud.fleets import CONTEXT, Fleet
from vobjects import UnsetFieldError
from vobjects.testing import minimal

_MIXES = [*RELEASES, "half", "old hosts"]


def _selected(fleet: Fleet, ask: Ask, **properties: str) -> tuple[str, ...]:
    scheduler = fleet.services["scheduler"]
    view = fleet.stores["controller"].view
    found: tuple[str, ...] = scheduler.choose_hosts(CONTEXT, instance(view, ask), properties)
    return found


def _reasons(fleet: Fleet, ask: Ask) -> dict[str, str]:
    with pytest.raises(ApplicationError) as raised:
        _selected(fleet, ask)
    assert raised.value.name == "NoValidHost"
    return dict(one.split(": ", 1) for one in raised.value.message.split("; "))


@pytest.mark.parametrize("fleet", _MIXES, indirect=True)
@pytest.mark.parametrize("ask", [PLAIN, SRIOV])
def test_select_when_all_hosts_are_empty_then_by_their_names(fleet: Fleet, ask: Ask) -> None:
    assert _selected(fleet, ask) == ("libvirt-1", "libvirt-2")


@pytest.mark.parametrize("fleet", _MIXES, indirect=True)
def test_select_when_one_host_is_emptier_then_it_is_first(fleet: Fleet) -> None:
    assert fleet.build(PLAIN).host == "libvirt-1"

    assert _selected(fleet, PLAIN) == ("libvirt-2", "libvirt-1")


@pytest.mark.parametrize("fleet", ["icehouse", "kilo"], indirect=True)
@pytest.mark.parametrize("kind", ["docker", "ironic"])
def test_select_when_a_kind_is_asked_for_then_only_hosts_of_it(fleet: Fleet, kind: str) -> None:
    assert _selected(fleet, PLAIN, hypervisor_type=kind) == (f"{kind}-1",)


@pytest.mark.parametrize("fleet", _MIXES, indirect=True)
def test_select_when_memory_is_short_everywhere_then_every_host_names_both_numbers(
    fleet: Fleet,
) -> None:
    assert _reasons(fleet, Ask(memory=40000)) == {
        "docker-1": "docker, not QEMU",
        "ironic-1": "ironic, not QEMU",
        "libvirt-1": "40000 MiB asked, 32768 free",
        "libvirt-2": "40000 MiB asked, 32768 free",
    }


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (Ask(cells=3, vcpus=3), "3 NUMA nodes asked, 2 free"),
        (Ask(cells=1, vcpus=5, pinned=True), "node 0: 5 CPUs to pin asked, 4 free"),
        (
            Ask(cells=1, memory=4096, pagesize=1048576),
            "node 0: 4 pages of 1048576 KiB asked, 2 free",
        ),
        (Ask(devices=4), "4 PCI devices of that kind near the guest asked, 3 free"),
    ],
)
def test_select_when_a_kilo_host_does_not_fit_then_the_reason_is_that_of_a_claim(
    fleet: Fleet, ask: Ask, why: str
) -> None:
    view = fleet.stores["controller"].view

    assert _reasons(fleet, ask)["libvirt-1"] == why
    with pytest.raises(ApplicationError, match=why):
        fleet.services["libvirt-1"].check_migration(CONTEXT, instance(view, ask))


@pytest.mark.parametrize("fleet", ["half"], indirect=True)
@pytest.mark.parametrize(
    ("ask", "hosts"),
    [
        (NUMA, ("libvirt-1", "libvirt-2")),
        (PAGES, ("libvirt-2",)),
        (NFV, ("libvirt-2",)),
        (PINNED, ("libvirt-1", "libvirt-2")),
    ],
)
def test_select_when_hosts_differ_in_release_then_only_those_that_tell_enough(
    fleet: Fleet, ask: Ask, hosts: tuple[str, ...]
) -> None:
    assert _selected(fleet, ask) == hosts


@pytest.mark.parametrize("fleet", ["old hosts"], indirect=True)
def test_select_when_hosts_tell_no_numa_then_numa_guests_are_refused(fleet: Fleet) -> None:
    assert _reasons(fleet, NUMA)["libvirt-1"] == "2 NUMA nodes asked, 0 free"


def test_select_when_a_guest_has_no_flavor_then_an_error_and_no_host(fleet: Fleet) -> None:
    guest = fleet.ask(PLAIN)
    bare = minimal(guest.VIEW, "Instance", uuid=guest.uuid)

    with pytest.raises(UnsetFieldError, match="flavor"):
        fleet.services["scheduler"].choose_hosts(CONTEXT, bare, {})


@pytest.mark.parametrize("fleet", ["juno", "kilo"], indirect=True)
def test_select_when_guests_run_then_what_is_left_is_what_the_host_has(fleet: Fleet) -> None:
    big = Ask(cells=2, vcpus=2, memory=20000)

    hosts = {fleet.build(big).host, fleet.build(big).host}

    assert hosts == {"libvirt-1", "libvirt-2"}
    assert _reasons(fleet, Ask(cells=2, vcpus=2, memory=12768))["libvirt-1"] == (
        "node 0: 6384 MiB asked, 2288 free, node 1: 6384 MiB asked, 2288 free"
    )
