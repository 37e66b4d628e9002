"""Host records: what a host tells in the form of its release, and who can read it."""

import dataclasses
import json

import pytest

from compat.cloud.host import Pool, cells_of, pools_of, write_resources
from compat.cloud.host._sysfs import CellFacts
from tests.compat.cloud.asking import RELEASES
from vobjects import BackportRefusedError, catalog
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.placement import HostCell
from vobjects.testing import minimal

_FACTS = CellFacts(
    1, frozenset({2, 3, 6}), 4096, (frozenset({2, 6}), frozenset({3})), {2048: 100, 1048576: 1}
)
_JUNO = HostCell(id=1, cpus=_FACTS.cpus, dedicated=_FACTS.cpus, memory=1500)
_LEFT = dataclasses.replace(
    _JUNO,
    pinned=frozenset({3}),
    siblings=_FACTS.siblings,
    pages={2048: 90, 1048576: 0},
)
_POOLS = [Pool("8086", "154c", 1, 2), Pool("15b3", "1018", None, 4)]


def _node(release: str) -> ComputeNode:
    return minimal(  # type: ignore[no-any-return]  # it is made by its name
        catalog.at(release),
        "ComputeNode",
        id=1,
        hypervisor_type="QEMU",
        hypervisor_hostname="host",
        vcpus=4,
        memory_mb=8192,
        memory_mb_used=0,
        running_vms=0,
    )


def _reported(release: str) -> ComputeNode:
    node = _node(release)
    write_resources(catalog.at(release), node, [(_FACTS, _LEFT)], _POOLS)
    return node


def test_report_when_it_is_kilo_then_everything_is_read_back() -> None:
    node = _reported("kilo")

    assert cells_of(node) == [_LEFT]
    assert pools_of(node) == _POOLS


def test_report_when_it_is_juno_then_what_juno_tells_is_read_back() -> None:
    node = _reported("juno")

    assert cells_of(node) == [_JUNO]
    assert pools_of(node) == [
        Pool("8086", "154c", None, 2),
        Pool("15b3", "1018", None, 4),
    ]


def test_report_when_it_is_icehouse_then_pools_are_told_and_no_numa() -> None:
    node = _reported("icehouse")

    assert cells_of(node) is None
    assert [pool.count for pool in pools_of(node)] == [2, 4]


def test_report_when_it_is_kilo_then_the_topology_is_a_primitive_that_nova_reads() -> None:
    found = json.loads(str(_reported("kilo").numa_topology))

    assert (found["nova_object.name"], found["nova_object.version"]) == ("NUMATopology", "1.2")
    (cell,) = found["nova_object.data"]["cells"]
    assert cell["nova_object.data"]["pinned_cpus"] == [3]
    assert cell["nova_object.data"]["memory_usage"] == 2416


def test_report_when_it_is_juno_then_the_topology_is_plain() -> None:
    found = json.loads(str(_reported("juno").numa_topology))

    assert found == {"cells": [{"id": 1, "cpus": "2,3,6", "mem": {"total": 4096, "used": 2596}}]}


def test_report_when_it_is_juno_then_the_pools_are_in_the_stats() -> None:
    stats = _reported("juno").stats

    assert stats is not None
    assert json.loads(str(stats["pci_stats"]))[0] == {
        "vendor_id": "8086",
        "product_id": "154c",
        "count": 2,
    }


@pytest.mark.parametrize("release", ["juno", "kilo"])
def test_report_when_a_node_has_no_cpus_then_it_is_read_back_without(release: str) -> None:
    node, facts = _node(release), CellFacts(0, frozenset(), 2048, (), {})
    left = HostCell(id=0, cpus=facts.cpus, dedicated=facts.cpus, memory=2048, pages={})
    write_resources(catalog.at(release), node, [(facts, left)], [])

    (cell,) = cells_of(node) or []

    assert (cell.cpus, cell.memory) == (frozenset(), 2048)


@pytest.mark.parametrize("reader", ["juno", "kilo"])
def test_cells_when_juno_wrote_the_record_then_the_next_reads_it(reader: str) -> None:
    node = catalog.at(reader).adopt(_reported("juno"))

    assert cells_of(node) == [_JUNO]
    assert [pool.count for pool in pools_of(node)] == [2, 4]


def test_cells_when_icehouse_wrote_the_record_then_kilo_finds_none() -> None:
    node = catalog.at("kilo").adopt(_reported("icehouse"))

    assert cells_of(node) == []
    assert [pool.count for pool in pools_of(node)] == [2, 4]


@pytest.mark.parametrize("reader", ["icehouse", "juno"])
def test_record_when_an_older_release_cannot_hold_it_then_refused_and_not_stripped(
    reader: str,
) -> None:
    with pytest.raises(BackportRefusedError, match=r"\$\.(pci_device_pools|numa_topology)"):
        catalog.at(reader).adopt(_reported("kilo"))


@pytest.mark.parametrize("release", RELEASES)
def test_record_when_nothing_was_reported_then_there_are_no_cells_and_no_pools(
    release: str,
) -> None:
    node = _node(release)

    assert not cells_of(node)
    assert pools_of(node) == []


@pytest.mark.parametrize("release", RELEASES)
def test_pools_when_the_stats_tell_of_other_things_then_there_are_none(release: str) -> None:
    node = _node(release)
    node.stats = {"io_workload": "0"}

    assert pools_of(node) == []
