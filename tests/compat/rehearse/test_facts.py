"""What is asked for, what the ledger expects and what a service reads: three ways to one fact."""

from __future__ import annotations

import pytest

from compat.cloud.host import RecordedTree, read_host
from compat.cloud.hypervisor import LibvirtDriver
from compat.cloud.releases import VERSIONS
from compat.rehearse import _facts as facts
from compat.rehearse import _guests as guests
from compat.rehearse._guests import KINDS, GuestKind
from compat.rehearse._ledger import Difference, Entry, Ledger, differences
from vobjects import AbsentFieldError, View, catalog
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache
from vobjects.testing import minimal

UUID = "11111111-2222-3333-4444-555555555555"
REQUEST = "66666666-7777-8888-9999-aaaaaaaaaaaa"
ORDER = list(VERSIONS)
TREE = RecordedTree.packaged("two_nodes")


def knows(release: str, kind: GuestKind) -> bool:
    return ORDER.index(release) >= ORDER.index(kind.needs)


HELD = [(release, kind) for release in ORDER for kind in KINDS if knows(release, kind)]
CROSSED = [(*held, reader) for held in HELD for reader in ORDER if knows(reader, held[1])]
REFUSED = [(release, kind) for release in ORDER for kind in KINDS if not knows(release, kind)]


def names(found: object) -> str:
    return found if isinstance(found, str) else getattr(found, "name", "")


def booted(view: View, kind: GuestKind) -> Instance:
    """A guest that runs on a host with libvirt."""
    made = guests.instance(view, kind, UUID, REQUEST)
    LibvirtDriver(TREE).claim(made, [])
    made.host = "host"
    info = '[{"network_id": "net-a", "host": "host"}]'
    made.info_cache = view[InstanceInfoCache](instance_uuid=UUID, network_info=info)
    return made


def entry(kind: GuestKind) -> Entry:
    return Entry(UUID, kind, REQUEST, "host", ["net-a"])


@pytest.mark.parametrize(("release", "kind"), HELD, ids=names)
def test_facts_when_a_release_holds_a_guest_are_those_of_the_ledger(
    release: str, kind: GuestKind
) -> None:
    found = facts.of_instance(booted(catalog.at(release), kind))
    assert list(differences(entry(kind).facts(), found)) == []


@pytest.mark.parametrize(("release", "kind", "reader"), CROSSED, ids=names)
def test_facts_when_another_release_can_hold_the_guest_survive_the_way_there_and_back(
    release: str, kind: GuestKind, reader: str
) -> None:
    asked = guests.instance(catalog.at(release), kind, UUID, REQUEST)
    there = catalog.at(reader).adopt(asked)
    back = catalog.at(release).adopt(there)
    expected = facts.of_instance(asked)
    assert list(differences(expected, facts.of_instance(there))) == []
    assert list(differences(expected, facts.of_instance(back))) == []


@pytest.mark.parametrize(("release", "kind"), REFUSED, ids=names)
def test_instance_when_a_release_lacks_what_is_asked_cannot_be_made(
    release: str, kind: GuestKind
) -> None:
    with pytest.raises((KeyError, AbsentFieldError)):
        guests.instance(catalog.at(release), kind, UUID, REQUEST)


def test_facts_when_a_service_lost_everything_are_told_as_nothing() -> None:
    bare = minimal(catalog.at("kilo"), "Instance", uuid=UUID)
    expected = entry(KINDS[0]).facts()
    found = list(differences(expected, facts.of_instance(bare)))
    assert {d.field for d in found} == {name for name, value in expected.items() if value}


@pytest.mark.parametrize("kind", KINDS, ids=names)
def test_differences_when_any_one_fact_is_another_name_that_field(kind: GuestKind) -> None:
    expected = entry(kind).facts()
    for field, value in expected.items():
        broken = {**expected, field: "broken"}
        assert list(differences(expected, broken)) == [Difference(field, value, "broken")]
        missing = {name: held for name, held in expected.items() if name != field}
        assert list(differences(expected, missing)) == [Difference(field, value, "nothing")]


def test_differences_when_a_service_holds_more_name_what_nobody_asked_for() -> None:
    assert list(differences({}, {"pagesize": 2048})) == [Difference("pagesize", "nothing", 2048)]
    assert list(differences({}, {"pagesize": None, "pci_devices": 0})) == []


@pytest.mark.parametrize("release", ORDER)
def test_host_facts_when_guests_run_are_those_of_the_ledger(release: str) -> None:
    view = catalog.at(release)
    ledger = Ledger()
    running: list[Instance] = []
    driver = LibvirtDriver(TREE)
    for number, kind in enumerate(k for k in KINDS if k.hypervisor_type == "QEMU"):
        if knows(release, kind):
            made = guests.instance(view, kind, UUID.replace("1", str(number)), REQUEST)
            driver.claim(made, running)
            running.append(made)
            ledger.entries[kind.name] = entry(kind)
    expected = ledger.host_facts("host", read_host(TREE), release != "icehouse")
    found = facts.of_node(driver.node(view, "host", running))
    assert list(differences(expected, found)) == []
    assert expected["running_vms"] == len(running) > 1
    assert expected["pci_device_pools.count"] < 16


def test_host_facts_when_resources_are_declared_say_nothing_of_numa() -> None:
    assert Ledger().host_facts("host", None, tells_numa=True) == {
        "running_vms": 0,
        "pci_device_pools.count": 0,
    }


def test_resized_when_called_asks_for_twice_the_memory() -> None:
    kind = KINDS[0]
    assert kind.resized.memory == 2 * kind.memory
    assert kind.resized.name == kind.name
