"""Devices for wants and nodes for guests: compared with every other way."""

import dataclasses
import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import law
from tests.vobjects.catalog.placement.drawing import ASKED, left
from vobjects.catalog.enums.pci import PCINUMAAffinityPolicy
from vobjects.catalog.placement import (
    ANYWHERE,
    Device,
    GuestCell,
    HostCell,
    Nearness,
    NoRoomError,
    Placement,
    Shortage,
    Want,
    assign,
    misfit,
    place,
)

_INTEL = ({"vendor_id": "8086"},)
_WHOLE = ({"dev_type": "type-PF"},)
_SPECS = [(), _INTEL, ({"vendor_id": "15b3"},), _WHOLE, (*_WHOLE, *_INTEL)]
_WANTED = st.lists(
    st.builds(Want, specs=st.sampled_from(_SPECS), policy=st.sampled_from(PCINUMAAffinityPolicy)),
    max_size=3,
)


@st.composite
def _devices(draw: st.DrawFn) -> list[Device]:
    """Functions of two cards; a list may hold the physical function, virtual ones or both."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        bus, function = draw(st.integers(1, 2)), draw(st.integers(0, 2))
        parent = f"0000:{bus}0:00.0"
        found.append(
            Device(
                vendor_id=draw(st.sampled_from(["8086", "15b3"])),
                product_id="154c",
                numa_node=draw(st.sampled_from([None, 0, 1])),
                dev_type="type-VF" if function else "type-PF",
                address=f"0000:{bus}0:02.{function}" if function else parent,
                parent=parent if function else None,
            )
        )
    return list({one.address: one for one in found}.values())


_NEAR = st.sampled_from(
    [
        ANYWHERE,
        Nearness(frozenset({0})),
        Nearness(frozenset({1}), frozenset({0}), frozenset({0, 1})),
    ]
)


def _good(wanted: Sequence[Want], given_: Sequence[Device], near: Nearness) -> bool:
    """Said once more: every want is met, and no function is given with its parent."""
    addresses = {device.address for device in given_}
    return all(
        device.meets(want.specs)
        and near.allows(want.policy, device.numa_node)
        and device.parent not in addresses
        for want, device in zip(wanted, given_, strict=True)
    )


@law(400)
@given(_WANTED, _devices(), _NEAR)
def test_assign_when_there_is_a_way_then_one_is_found_and_it_is_good(
    wanted: list[Want], free: list[Device], near: Nearness
) -> None:
    found = assign(wanted, free, near)

    ways = itertools.permutations(range(len(free)), len(wanted))
    possible = any(_good(wanted, [free[at] for at in way], near) for way in ways)
    assert isinstance(found, tuple) == possible
    if isinstance(found, tuple):
        assert len(set(found)) == len(wanted)
        assert _good(wanted, [free[at] for at in found], near)


@law(200)
@given(_WANTED, _devices(), _NEAR)
def test_assign_when_it_is_refused_then_the_numbers_tell_how_much_is_missing(
    wanted: list[Want], free: list[Device], near: Nearness
) -> None:
    found = assign(wanted, free, near)

    if isinstance(found, Shortage):
        assert found.free is not None
        assert found.free < found.asked == len(wanted)


def _vf(node: int | None, vendor: str = "8086") -> Device:
    return Device(vendor_id=vendor, product_id="154c", dev_type="type-VF", numa_node=node)


def test_assign_when_far_devices_will_do_then_the_nearest_is_taken() -> None:
    near = Nearness(frozenset({0}), frozenset({0}), frozenset({0, 1}))
    free = [_vf(2), _vf(None), _vf(1), _vf(0)]
    want = Want(policy=PCINUMAAffinityPolicy.PREFERRED)

    assert assign([want] * 4, free, near) == (3, 2, 1, 0)


def test_assign_when_one_device_suits_two_then_the_choosy_one_gets_it() -> None:
    assert assign([Want(), Want(specs=_INTEL)], [_vf(0), _vf(0, "15b3")], ANYWHERE) == (1, 0)


def test_assign_when_a_whole_card_is_asked_for_then_functions_come_from_another() -> None:
    cards = [
        Device(vendor_id="8086", product_id="1", dev_type="type-PF", address=f"{bus}")
        for bus in "12"
    ]
    virtual = Device(vendor_id="8086", product_id="2", dev_type="type-VF", address="3", parent="1")

    found = assign([Want(specs=_WHOLE), Want()], [*cards, virtual], ANYWHERE)

    assert found == (1, 2)


@law(200)
@given(st.lists(ASKED, max_size=2), st.lists(left(), max_size=3), _WANTED, _devices())
def test_place_when_there_is_a_way_then_one_is_found_and_it_is_good(
    guests: list[GuestCell], hosts: list[HostCell], wanted: list[Want], free: list[Device]
) -> None:
    nodes = [_numbered(host, number) for number, host in enumerate(hosts)]

    def holds(chosen: Sequence[HostCell]) -> bool:
        fits = all(misfit(g, host) is None for g, host in zip(guests, chosen, strict=True))
        near = Nearness.of((host.id for host in chosen), nodes)
        return fits and isinstance(assign(wanted, free, near), tuple)

    possible = [way for way in itertools.permutations(nodes, len(guests)) if holds(way)]
    if not possible:
        with pytest.raises(NoRoomError) as raised:
            place(guests, nodes, wanted, free)
        assert raised.value.shortages
        return
    found = place(guests, nodes, wanted, free)
    assert found.cells == tuple(host.id for host in possible[0])
    near = Nearness.of(found.cells, nodes)
    assert _good(wanted, [free[at] for at in found.devices], near)


def _numbered(host: HostCell, number: int) -> HostCell:
    return dataclasses.replace(host, id=number)


def _host(number: int, **more: int) -> HostCell:
    cpus = frozenset({number})
    return HostCell(**{"id": number, "cpus": cpus, "dedicated": cpus, "memory": 9, **more})  # type: ignore[arg-type]


_GUEST = GuestCell(shared=frozenset({0}), memory=1)


def test_place_when_the_first_node_is_full_then_the_second_is_chosen() -> None:
    assert place([_GUEST], [_host(0, memory=0), _host(1)]) == Placement((1,), ())


def test_place_when_the_devices_are_on_one_node_then_the_guest_goes_there() -> None:
    assert place([_GUEST], [_host(0), _host(1)], [Want()], [_vf(1)]) == Placement((1,), (0,))


def test_place_when_a_guest_has_no_nodes_then_devices_may_be_anywhere() -> None:
    required = Want(policy=PCINUMAAffinityPolicy.REQUIRED)

    assert place([], [_host(0)], [required], [_vf(1)]) == Placement((), (0,))


@pytest.mark.parametrize(
    ("guests", "wanted", "text"),
    [
        ([_GUEST] * 3, [], "3 NUMA nodes asked, 2 free"),
        (
            [_GUEST, GuestCell(memory=10)],
            [Want()],
            "node 1: 10 MiB asked, 9 free; 1 PCI devices of that kind near the guest asked, 0 free",
        ),
    ],
)
def test_place_when_there_is_no_way_then_the_error_tells_of_the_first_try(
    guests: list[GuestCell], wanted: list[Want], text: str
) -> None:
    with pytest.raises(NoRoomError) as raised:
        place(guests, [_host(0), _host(1)], wanted, [])

    assert str(raised.value).startswith(text)
