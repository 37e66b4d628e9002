"""Host facts: what small recorded machines and the machine of the test have."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compat.cloud.host import DirectoryTree, HostFacts, PciFacts, RecordedTree, read_host
from compat.cloud.host._sysfs import CellFacts, parse_cpus
from tests.compat.cloud.hosts import files, recorded


def _listed(cpus: frozenset[int]) -> str:
    """As the kernel writes it: runs with a hyphen, single CPUs alone."""
    parts: list[list[int]] = []
    for cpu in sorted(cpus):
        if parts and cpu == parts[-1][-1] + 1:
            parts[-1].append(cpu)
        else:
            parts.append([cpu])
    return ",".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)


@given(st.frozensets(st.integers(0, 300)))
def test_parse_cpus_when_the_kernel_lists_any_set_then_the_set_is_read_back(
    cpus: frozenset[int],
) -> None:
    assert parse_cpus(_listed(cpus)) == cpus
    assert parse_cpus(f"{_listed(cpus)}\n") == cpus


@given(st.frozensets(st.integers(0, 300)))
def test_parse_cpus_when_each_is_listed_alone_then_the_set_is_read_back(
    cpus: frozenset[int],
) -> None:
    assert parse_cpus(",".join(map(str, sorted(cpus)))) == cpus


def test_read_when_a_machine_has_one_node_then_one_cell_without_pages() -> None:
    facts = read_host(recorded("one_node"))

    singles = tuple(frozenset({cpu}) for cpu in range(4))
    assert facts == HostFacts(
        cells=(CellFacts(0, frozenset(range(4)), 8192, singles, {}),),
        pci=(PciFacts("0000:00:1f.2", "8086", "2922", "type-PCI", None),),
    )


def test_read_when_a_machine_has_two_nodes_then_each_has_its_cpus_pages_and_cores() -> None:
    first, second = read_host(recorded("two_nodes_pci")).cells

    assert (first.id, second.id) == (0, 1)
    assert first.cpus == {0, 1, 4, 5}
    assert second.siblings == (frozenset({2, 6}), frozenset({3, 7}))
    assert first.pages == {2048: 1024, 1048576: 2}
    assert list(first.pages) == [2048, 1048576]


def test_read_when_a_machine_has_devices_then_each_has_its_kind_and_node() -> None:
    found = {d.address: d for d in read_host(recorded("two_nodes_pci")).pci}

    assert {address: (d.dev_type, d.numa_node) for address, d in found.items()} == {
        "0000:00:1f.2": ("type-PCI", None),
        "0000:18:00.0": ("type-PF", 0),
        "0000:18:02.0": ("type-VF", 0),
        "0000:18:02.1": ("type-VF", 0),
        "0000:af:00.0": ("type-PF", 1),
        "0000:af:00.1": ("type-VF", 1),
        "0000:af:00.2": ("type-VF", 1),
        "0000:b0:00.0": ("type-PF", None),
        "0000:b0:02.0": ("type-VF", None),
    }
    assert (found["0000:af:00.1"].vendor_id, found["0000:af:00.1"].product_id) == ("15b3", "1018")


def test_read_when_a_kernel_knows_no_nodes_then_one_cell_has_the_whole_machine() -> None:
    facts = read_host(recorded("no_nodes"))

    pair = frozenset({0, 1})
    assert facts.cells == (CellFacts(0, pair, 1024, (pair,), {2048: 128}),)


def test_read_when_there_is_nothing_to_read_then_a_cell_that_nothing_fits() -> None:
    facts = read_host(RecordedTree({}))

    assert facts == HostFacts((CellFacts(0, frozenset(), 0, (), {}),), ())


def test_read_when_cpus_are_offline_then_they_are_not_there() -> None:
    first, _ = read_host(recorded("offline_cpus")).cells

    assert first.cpus == {0, 2}
    assert first.siblings == (frozenset({0}), frozenset({2}))


def test_read_when_a_node_has_only_memory_then_it_has_no_cpus() -> None:
    _, second = read_host(recorded("offline_cpus")).cells

    assert (second.cpus, second.siblings, second.memory) == (frozenset(), (), 2048)


def test_read_when_a_core_has_four_threads_then_they_are_one_set() -> None:
    (cell,) = read_host(recorded("four_threads")).cells

    assert cell.siblings == (frozenset({0, 2, 4, 6}), frozenset({1, 3, 5, 7}))


def test_read_when_a_cpu_tells_no_siblings_then_it_is_a_core_alone() -> None:
    tree = RecordedTree({"devices/system/node/node0/cpulist": "5"})

    assert read_host(tree).cells[0].siblings == (frozenset({5}),)


def test_read_when_there_are_ten_nodes_then_they_are_in_the_order_of_their_numbers() -> None:
    tree = RecordedTree({f"devices/system/node/node{n}/cpulist": str(n) for n in range(11)})

    assert [cell.id for cell in read_host(tree).cells] == list(range(11))


@pytest.mark.parametrize(
    ("pages", "expected"),
    [({}, 4096), ({2048: 1024}, 2048), ({2048: 512, 1048576: 1}, 2048), ({1048576: 9}, 0)],
)
def test_ordinary_memory_when_pages_are_set_apart_then_it_is_what_they_leave(
    pages: dict[int, int], expected: int
) -> None:
    assert CellFacts(0, frozenset(), 4096, (), pages).ordinary_memory == expected


@pytest.mark.parametrize("path", files("two_nodes_pci"))
def test_read_when_any_one_file_is_missing_then_the_host_is_still_read(path: str) -> None:
    left = {name: text for name, text in files("two_nodes_pci").items() if name != path}

    assert len(read_host(RecordedTree(left)).cells) == 2


def test_read_when_it_is_the_machine_of_the_test_then_there_is_what_its_sysfs_tells() -> None:
    facts = read_host(DirectoryTree(Path("/sys")))

    told = Path("/sys/devices/system/cpu").exists()  # a container may have no sysfs at all
    assert any(cell.cpus for cell in facts.cells) == told
    assert all(core <= set().union(*(c.cpus for c in facts.cells)) for core in _cores(facts))


def _cores(facts: HostFacts) -> list[frozenset[int]]:
    return [core for cell in facts.cells for core in cell.siblings]
