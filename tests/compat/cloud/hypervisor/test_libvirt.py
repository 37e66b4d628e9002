"""Libvirt hosts: what a claim gives, and why it is refused."""

import pytest

from compat.cloud._guest import set_pci_requests
from compat.cloud.host import RecordedTree, cells_of, pools_of
from compat.cloud.hypervisor import LibvirtDriver
from rpc import ApplicationError
from tests.compat.cloud.asking import (
    NFV,
    NIC,
    NUMA,
    PAGES,
    PINNED,
    PLAIN,
    RELEASES,
    SRIOV,
    Ask,
    addresses,
    host_nodes,
    instance,
    new_uuid,
    pinned_cpus,
)
from tests.compat.cloud.hosts import files, recorded
from vobjects import catalog
from vobjects.catalog.instance import Instance

KILO = catalog.at("kilo")


@pytest.fixture
def driver() -> LibvirtDriver:
    return LibvirtDriver(recorded("two_nodes_pci"))


def _claimed(driver: LibvirtDriver, ask: Ask, *others: Instance, release: str = "kilo") -> Instance:
    found = instance(catalog.at(release), ask)
    driver.claim(found, others)
    return found


def _refusal(driver: LibvirtDriver, ask: Ask, *others: Instance) -> str:
    with pytest.raises(ApplicationError) as raised:
        driver.claim(instance(KILO, ask), others)
    assert raised.value.name == "ComputeResourcesUnavailable"
    return raised.value.message


@pytest.mark.parametrize("release", RELEASES)
def test_claim_when_a_guest_asks_for_nothing_special_then_it_is_given_nothing(
    driver: LibvirtDriver, release: str
) -> None:
    found = _claimed(driver, PLAIN, release=release)

    assert (addresses(found), pinned_cpus(found)) == ([], [])


@pytest.mark.parametrize("release", ["juno", "kilo"])
def test_claim_when_a_guest_has_two_cells_then_each_has_a_host_node(
    driver: LibvirtDriver, release: str
) -> None:
    assert host_nodes(_claimed(driver, NUMA, release=release)) == [0, 1]


def test_claim_when_a_guest_is_pinned_then_each_of_its_cpus_has_one_of_the_node(
    driver: LibvirtDriver,
) -> None:
    found = _claimed(driver, NFV)

    assert found.numa_topology is not None
    assert [cell.cpu_pinning_raw for cell in found.numa_topology.cells] == [
        {"0": 0, "1": 4},
        {"2": 2, "3": 6},
    ]


def test_claim_when_another_is_pinned_then_its_cpus_are_not_given_again(
    driver: LibvirtDriver,
) -> None:
    first = _claimed(driver, PINNED)
    second = _claimed(driver, PINNED, first)

    assert (pinned_cpus(first), pinned_cpus(second)) == ([0, 4], [1, 5])


def test_claim_when_all_cpus_are_pinned_then_refused_with_both_numbers(
    driver: LibvirtDriver,
) -> None:
    others: list[Instance] = []
    for _ in range(4):
        others.append(_claimed(driver, PINNED, *others))

    assert sorted(cpu for one in others for cpu in pinned_cpus(one)) == list(range(8))
    assert _refusal(driver, PINNED, *others) == "node 0: 2 CPUs to pin asked, 0 free"


def test_claim_when_pages_are_used_up_then_refused_with_both_numbers(
    driver: LibvirtDriver,
) -> None:
    big = Ask(cells=1, memory=2048, pagesize=2048)
    others = [first := _claimed(driver, big), _claimed(driver, big, first)]

    assert [host_nodes(one) for one in others] == [[0], [1]]
    assert _refusal(driver, PAGES, *others).startswith(
        "node 0: 256 pages of 2048 KiB asked, 0 free"
    )


def test_claim_when_memory_is_no_whole_page_then_the_last_page_counts(
    driver: LibvirtDriver,
) -> None:
    gigabytes = Ask(cells=1, memory=1025, pagesize=1048576)

    node = driver.node(KILO, "host", [_claimed(driver, gigabytes)])

    assert (cells_of(node) or [])[0].pages == {2048: 1024, 1048576: 0}


def test_claim_when_ordinary_memory_is_asked_then_pages_are_not_taken_for_it(
    driver: LibvirtDriver,
) -> None:
    apart = 2048 + 2048

    assert (
        _refusal(driver, Ask(cells=1, memory=16384))
        == f"node 0: 16384 MiB asked, {16384 - apart} free"
    )
    assert host_nodes(_claimed(driver, Ask(cells=1, memory=16384 - apart))) == [0]


def test_claim_when_the_host_has_less_memory_then_refused_without_numa_too(
    driver: LibvirtDriver,
) -> None:
    other = _claimed(driver, Ask(memory=30000))

    assert _refusal(driver, Ask(memory=3000), other) == "3000 MiB asked, 2768 free"


def test_claim_when_a_guest_has_more_cells_than_the_host_then_refused(
    driver: LibvirtDriver,
) -> None:
    assert _refusal(driver, Ask(cells=3, vcpus=3)) == "3 NUMA nodes asked, 2 free"


def test_claim_when_devices_are_asked_for_then_they_are_near_the_guest(
    driver: LibvirtDriver,
) -> None:
    found = _claimed(driver, Ask(cells=1, devices=2))

    assert host_nodes(found) == [0]
    assert addresses(found) == ["0000:18:02.0", "0000:18:02.1"]


def test_claim_when_the_near_devices_are_gone_then_one_of_unknown_node_is_given(
    driver: LibvirtDriver,
) -> None:
    first = _claimed(driver, Ask(cells=1, devices=2))

    assert addresses(_claimed(driver, Ask(cells=1, devices=1), first)) == ["0000:b0:02.0"]


def test_claim_when_a_device_of_unknown_node_comes_first_then_the_near_one_is_given() -> None:
    early = {
        path.replace("0000:b0:02.0", "0000:01:02.0"): text
        for path, text in files("two_nodes_pci").items()
    }
    driver = LibvirtDriver(RecordedTree(early))

    assert addresses(_claimed(driver, Ask(cells=1, devices=1))) == ["0000:18:02.0"]


def test_claim_when_a_guest_has_no_cells_then_a_device_of_any_node_will_do(
    driver: LibvirtDriver,
) -> None:
    assert len(addresses(_claimed(driver, Ask(devices=3)))) == 3


def test_claim_when_devices_are_of_another_kind_then_refused_with_both_numbers(
    driver: LibvirtDriver,
) -> None:
    taken = _claimed(driver, Ask(devices=3))

    why = _refusal(driver, SRIOV, taken)

    assert why == "1 PCI devices of that kind near the guest asked, 0 free"


@pytest.mark.parametrize("release", RELEASES)
def test_claim_when_devices_are_given_then_as_far_as_the_release_can_tell(
    driver: LibvirtDriver, release: str
) -> None:
    found = _claimed(driver, SRIOV, release=release)

    assert found.pci_devices is not None
    (device,) = found.pci_devices.objects
    assert (device.vendor_id, device.product_id, device.dev_type) == (*NIC.values(), "type-VF")
    assert (device.status, device.instance_uuid) == ("allocated", found.uuid)
    values = device.obj_values()
    assert ("numa_node" in values, "request_id" in values) == (
        release == "kilo",
        release != "icehouse",
    )


def test_claim_when_there_are_two_requests_then_each_device_names_its_own(
    driver: LibvirtDriver,
) -> None:
    found, ids = instance(KILO), [new_uuid(), new_uuid()]
    mellanox = {"vendor_id": "15b3", "product_id": "1018"}
    set_pci_requests(
        found,
        [
            {"count": 1, "spec": [mellanox], "request_id": ids[0]},
            {"count": 1, "spec": [NIC], "request_id": ids[1]},
        ],
    )

    driver.claim(found, [])

    assert found.pci_devices is not None
    assert [(d.vendor_id, d.request_id) for d in found.pci_devices.objects] == [
        ("15b3", ids[0]),
        ("8086", ids[1]),
    ]


def test_claim_when_it_is_refused_then_the_instance_is_as_it_was(driver: LibvirtDriver) -> None:
    found = instance(KILO, Ask(cells=1, pinned=True, devices=9))
    before = KILO.encode(found)

    with pytest.raises(ApplicationError):
        driver.claim(found, [])

    assert KILO.encode(found) == before


@pytest.mark.parametrize("release", RELEASES)
def test_node_when_guests_run_then_the_record_says_what_is_left(
    driver: LibvirtDriver, release: str
) -> None:
    ask = SRIOV if release == "icehouse" else Ask(cells=1, devices=1)
    view = catalog.at(release)

    node = driver.node(view, "host", [_claimed(driver, ask, release=release)])

    assert (node.vcpus, node.memory_mb, node.memory_mb_used) == (8, 32768, 1024)
    assert (node.running_vms, node.hypervisor_hostname) == (1, "host")
    assert sum(pool.count for pool in pools_of(node)) == 4
    cells = cells_of(node)
    assert cells is None or [cell.memory for cell in cells] == [11264, 12288]


def test_node_when_there_are_two_vendors_then_the_pools_say_so(driver: LibvirtDriver) -> None:
    pools = pools_of(driver.node(KILO, "host", []))

    assert {(p.vendor_id, p.product_id, p.numa_node, p.count) for p in pools} == {
        ("8086", "154c", 0, 2),
        ("15b3", "1018", 1, 2),
        ("8086", "154c", None, 1),
    }


@pytest.mark.parametrize("name", ["one_node", "no_nodes", "offline_cpus", "four_threads"])
def test_claim_when_the_machine_is_odd_then_a_small_guest_still_runs(name: str) -> None:
    driver = LibvirtDriver(recorded(name))

    assert host_nodes(_claimed(driver, Ask(cells=1, memory=512))) == [0]


def test_claim_when_there_is_no_machine_then_refused_with_both_numbers() -> None:
    assert _refusal(LibvirtDriver(RecordedTree({})), PLAIN) == "1024 MiB asked, 0 free"
