"""Guests come to a host and go: nothing is given twice, and what is given back is free again."""

import contextlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import law
from tests.vobjects.catalog.placement.drawing import (
    HOSTS,
    at,
    guest,
    guest_cell,
    guests,
    host_cell,
    topology,
)
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology
from vobjects.catalog.numa import NUMACell, NUMAPagesTopology, NUMATopology, NUMATopologyLimits
from vobjects.catalog.placement import (
    CPUsTakenError,
    HostCell,
    NoRoomError,
    NotHeldError,
    Shortage,
    claim,
    host_cpus,
    pin,
    release,
    settle,
    unpin,
    with_siblings,
)


class Host:
    """Guests that are on a host; those that do not fit are counted."""

    def __init__(self, label: str) -> None:
        self.view = at(label)
        self.empty = self.now = topology(self.view)
        self.guests: list[InstanceNUMATopology] = []
        self.refused = 0

    def claim(self, asked: InstanceNUMATopology) -> None:
        try:
            self.now, settled = claim(self.now, asked)
        except NoRoomError:
            self.refused += 1
        else:
            self.guests.append(settled)

    def release(self, place: int) -> None:
        if self.guests:
            self.now = release(self.now, self.guests.pop(place % len(self.guests)))

    def check(self) -> None:
        """Say once more, from the guests alone, what is used."""
        for cell in self.now.cells:
            here = [c for g in self.guests for c in g.cells if c.id == cell.id]
            kept = [cpu for c in here for cpu in host_cpus(HostCell.of(cell), c)]
            assert len(kept) == len(set(kept))
            assert cell.pinned_cpus == set(kept)
            free, pinned = HostCell.of(cell).free, HostCell.of(cell).pinned
            assert free | pinned == HostCell.of(cell).dedicated
            assert not free & pinned
            self._check_memory(cell, here)

    def _check_memory(self, cell: NUMACell, here: Iterable[InstanceNUMACell]) -> None:
        used: Counter[int] = Counter()
        ordinary = 0
        for asked in here:
            size = asked.obj_values().get("pagesize")
            ordinary += asked.memory if size in (None, 4) else 0
            if size:
                used[size] += -(-asked.memory * 1024 // size)
        assert 0 <= HostCell.of(cell).memory == 3072 - ordinary
        for page in cell.mempages:
            assert 0 <= page.used == used[page.size_kb] <= page.total


@pytest.mark.parametrize("label", HOSTS)
def test_host_when_guests_come_and_go_then_nothing_is_given_twice(label: str) -> None:
    @law(40)
    @given(st.lists(st.one_of(guests(at(label)), st.integers(0, 9)), max_size=10))
    def holds(steps: list[InstanceNUMATopology | int]) -> None:
        host = Host(label)
        for step in steps:
            if isinstance(step, int):
                host.release(step)
            else:
                host.claim(step)
            host.check()
        while host.guests:
            host.release(0)
        assert host.now == host.empty

    holds()


@pytest.mark.parametrize("label", HOSTS)
def test_claim_when_it_ends_then_its_arguments_are_as_they_were(label: str) -> None:
    view = at(label)

    @law(20)
    @given(guests(view))
    def holds(asked: InstanceNUMATopology) -> None:
        host = topology(view)
        before = view.encode(host), view.encode(asked)
        with contextlib.suppress(NoRoomError):
            claim(host, asked)
        assert (view.encode(host), view.encode(asked)) == before

    holds()


@pytest.mark.parametrize("label", HOSTS)
def test_claim_when_a_guest_is_placed_then_each_pinned_cpu_has_one_of_its_node(label: str) -> None:
    view = at(label)
    asked = guest(view, guest_cell(view, 0, pinned=True), guest_cell(view, 1, pinned=True))

    left, settled = claim(topology(view), asked)

    assert [cell.id for cell in settled.cells] == [0, 1]
    assert [cell.cpu_pinning_raw for cell in settled.cells] == [
        {"0": 0, "1": 2},
        {"8": 4, "9": 6},
    ]
    assert [cell.pinned_cpus for cell in left.cells] == [{0, 2}, {4, 6}]


def test_claim_when_a_juno_guest_is_placed_then_its_cells_have_new_ids() -> None:
    view, host = at("juno"), at("kilo")
    full = host_cell(host, 0, memory_usage=3000)

    left, settled = claim(topology(host, full, host_cell(host, 1)), guest(view, guest_cell(view)))

    assert [cell.id for cell in settled.cells] == [1]
    assert settled.VIEW is view
    assert [cell.memory_usage for cell in left.cells] == [3000, 512]


def test_claim_when_an_isolated_guest_comes_then_the_siblings_stay_idle() -> None:
    view = at("gazpacho")
    asked = guest(
        view,
        guest_cell(view, cpus=1, pinned=True, cpu_thread_policy="isolate"),
        emulator_threads_policy="isolate",
    )

    left, settled = claim(topology(view), asked)

    (cell,) = settled.cells
    assert cell.cpu_pinning_raw == {"0": 0}
    assert cell.cpuset_reserved == frozenset({1})
    assert left.cells[0].pinned_cpus == {0, 1, 2}
    assert release(left, settled) == topology(view)


@pytest.mark.parametrize(("label", "usage"), [("kilo", 3), ("train", 1), ("gazpacho", 1)])
def test_claim_when_cpus_are_dedicated_then_they_count_where_there_is_one_set(
    label: str, usage: int
) -> None:
    view = at(label)
    host = topology(view)
    for cell in (guest_cell(view, cpus=1), guest_cell(view, cpus=2, pinned=True)):
        host, _ = claim(host, guest(view, cell))

    assert host.cells[0].cpu_usage == usage


def test_claim_when_there_are_limits_then_they_are_kept() -> None:
    view = at("gazpacho")
    limits = view[NUMATopologyLimits](cpu_allocation_ratio=1.0, ram_allocation_ratio=1.0)
    host = topology(view, host_cell(view))
    host, _ = claim(host, guest(view, guest_cell(view, cpus=3)), limits)

    with pytest.raises(NoRoomError) as raised:
        claim(host, guest(view, guest_cell(view, cpus=2)), limits)

    assert raised.value.shortages == (Shortage("CPUs to share", 2, 1, 0),)
    assert claim(host, guest(view, guest_cell(view, cpus=2)))


def test_claim_when_there_is_no_room_then_the_error_names_all_that_is_short() -> None:
    view = at("gazpacho")
    asked = guest(view, guest_cell(view, 0, 5, pinned=True), guest_cell(view, 1, memory=5000))

    with pytest.raises(NoRoomError) as raised:
        claim(topology(view), asked)

    assert str(raised.value) == (
        "node 0: 5 CPUs to pin asked, 4 free; node 1: 5000 MiB asked, 3072 free; "
        "nothing was taken: choose another host, or ask for less"
    )
    assert raised.value.fields() == {
        "shortages": (Shortage("CPUs to pin", 5, 4, 0), Shortage("MiB", 5000, 3072, 1))
    }


def test_claim_when_what_was_taken_is_asked_for_then_the_changes_say_it() -> None:
    view = at("gazpacho")
    host = topology(view)
    host.obj_reset_changes(recursive=True)

    left, settled = claim(host, guest(view, guest_cell(view, pinned=True)))

    assert left.cells[0].obj_what_changed() == {"pinned_cpus", "memory_usage"}
    assert left.cells[1].obj_what_changed() == set()
    assert "cells" in settled.obj_what_changed()


def test_settle_when_the_chosen_node_has_no_cpus_left_then_it_is_refused() -> None:
    view = at("gazpacho")
    host = topology(view, pin(host_cell(view), range(3)))

    with pytest.raises(NoRoomError, match="node 0: 2 CPUs to pin asked, 1 free"):
        settle(host, guest(view, guest_cell(view, pinned=True)), [0])


@pytest.mark.parametrize("label", HOSTS)
def test_pin_when_cpus_are_unpinned_then_the_node_is_as_it_was(label: str) -> None:
    @law(20)
    @given(st.sets(st.integers(0, 3)), st.data())
    def holds(first: set[int], data: st.DataObject) -> None:
        cell = pin(host_cell(at(label)), first)
        more = data.draw(st.sets(st.sampled_from(sorted({0, 1, 2, 3} - first) or [9])))

        if more <= {0, 1, 2, 3}:
            assert unpin(pin(cell, more), more) == cell
            assert HostCell.of(pin(cell, more)).free == {0, 1, 2, 3} - first - more
        else:
            with pytest.raises(CPUsTakenError):
                pin(cell, more)

    holds()


def test_pin_when_a_cpu_is_taken_then_the_error_names_it_and_what_is_free() -> None:
    cell = pin(host_cell(at("kilo")), {0, 1})

    with pytest.raises(CPUsTakenError) as raised:
        pin(cell, {1, 2, 9})

    assert raised.value.fields() == {"cell": 0, "cpus": {1, 9}, "free": {2, 3}}
    assert str(raised.value).startswith("node 0: CPUs [1, 9] cannot be pinned, [2, 3] are free")


def test_unpin_when_a_cpu_is_not_pinned_then_the_error_names_it() -> None:
    cell = pin(host_cell(at("kilo")), {0})

    with pytest.raises(NotHeldError) as raised:
        unpin(cell, {0, 1})

    assert raised.value.fields() == {
        "cell": 0,
        "resource": "CPUs",
        "returned": {1},
        "held": {0},
    }


def test_pin_when_the_siblings_are_pinned_too_then_the_core_is_gone() -> None:
    cell = host_cell(at("kilo"))

    assert with_siblings(cell, {0}) == {0, 2}
    assert HostCell.of(pin(cell, with_siblings(cell, {0}))).free == {1, 3}


def _claimed(**more: Any) -> tuple[NUMATopology, InstanceNUMATopology]:
    view = at("gazpacho")
    return claim(topology(view), guest(view, guest_cell(view, **more)))


@pytest.mark.parametrize(
    ("asked", "resource", "returned", "held"),
    [
        ({"pinned": True}, "CPUs", {0, 2}, frozenset()),
        ({}, "guest CPUs", 2, 0),
        ({"cpus": 0}, "MiB", 512, 0),
        ({"cpus": 0, "memory": 0, "pagesize": 2048}, None, 0, 0),
    ],
)
def test_release_when_it_is_done_twice_then_the_second_is_refused(
    asked: dict[str, Any], resource: str | None, returned: object, held: object
) -> None:
    left, settled = _claimed(**asked)
    free = release(left, settled)

    if resource is None:
        assert release(free, settled) == free
        return
    with pytest.raises(NotHeldError) as raised:
        release(free, settled)
    assert raised.value.fields() == {
        "cell": 0,
        "resource": resource,
        "returned": returned,
        "held": held,
    }
    assert "given back before" in str(raised.value)


@pytest.mark.parametrize("pages", [None, 7])
def test_release_when_the_pages_are_not_in_use_then_it_is_refused(pages: int | None) -> None:
    left, settled = _claimed(pagesize=2048)
    view = left.VIEW
    told = view[NUMAPagesTopology](size_kb=2048, total=512, used=pages or 0)
    left.cells[0].mempages = (told,) if pages else ()

    with pytest.raises(NotHeldError, match=f"256 pages of 2048 KiB given back, {pages or 0} in"):
        release(left, settled)


def test_release_when_no_pages_are_given_back_then_the_host_need_not_tell_them() -> None:
    left, settled = _claimed(cpus=0, memory=0, pagesize=2048)
    left.cells[0].mempages = ()

    assert release(left, settled) == left


def test_release_when_the_host_has_no_such_node_then_it_is_refused() -> None:
    left, settled = _claimed()
    left.cells = left.cells[1:]

    with pytest.raises(NotHeldError, match=r"node 0: \[0\] host nodes given back, \[1\] in use"):
        release(left, settled)
