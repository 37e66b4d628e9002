"""Docker and ironic: hosts whose limits are declared."""

import pytest

from compat.cloud.host import cells_of, pools_of
from compat.cloud.hypervisor import docker, ironic
from compat.cloud.hypervisor._declared import DeclaredDriver
from rpc import ApplicationError
from tests.compat.cloud.asking import NUMA, PLAIN, RELEASES, SRIOV, Ask, instance
from vobjects import catalog

KILO = catalog.at("kilo")


def _refusal(driver: DeclaredDriver, ask: Ask, others: int = 0) -> str:
    with pytest.raises(ApplicationError) as raised:
        driver.claim(instance(KILO, ask), [instance(KILO) for _ in range(others)])
    assert raised.value.name == "ComputeResourcesUnavailable"
    return raised.value.message


@pytest.mark.parametrize("driver", [docker(), ironic()])
@pytest.mark.parametrize("ask", [NUMA, SRIOV])
def test_claim_when_a_guest_asks_for_numa_or_devices_then_refused(
    driver: DeclaredDriver, ask: Ask
) -> None:
    why = _refusal(driver, ask)

    assert why == f"{driver.hypervisor_type} gives no NUMA nodes and no PCI devices"


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("driver", [docker(), ironic()])
def test_claim_when_there_is_room_then_the_guest_is_as_it_was(
    driver: DeclaredDriver, release: str
) -> None:
    found = instance(catalog.at(release), PLAIN)
    before = catalog.at(release).encode(found)

    driver.claim(found, [])

    assert catalog.at(release).encode(found) == before


def test_claim_when_all_machines_are_given_then_refused_with_both_numbers() -> None:
    assert _refusal(ironic(), PLAIN, others=8) == "1 guest asked, 8 of 8 run already"


def test_claim_when_memory_is_short_then_refused_with_both_numbers() -> None:
    assert _refusal(docker(), Ask(memory=65000), others=1) == "65000 MiB asked, 64512 free"


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("driver", [docker(), ironic()])
def test_node_when_a_guest_runs_then_the_record_says_so(
    driver: DeclaredDriver, release: str
) -> None:
    view = catalog.at(release)

    node = driver.node(view, "host", [instance(view, Ask(memory=500))])

    assert (node.hypervisor_type, node.hypervisor_hostname) == (driver.hypervisor_type, "host")
    assert (node.memory_mb, node.memory_mb_used) == (driver.memory_mb, 500)
    assert (node.vcpus, node.running_vms) == (driver.vcpus, 1)
    assert not cells_of(node)
    assert pools_of(node) == []


def test_node_when_it_is_full_then_no_memory_is_free() -> None:
    node = ironic().node(KILO, "host", [instance(KILO) for _ in range(8)])

    assert node.memory_mb_used == node.memory_mb
