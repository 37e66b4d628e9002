"""Guests: what an instance asks of a host, read at its own release."""

from typing import Any

import pytest

from compat.cloud._guest import (
    cells_asked,
    devices_asked,
    devices_of,
    memory_misfit,
    memory_of,
    without_devices,
)
from compat.cloud._guest._request import topology_of
from compat.cloud.services import Store
from compat.cloud.services._store import load_instance
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
    instance,
    new_uuid,
)
from vobjects import BackportRefusedError, catalog
from vobjects.catalog.pci_device import PciDeviceList
from vobjects.catalog.placement import GuestCell
from vobjects.testing import minimal

KILO = catalog.at("kilo")


def _cells(kind: str = "shared", pagesize: int | None = None) -> list[GuestCell]:
    """Two cells of two CPUs and 512 MiB each."""
    both = (frozenset({0, 1}), frozenset({2, 3}))
    shape: dict[str, Any] = {"memory": 512, "pagesize": pagesize}
    return [GuestCell(**shape | {kind: cpus}) for cpus in both]


@pytest.mark.parametrize(
    ("release", "ask", "expected"),
    [
        ("juno", NUMA, _cells()),
        ("kilo", NUMA, _cells()),
        ("kilo", PAGES, _cells(pagesize=2048)),
        ("kilo", PINNED, [GuestCell(dedicated=frozenset({0, 1}), memory=1024)]),
        ("kilo", NFV, _cells("dedicated", pagesize=2048)),
        ("icehouse", PLAIN, []),
        ("kilo", PLAIN, []),
    ],
)
def test_cells_when_a_release_asks_then_they_are_read_back(
    release: str, ask: Ask, expected: list[GuestCell]
) -> None:
    cells = cells_asked(instance(catalog.at(release), ask))

    assert [GuestCell.of(cell) for cell in cells] == expected


@pytest.mark.parametrize(("writer", "reader"), [("juno", "kilo"), ("kilo", "juno")])
def test_cells_when_one_release_asks_then_the_next_reads_the_same(writer: str, reader: str) -> None:
    found = catalog.at(reader).adopt(instance(catalog.at(writer), NUMA))

    assert [GuestCell.of(cell) for cell in cells_asked(found)] == _cells()


@pytest.mark.parametrize("ask", [PAGES, PINNED, NFV])
def test_cells_when_an_older_release_cannot_say_them_then_refused_and_not_stripped(
    ask: Ask,
) -> None:
    with pytest.raises(BackportRefusedError, match=r"\$\.numa_topology\.cells\[0\]"):
        catalog.at("juno").adopt(instance(KILO, ask))


def test_cells_when_a_release_has_no_numa_then_the_guest_has_no_topology() -> None:
    assert topology_of(instance(catalog.at("icehouse"))) is None


def test_cells_when_the_topology_is_none_then_there_are_none() -> None:
    assert cells_asked(instance(KILO, numa_topology=None)) == []


@pytest.mark.parametrize("release", RELEASES)
def test_devices_when_two_are_asked_for_then_each_has_its_specs(release: str) -> None:
    found = devices_asked(instance(catalog.at(release), Ask(devices=2)))

    assert [[dict(spec) for spec in want.specs] for want in found] == [[NIC], [NIC]]


@pytest.mark.parametrize("release", RELEASES)
def test_without_devices_when_a_guest_leaves_then_the_twin_has_none_and_the_guest_keeps_them(
    release: str,
) -> None:
    view = catalog.at(release)
    device = minimal(view, "PciDevice", address="0000:18:02.0")
    found = instance(view, SRIOV, pci_devices=view[PciDeviceList](objects=(device,)))

    twin = without_devices(found)

    assert devices_of(twin) == []
    assert [one.address for one in devices_of(found)] == ["0000:18:02.0"]
    assert devices_asked(twin) == devices_asked(found)


def test_without_devices_when_there_are_none_then_nothing_counts_as_changed() -> None:
    found = instance(KILO)
    found.obj_reset_changes(recursive=True)

    assert without_devices(found).obj_what_changed() == set()


def test_memory_when_an_instance_tells_none_then_it_counts_as_nothing() -> None:
    unset, none = minimal(KILO, "Instance", uuid=new_uuid()), instance(KILO)
    none.memory_mb = None

    assert memory_of([unset, none, instance(KILO, Ask(memory=100))]) == 100


def test_memory_misfit_when_it_just_fits_then_there_is_no_reason() -> None:
    others = [instance(KILO, Ask(memory=600))]

    assert memory_misfit(instance(KILO, Ask(memory=400)), others, 1000) is None


def test_memory_misfit_when_it_does_not_fit_then_both_numbers_are_named() -> None:
    others = [instance(KILO, Ask(memory=600))]

    assert memory_misfit(instance(KILO, Ask(memory=401)), others, 1000) == "401 MiB asked, 400 free"


def test_load_instance_when_there_is_no_such_instance_then_an_error_with_its_uuid() -> None:
    uuid = new_uuid()

    with pytest.raises(ApplicationError, match=f"InstanceNotFound: there is no instance {uuid}"):
        load_instance(Store(KILO), uuid)
