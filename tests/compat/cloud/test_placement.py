"""Placement: what is chosen fits, what is refused fits nowhere, and the reason says numbers."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compat.cloud.placement import GuestCell, HostCell, Placement, Pool, Specs, misfit, place

_NIC = Pool("8086", "154c", 0, 1)
_OTHER = Pool("15b3", "1018", 1, 1)
_INTEL: Specs = ({"vendor_id": "8086", "product_id": "154c"},)
_MELLANOX: Specs = ({"vendor_id": "15b3"},)
_EITHER: Specs = (*_INTEL, *_MELLANOX)


def _host(number: int = 0, cpus: int = 4, memory: int = 4096, **more: object) -> HostCell:
    ids = frozenset(range(number * 100, number * 100 + cpus))
    host = HostCell(number, ids, memory, pages={2048: 4})
    for name, value in more.items():
        setattr(host, name, value)
    return host


_GUESTS = st.lists(
    st.builds(
        GuestCell,
        cpus=st.integers(1, 4),
        memory=st.integers(1, 12),
        pagesize=st.sampled_from([None, 1024, 2048]),
        pinned=st.booleans(),
    ),
    max_size=3,
)


@st.composite
def _hosts(draw: st.DrawFn) -> list[HostCell]:
    hosts = []
    for number in range(draw(st.integers(0, 3))):
        host = _host(number, draw(st.integers(0, 4)), draw(st.integers(0, 12)))
        host.pinned = frozenset(sorted(host.cpus)[: draw(st.integers(0, 3))])
        host.pages = draw(st.one_of(st.none(), st.fixed_dictionaries({2048: st.integers(0, 6)})))
        hosts.append(host)
    return hosts


_WANTED = st.lists(st.sampled_from([(), _INTEL, _MELLANOX, _EITHER]), max_size=3)
_FREE = st.lists(
    st.builds(
        Pool,
        st.sampled_from(["8086", "15b3"]),
        st.just("154c"),
        st.sampled_from([None, 0, 1, 2]),
        st.just(1),
    ),
    max_size=4,
)


def _holds(guest: GuestCell, host: HostCell) -> bool:
    """Said once more, by plain arithmetic."""
    cpus = len(host.cpus - host.pinned) if guest.pinned else len(host.cpus)
    if guest.pagesize is None:
        return guest.cpus <= cpus and guest.memory <= host.memory
    pages = (host.pages or {}).get(guest.pagesize, 0)
    return guest.cpus <= cpus and guest.memory * 1024 <= pages * guest.pagesize


def _meets(device: Pool, specs: Specs) -> bool:
    facts = {"vendor_id": device.vendor_id, "product_id": device.product_id}
    return not specs or any(spec.items() <= facts.items() for spec in specs)


def _near(device: Pool, cells: Sequence[int], guests: Sequence[GuestCell]) -> bool:
    return not guests or device.numa_node is None or device.numa_node in cells


def _possible(
    guests: list[GuestCell], hosts: list[HostCell], wanted: list[Specs], free: list[Pool]
) -> bool:
    """Every way to give cells and devices, tried one by one."""
    for chosen in itertools.permutations(hosts, len(guests)):
        if not all(map(_holds, guests, chosen)):
            continue
        near = [d for d in free if _near(d, [host.id for host in chosen], guests)]
        for devices in itertools.permutations(near, len(wanted)):
            if all(map(_meets, devices, wanted)):
                return True
    return False


@given(_GUESTS, _hosts(), _WANTED, _FREE)
def test_place_when_a_guest_is_placed_then_nothing_is_exceeded(
    guests: list[GuestCell], hosts: list[HostCell], wanted: list[Specs], free: list[Pool]
) -> None:
    found = place(guests, hosts, wanted, free)

    if isinstance(found, str):
        return
    by_id = {host.id: host for host in hosts}
    assert len(set(found.cells)) == len(guests)
    assert all(_holds(g, by_id[number]) for g, number in zip(guests, found.cells, strict=True))
    assert len(set(found.devices)) == len(wanted)
    given_ = [free[at] for at in found.devices]
    assert all(map(_meets, given_, wanted))
    assert all(_near(device, found.cells, guests) for device in given_)


@given(_GUESTS, _hosts(), _WANTED, _FREE)
def test_place_when_a_guest_is_refused_then_no_way_was_left(
    guests: list[GuestCell], hosts: list[HostCell], wanted: list[Specs], free: list[Pool]
) -> None:
    found = place(guests, hosts, wanted, free)

    assert isinstance(found, Placement) == _possible(guests, hosts, wanted, free)


@given(_GUESTS, _hosts(), _WANTED, _FREE)
def test_place_when_a_guest_is_refused_then_the_reason_is_not_empty(
    guests: list[GuestCell], hosts: list[HostCell], wanted: list[Specs], free: list[Pool]
) -> None:
    found = place(guests, hosts, wanted, free)

    assert isinstance(found, Placement) or found.strip()


@given(_GUESTS, _hosts(), _WANTED, _FREE)
def test_place_when_it_is_asked_twice_then_the_answer_is_the_same(
    guests: list[GuestCell], hosts: list[HostCell], wanted: list[Specs], free: list[Pool]
) -> None:
    assert place(guests, hosts, wanted, free) == place(guests, hosts, wanted, free)


@pytest.mark.parametrize(
    ("guest", "host", "reason"),
    [
        (GuestCell(5, 1), _host(), "5 CPUs, the node has 4"),
        (
            GuestCell(3, 1, pinned=True),
            _host(pinned=frozenset({0, 1})),
            "3 CPUs to pin, 2 free",
        ),
        (GuestCell(1, 4097), _host(), "4097 MiB, 4096 free"),
        (GuestCell(1, 10, 2048), _host(), "5 pages of 2048 KiB, 4 free"),
        (GuestCell(1, 9, 2048), _host(), "5 pages of 2048 KiB, 4 free"),
        (GuestCell(1, 1024, 1048576), _host(), "1 pages of 1048576 KiB, 0 free"),
        (GuestCell(1, 1, 2048), _host(pages=None), "the host does not tell its pages"),
    ],
)
def test_misfit_when_a_cell_does_not_fit_then_it_names_what_is_asked_and_what_is_free(
    guest: GuestCell, host: HostCell, reason: str
) -> None:
    assert misfit(guest, host) == reason


@pytest.mark.parametrize(
    "guest",
    [
        GuestCell(4, 4096),
        GuestCell(4, 8, 2048),
        GuestCell(4, 1, pinned=True),
        GuestCell(1, 7, 2048),
    ],
)
def test_misfit_when_a_cell_just_fits_then_there_is_no_reason(guest: GuestCell) -> None:
    assert misfit(guest, _host()) is None


def test_misfit_when_cpus_are_pinned_then_an_unpinned_guest_does_not_need_them() -> None:
    assert misfit(GuestCell(4, 1), _host(pinned=frozenset({0, 1, 2}))) is None


def test_place_when_there_are_too_few_nodes_then_both_numbers_are_named() -> None:
    guests = [GuestCell(1, 1)] * 3

    assert place(guests, [_host(0), _host(1)], [], []) == "3 NUMA nodes, the host has 2"


def test_place_when_the_first_node_is_full_then_the_second_is_chosen() -> None:
    hosts = [_host(0, memory=0), _host(1)]

    assert place([GuestCell(1, 1)], hosts, [], []) == Placement((1,), ())


def test_place_when_devices_are_on_one_node_then_the_guest_goes_there() -> None:
    found = place([GuestCell(1, 1)], [_host(0), _host(1)], [_MELLANOX], [_NIC, _OTHER])

    assert found == Placement((1,), (1,))


def test_place_when_the_devices_are_far_then_it_is_refused_with_both_numbers() -> None:
    found = place([GuestCell(1, 1)], [_host(0)], [_INTEL, _MELLANOX], [_NIC, _OTHER])

    assert found == "2 virtual functions of that kind near the guest, 1 free"


def test_place_when_a_guest_has_no_cells_then_any_node_is_near() -> None:
    assert place([], [_host(0)], [_MELLANOX], [_NIC, _OTHER]) == Placement((), (1,))


def test_place_when_a_device_tells_no_node_then_it_is_near_everywhere() -> None:
    homeless = Pool("8086", "154c", None, 1)

    assert place([GuestCell(1, 1)], [_host(1)], [_INTEL], [homeless]) == Placement((1,), (0,))


def test_place_when_one_device_suits_two_then_the_choosy_one_gets_it() -> None:
    found = place([], [], [_EITHER, _INTEL], [_NIC, _OTHER])

    assert found == Placement((), (1, 0))


def test_place_when_a_spec_asks_for_what_no_device_tells_then_it_is_refused() -> None:
    wanted: list[Specs] = [({"vendor_id": "8086", "physical_network": "net-a"},)]

    found = place([], [], wanted, [_NIC])

    assert found == "1 virtual functions of that kind near the guest, 0 free"


def test_place_when_several_reasons_hold_then_all_of_the_first_try_are_told() -> None:
    guests = [GuestCell(9, 1), GuestCell(1, 9999)]

    found = place(guests, [_host(0), _host(1)], [_INTEL], [])

    assert found == (
        "9 CPUs, the node has 4, 9999 MiB, 4096 free, "
        "1 virtual functions of that kind near the guest, 0 free"
    )
