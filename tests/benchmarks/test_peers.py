"""All peers carry the same data, or their times could not be compared."""

import json
from collections.abc import Iterable
from types import ModuleType
from typing import Any

import pytest

from benchmarks.data import topology
from benchmarks.peers import msgspec, ours, ovo, successor

PEERS = (ours, ovo, msgspec)
each_peer = pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.__name__)


def test_the_host_has_64_cpus_in_two_nodes() -> None:
    cells = topology()

    assert [len(cell.cpuset) for cell in cells] == [32, 32]
    assert frozenset().union(*(cell.cpuset for cell in cells)) == frozenset(range(64))
    assert all(cell.cpuset == frozenset().union(*cell.siblings) for cell in cells)
    assert all(cell.pinned_cpus < cell.cpuset and cell.mempages for cell in cells)


@each_peer
def test_what_is_built_has_the_values(peer: ModuleType) -> None:
    assert peer.plain(peer.build(peer.native(topology()))) == topology()


@each_peer
def test_what_is_decoded_has_the_values(peer: ModuleType) -> None:
    assert peer.plain(peer.decode(peer.encode(peer.stored(topology())))) == topology()


@each_peer
def test_encoding_and_building_change_nothing(peer: ModuleType) -> None:
    values = peer.native(topology())
    peer.build(values)
    found = peer.stored(topology())

    assert peer.encode(found) == peer.encode(found)
    assert values == peer.native(topology())


@pytest.mark.parametrize("peer", [ours, ovo], ids=["ours", "ovo"])
def test_the_objects_of_a_store_have_no_changes(peer: ModuleType) -> None:
    found = peer.stored(topology())

    assert not found.obj_what_changed()
    assert not any(cell.obj_what_changed() for cell in found.cells)


def test_ours_and_those_of_ovo_read_each_other() -> None:
    found, theirs = ours.stored(topology()), ovo.stored(topology())

    assert found.VIEW.from_primitive(json.loads(ovo.encode(theirs))) == found
    assert ovo.plain(theirs.obj_from_primitive(found.obj_to_primitive())) == topology()


def test_the_classes_of_ovo_are_in_no_registry_of_the_process() -> None:
    from oslo_versionedobjects.base import VersionedObjectRegistry

    registered = VersionedObjectRegistry.obj_classes()

    assert not any(cls.__module__ == ovo.__name__ for found in registered.values() for cls in found)


def test_a_backport_gives_the_bytes_of_the_older_release_itself() -> None:
    new, then = successor.stored(topology()), successor.stored_then(topology())

    assert successor.encode_back(new) == successor.encode_then(then)
    assert (new.VERSION, then.VERSION) == ("1.5", "1.2")


def test_the_older_release_carries_the_same_data() -> None:
    then = successor.stored_then(topology())
    shared = then.cells[0].SPECS.keys() - {"mempages"}

    def values(cells: Iterable[Any]) -> list[dict[str, Any]]:
        return [{name: getattr(cell, name) for name in shared} for cell in cells]

    assert len(shared) == 7
    assert values(then.cells) == values(topology())
