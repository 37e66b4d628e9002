"""Host and guest nodes of every release, read as what they mean there."""

import pytest

from tests.vobjects.catalog.placement.drawing import (
    HOSTS,
    at,
    guest,
    guest_cell,
    host_cell,
    topology,
)
from vobjects.catalog._nova import NOVA
from vobjects.catalog.enums.cpu import CPUAllocationPolicy, CPUThreadAllocationPolicy
from vobjects.catalog.instance_numa import InstanceNUMACell
from vobjects.catalog.numa import NUMACell, NUMAPagesTopology, NUMATopologyLimits
from vobjects.catalog.placement import (
    GuestCell,
    HostCell,
    dedicated_cpus,
    dedicated_guest_cpus,
    free_pages,
    guest_cells,
)

_ALL = frozenset(range(4))
_TWO = frozenset({0, 1})
SINCE_JUNO = ("juno", *HOSTS)


def _pages(view_label: str, **more: int) -> NUMAPagesTopology:
    return at(view_label)[NUMAPagesTopology](size_kb=2048, total=10, **more)


@pytest.mark.parametrize("release", HOSTS)
def test_host_when_it_is_empty_then_all_of_it_is_free(release: str) -> None:
    found = HostCell.of(host_cell(at(release)))

    assert (found.cpus, found.free) == (_ALL, _ALL)
    assert found.memory == 4096 - 1024
    assert found.pages == {4: 786432, 2048: 512}
    assert found.shared_free is None
    assert found.cores() == {frozenset({0, 2}), frozenset({1, 3})}


def test_host_when_it_tells_its_socket_then_it_is_read() -> None:
    assert HostCell.of(host_cell(at("wallaby"), socket=1)).socket == 1
    assert HostCell.of(host_cell(at("victoria"))).socket is None


def test_host_when_some_cpus_are_dedicated_then_only_those_are_pinned() -> None:
    cell = host_cell(at("train"), cpuset=frozenset({0, 1}), pcpuset=frozenset({2, 3}))

    found = HostCell.of(cell)

    assert (found.cpus, found.dedicated) == (_TWO, frozenset({2, 3}))


def test_host_when_it_dedicates_no_cpus_then_none_can_be_pinned() -> None:
    assert dedicated_cpus(host_cell(at("train"), pcpuset=frozenset())) == frozenset()


@pytest.mark.parametrize("reader", ["train", "wallaby", "gazpacho"])
def test_host_when_it_is_older_than_dedicated_cpus_then_a_newer_reader_pins_all(
    reader: str,
) -> None:
    old = at("kilo")
    found = at(reader).decode(old.encode(topology(old)))

    assert [dedicated_cpus(cell) for cell in found.cells] == [_ALL, frozenset(range(4, 8))]  # type: ignore[attr-defined]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_host_when_it_has_no_pages_then_their_number_is_not_told(version: str) -> None:
    old = NOVA.closure("NUMACell", version)
    cell = host_cell(old)

    assert HostCell.of(cell).pages is None
    assert HostCell.of(cell).memory == 4096
    assert HostCell.of(at("gazpacho").adopt(cell)).pages is None


def test_host_when_it_cannot_say_what_is_pinned_then_it_gives_no_cpus() -> None:
    cell = host_cell(NOVA.closure("NUMACell", "1.0"))

    assert HostCell.of(cell).dedicated == frozenset()


def test_host_when_its_counters_are_unset_then_nothing_is_in_use() -> None:
    view = at("gazpacho")
    none = frozenset[int]()
    cell = view[NUMACell](
        id=0, cpuset=_ALL, pcpuset=_ALL, memory=100, mempages=(), pinned_cpus=none, siblings=()
    )

    assert HostCell.of(cell).memory == 100
    assert HostCell.of(cell).socket is None


@pytest.mark.parametrize(
    ("usage", "used", "expected"),
    [(0, 0, 3072), (512, 0, 2560), (512, 256, 3072), (1024, 256, 2560), (9999, 0, 0)],
)
def test_host_when_guests_use_memory_then_huge_pages_do_not_count_for_the_others(
    usage: int, used: int, expected: int
) -> None:
    view = at("gazpacho")
    pages = view[NUMAPagesTopology](size_kb=2048, total=512, used=used)

    cell = host_cell(view, memory_usage=usage, mempages=(pages,))

    assert HostCell.of(cell).memory == expected


@pytest.mark.parametrize(("size", "expected"), [(64, 4096), (65, 3446), (2048, 0)])
def test_host_when_pages_are_larger_than_the_ordinary_ones_then_they_are_set_apart(
    size: int, expected: int
) -> None:
    view = at("gazpacho")
    pages = view[NUMAPagesTopology](size_kb=size, total=10240, used=0)

    assert HostCell.of(host_cell(view, mempages=(pages,))).memory == expected


@pytest.mark.parametrize(
    ("cpu_ratio", "ram_ratio", "usage", "expected"),
    [(1.0, 1.0, 0, (4, 3072)), (2.5, 1.5, 3, (7, 4608 - 100)), (0.5, 0.5, 3, (0, 1536 - 100))],
)
def test_host_when_there_are_limits_then_more_or_less_is_given_out(
    cpu_ratio: float, ram_ratio: float, usage: int, expected: tuple[int, int]
) -> None:
    view = at("gazpacho")
    limits = view[NUMATopologyLimits](
        cpu_allocation_ratio=cpu_ratio, ram_allocation_ratio=ram_ratio
    )
    cell = host_cell(view, cpu_usage=usage, memory_usage=100 if usage else 0)

    found = HostCell.of(cell, limits)

    assert (found.shared_free, found.memory) == expected


@pytest.mark.parametrize(
    ("release", "counters", "expected"),
    [
        ("kilo", {"used": 3}, 7),
        ("kilo", {}, 10),
        ("newton", {"used": 3, "reserved": 2}, 5),
        ("newton", {"used": 9, "reserved": 2}, 0),
    ],
)
def test_pages_when_some_are_used_or_kept_then_the_rest_is_free(
    release: str, counters: dict[str, int], expected: int
) -> None:
    assert free_pages(_pages(release, **counters)) == expected


@pytest.mark.parametrize("release", SINCE_JUNO)
def test_guest_when_it_asks_for_nothing_special_then_its_cpus_share(release: str) -> None:
    found = GuestCell.of(guest_cell(at(release)))

    assert found == GuestCell(shared=_TWO, memory=512)


@pytest.mark.parametrize("release", HOSTS)
def test_guest_when_it_asks_for_pinned_cpus_then_all_are_dedicated(release: str) -> None:
    found = GuestCell.of(guest_cell(at(release), pinned=True, pagesize=2048))

    assert found == GuestCell(dedicated=_TWO, memory=512, pagesize=2048)


@pytest.mark.parametrize("reader", HOSTS)
def test_guest_when_kilo_asked_for_pinned_cpus_then_every_reader_knows(reader: str) -> None:
    twin = at(reader).adopt(guest_cell(at("kilo"), pinned=True))

    assert dedicated_guest_cpus(twin) == _TWO


@pytest.mark.parametrize("reader", ["rocky", "train", "victoria", "gazpacho"])
def test_guest_when_mitaka_asked_for_pinned_cpus_then_every_reader_knows(reader: str) -> None:
    twin = at(reader).adopt(guest_cell(at("mitaka"), pinned=True, cpu_thread_policy="isolate"))

    assert GuestCell.of(twin) == GuestCell(
        dedicated=_TWO, memory=512, threads=CPUThreadAllocationPolicy.ISOLATE
    )


def test_guest_when_it_shares_by_policy_then_pins_do_not_make_it_dedicated() -> None:
    cell = guest_cell(at("mitaka"), cpu_policy="shared", cpu_pinning_raw={})

    assert dedicated_guest_cpus(cell) == frozenset()


def test_guest_when_it_is_mixed_then_each_set_is_what_it_is() -> None:
    two, mixed = frozenset({2}), CPUAllocationPolicy.MIXED
    cell = at("victoria")[InstanceNUMACell](
        id=0, cpuset=_TWO, pcpuset=two, memory=1, cpu_policy=mixed
    )

    assert GuestCell.of(cell) == GuestCell(shared=_TWO, dedicated=two, memory=1)


@pytest.mark.parametrize(
    ("memory", "pagesize", "pages", "taken"),
    [(512, None, 0, 512), (9, 2048, 5, 10), (1, 4, 256, 1), (1025, 1048576, 2, 2048)],
)
def test_guest_when_it_asks_for_pages_then_the_last_is_a_whole_one(
    memory: int, pagesize: int | None, pages: int, taken: int
) -> None:
    cell = GuestCell(memory=memory, pagesize=pagesize)

    assert (cell.pages, cell.taken) == (pages, taken)


def test_emulator_when_it_is_isolated_then_the_first_pinned_node_has_its_cpu() -> None:
    view = at("victoria")
    cells = [
        guest_cell(view, 0),
        guest_cell(view, 1, pinned=True),
        guest_cell(view, 2, pinned=True),
    ]

    found = guest_cells(guest(view, *cells, emulator_threads_policy="isolate"))

    assert [cell.emulator for cell in found] == [0, 1, 0]


@pytest.mark.parametrize("policy", [None, "share"])
def test_emulator_when_it_is_not_isolated_then_it_has_no_cpu(policy: str | None) -> None:
    view = at("victoria")
    cells = [guest_cell(view, pinned=True)]

    found = guest_cells(guest(view, *cells, emulator_threads_policy=policy))

    assert [cell.emulator for cell in found] == [0]
