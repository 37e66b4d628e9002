"""The life of the devices of a host: who has them, and what that means for their relatives."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import law
from tests.support.untyped import new
from tests.vobjects.catalog.placement.drawing import (
    DEVICES,
    GUEST,
    OTHER,
    at,
    card,
    device,
    hosts_devices,
    listed,
)
from vobjects import View
from vobjects.catalog._nova import NOVA
from vobjects.catalog.pci_device import PciDeviceList
from vobjects.catalog.pci_pool import PciDevicePool, PciDevicePoolList
from vobjects.catalog.placement import (
    Device,
    DeviceStateError,
    Nearness,
    NoRoomError,
    Shortage,
    Want,
    allocate_devices,
    claim_devices,
    devices_of,
    free_devices,
    pools_of,
    relatives,
    release_devices,
    remove_device,
    take_from_pools,
    virtual_functions_left,
)

_VF = Want(specs=({"dev_type": "type-VF"},))
_PF = Want(specs=({"dev_type": "type-PF"},))
_PLAIN = {"address": "0000:81:00.0", "vendor_id": "8086", "product_id": "1"}
_USERS = tuple(f"5f0c9d0e-0000-4000-8000-00000000000{n}" for n in range(3))
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["claim", "claim", "allocate", "release", "release", "remove"]),
        st.sampled_from(_USERS),
        st.lists(st.sampled_from([_VF, _PF, Want()]), min_size=1, max_size=2),
    ),
    max_size=8,
)


def _step(now: PciDeviceList, action: str, user: str, wanted: list[Want]) -> PciDeviceList:
    try:
        match action:
            case "claim":
                return claim_devices(now, wanted, user)
            case "allocate":
                return allocate_devices(now, user)
            case "release":
                return release_devices(now, user)
        return remove_device(now, now.objects[0].address if now.objects else "none")
    except (NoRoomError, DeviceStateError):
        return now


def _check(now: PciDeviceList) -> None:
    """Said once more: who is in use is told, and no one is in use with a relative."""
    busy = {d.address for d in now.objects if d.status in ("claimed", "allocated")}
    parents = {Device.of(d).parent for d in now.objects if d.address in busy}
    assert not busy & parents
    for one in now.objects:
        assert (one.instance_uuid is not None) == (one.address in busy)
    out = {d.address for d in free_devices(now)}
    assert not out & busy
    assert not out & parents


@pytest.mark.parametrize("label", DEVICES)
def test_devices_when_guests_come_and_go_then_none_has_two_or_its_relative_too(label: str) -> None:
    view = at(label)

    @law(80)
    @given(hosts_devices(view), _STEPS)
    def holds(start: PciDeviceList, steps: list[tuple[str, str, list[Want]]]) -> None:
        now = start
        for action, user, wanted in steps:
            before = view.encode(now)
            after = _step(now, action, user, wanted)
            assert view.encode(now) == before
            now = after
            _check(now)
            assert view.decode(view.encode(now)) == now
        if not any(action == "remove" for action, _, _ in steps):
            for user in _USERS:
                now = release_devices(now, user)
            assert now == start

    holds()


@pytest.mark.parametrize("label", DEVICES)
def test_claim_when_devices_are_given_then_they_say_who_has_them(label: str) -> None:
    view = at(label)
    host = listed(view, *card(view, "81", 2))

    after = claim_devices(host, [Want(request_id=OTHER)], GUEST)

    (one,) = devices_of(after, GUEST)
    assert (one.address, one.status, one.instance_uuid) == ("0000:81:02.0", "claimed", GUEST)
    assert one.obj_values().get("request_id", OTHER) == OTHER
    assert [d.address for d in virtual_functions_left(after, "0000:81:00.0")] == ["0000:81:02.1"]
    assert "0000:81:00.0" not in [d.address for d in free_devices(after)]
    assert release_devices(after, GUEST) == host


def _statuses(devices: PciDeviceList) -> list[str]:
    return [str(one.status) for one in devices.objects]


@pytest.mark.parametrize("label", ["mitaka", "gazpacho"])
def test_card_when_a_function_of_it_is_in_use_then_the_whole_is_out_of_reach(label: str) -> None:
    view = at(label)
    host = listed(view, *card(view, "81", 2))

    first = claim_devices(host, [_VF], GUEST)
    both = claim_devices(allocate_devices(first, GUEST), [_VF], OTHER)

    assert _statuses(first) == ["unclaimable", "claimed", "available"]
    assert _statuses(both) == ["unavailable", "allocated", "claimed"]
    assert _statuses(release_devices(both, GUEST)) == ["unclaimable", "available", "claimed"]
    assert release_devices(release_devices(both, GUEST), OTHER) == host


@pytest.mark.parametrize("label", ["mitaka", "gazpacho"])
def test_card_when_the_whole_is_in_use_then_its_functions_are_out_of_reach(label: str) -> None:
    view = at(label)
    host = listed(view, *card(view, "81", 1), *card(view, "82", 1))

    claimed = claim_devices(host, [_PF], GUEST)
    allocated = allocate_devices(claimed, GUEST)

    assert _statuses(claimed) == ["claimed", "unclaimable", "available", "available"]
    assert _statuses(allocated) == ["allocated", "unavailable", "available", "available"]
    assert virtual_functions_left(allocated, "0000:81:00.0") == []
    assert len(virtual_functions_left(allocated, "0000:82:00.0")) == 1
    assert release_devices(allocated, GUEST) == host


@pytest.mark.parametrize("label", ["icehouse", "juno", "kilo", "liberty"])
def test_card_when_there_are_no_words_for_out_of_reach_then_its_functions_are_not_given(
    label: str,
) -> None:
    view = at(label)
    host = listed(view, *card(view, "81", 1))

    after = allocate_devices(claim_devices(host, [_PF], GUEST), GUEST)

    assert _statuses(after) == ["allocated", "available"]
    assert free_devices(after) == []
    with pytest.raises(NoRoomError) as raised:
        claim_devices(after, [_VF], OTHER)
    kind = "PCI devices of that kind near the guest"
    assert raised.value.shortages == (Shortage(kind, 1, 0),)


def test_claim_when_a_device_is_far_then_it_is_not_given() -> None:
    host = listed(at("gazpacho"), *card(at("gazpacho"), "81", 1))

    with pytest.raises(NoRoomError):
        claim_devices(host, [_VF], GUEST, Nearness(frozenset({1})))
    assert devices_of(claim_devices(host, [_VF], GUEST, Nearness(frozenset({0}))), GUEST)


@pytest.mark.parametrize("label", DEVICES)
def test_remove_when_a_card_is_removed_then_its_functions_are_too(label: str) -> None:
    view = at(label)
    host = listed(view, *card(view, "81", 2), *card(view, "82", 1))

    after = remove_device(host, "0000:81:00.0")

    assert _statuses(after) == ["removed"] * 3 + ["available"] * 2
    assert virtual_functions_left(after, "0000:81:00.0") == []
    assert _statuses(host) == ["available"] * 5


@pytest.mark.parametrize("label", DEVICES)
def test_remove_when_a_function_is_removed_then_the_rest_of_the_card_stays(label: str) -> None:
    view = at(label)
    after = remove_device(listed(view, *card(view, "81", 2)), "0000:81:02.0")

    assert _statuses(after) == ["available", "removed", "available"]


def test_remove_when_the_last_guest_goes_then_what_is_removed_stays_removed() -> None:
    view = at("gazpacho")
    host = remove_device(listed(view, *card(view, "81", 2)), "0000:81:02.1")

    after = release_devices(claim_devices(host, [_PF], GUEST), GUEST)

    assert _statuses(after) == ["available", "available", "removed"]


def test_remove_when_a_function_is_in_use_then_it_is_refused() -> None:
    view = at("gazpacho")
    host = claim_devices(listed(view, *card(view, "81", 1)), [_VF], GUEST)

    with pytest.raises(DeviceStateError) as raised:
        remove_device(host, "0000:81:00.0")

    assert raised.value.address == "0000:81:02.0"
    assert raised.value.found == f"claimed by {GUEST}"
    assert "release the devices of the instance first" in str(raised.value)


@pytest.mark.parametrize(("functions", "known"), [(0, "no device"), (1, "0000:81:00.0")])
def test_remove_when_there_is_no_such_device_then_the_known_ones_are_named(
    functions: int, known: str
) -> None:
    view = at("gazpacho")
    some = [device(view, "0000:81:00.0")] * functions

    with pytest.raises(DeviceStateError, match=f"found none, expected {known}; correct the"):
        remove_device(listed(view, *some), "0000:99:00.0")


def test_relatives_when_devices_have_no_parent_then_they_are_not_related() -> None:
    view = at("gazpacho")
    plain = [device(view, f"0000:9{n}:00.0", "type-PCI") for n in range(2)]

    assert relatives(plain[0], plain) == []


def test_free_when_a_device_has_no_status_then_it_is_not_given() -> None:
    view = at("gazpacho")

    assert free_devices(listed(view, new(view, "PciDevice", address="0000:81:00.0"))) == []


POOLS = ("kilo", "gazpacho")


@pytest.mark.parametrize("label", POOLS)
def test_pools_when_devices_are_free_then_each_is_counted_once(label: str) -> None:
    view = at(label)

    @law(30)
    @given(hosts_devices(view))
    def holds(devices: PciDeviceList) -> None:
        pools = pools_of(devices).objects
        free = free_devices(devices)
        kinds = Counter((d.vendor_id, d.product_id, str(d.dev_type), d.numa_node) for d in free)
        found = {(p.vendor_id, p.product_id, p.tags["dev_type"], p.numa_node): p for p in pools}
        assert {kind: pool.count for kind, pool in found.items()} == kinds

    holds()


@pytest.mark.parametrize("label", POOLS)
def test_pools_when_guests_take_of_them_then_no_more_than_there_are(label: str) -> None:
    view = at(label)

    @law(40)
    @given(hosts_devices(view), st.lists(st.sampled_from([_VF, _PF, Want()]), max_size=6))
    def holds(devices: PciDeviceList, wanted: list[Want]) -> None:
        pools = pools_of(devices)
        before = view.encode(pools)
        try:
            after = take_from_pools(pools, wanted)
        except NoRoomError:
            after = pools
            wanted = []
        assert view.encode(pools) == before
        assert min((pool.count for pool in after.objects), default=0) >= 0
        assert _total(after) == _total(pools) - len(wanted)

    holds()


def _total(pools: PciDevicePoolList) -> int:
    return sum(pool.count for pool in pools.objects)


def _pool(view: View, count: int) -> PciDevicePoolList:
    pool = view[PciDevicePool](
        vendor_id="8086", product_id="154c", numa_node=None, count=count, tags={}
    )
    return view[PciDevicePoolList](objects=(pool,))


def test_pools_when_a_guest_asks_for_more_than_there_are_then_refused_with_both_numbers() -> None:
    with pytest.raises(NoRoomError, match="3 PCI devices of that kind near the guest asked, 2 fr"):
        take_from_pools(_pool(at("kilo"), 2), [Want()] * 3)


def test_pools_when_one_is_used_up_then_it_stays_with_none() -> None:
    after = take_from_pools(_pool(at("kilo"), 2), [Want()] * 2)

    assert [pool.count for pool in after.objects] == [0]


def test_pools_when_their_version_has_no_node_then_devices_are_one_pool() -> None:
    view = NOVA.at(
        {"PciDevice": "1.3", "PciDeviceList": "1.2"}
        | {"PciDevicePool": "1.0", "PciDevicePoolList": "1.0"}
    )
    devices = listed(view, device(view, "0000:81:02.0"), device(view, "0000:81:02.1"))

    (pool,) = pools_of(devices).objects

    assert (pool.count, pool.tags) == (2, {"dev_type": "type-VF"})


def test_pools_when_devices_do_not_tell_their_type_then_there_is_no_tag() -> None:
    view = at("kilo")
    one = new(view, "PciDevice", **_PLAIN, status="available")

    assert pools_of(listed(view, one)).objects[0].tags == {}
