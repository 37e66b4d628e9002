"""The network service: addresses that are given once and follow their guest."""

import concurrent.futures
import json
import time
from typing import Any

import pytest

from compat.cloud.api import request_networks
from compat.cloud.api._networks import as_objects
from compat.cloud.releases import known_to, pin
from compat.cloud.services import Network, Store
from rpc import MEMORY_URL, ApplicationError, Context, Peer, transport
from tests.compat.cloud.asking import RELEASES, new_uuid
from vobjects import VersionedObject, View
from vobjects.catalog.instance_state import InstanceInfoCache

CONTEXT = Context()


def _network(release: str, store: Store | None = None) -> Network:
    own = pin(release)
    peer = Peer(transport(MEMORY_URL), "network", own, known_to(release), known_to(release))
    return Network(peer, Store(own.view) if store is None else store)


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def store(release: str) -> Store:
    return Store(pin(release).view)


@pytest.fixture
def network(release: str, store: Store) -> Network:
    return _network(release, store)


def _allocated(network: Network, store: Store, *names: str, uuid: str = "") -> list[dict[str, Any]]:
    return _read(
        network.allocate_addresses(
            CONTEXT, uuid or new_uuid(), "host-1", request_networks(store.view, names)
        )
    )


def _read(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


def _fixed(view: View, address: str) -> Any:
    plain = ({"network_id": "net-a", "address": address},)
    return as_objects(plain, view) if view.has("NetworkRequestList") else plain


def test_allocate_when_networks_are_asked_for_then_an_address_in_each(
    network: Network, store: Store
) -> None:
    found = _allocated(network, store, "net-a", "net-b")

    assert [(port["network_id"], port["host"]) for port in found] == [
        ("net-a", "host-1"),
        ("net-b", "host-1"),
    ]


def test_allocate_when_none_are_asked_for_then_none_and_more_can_come(network: Network) -> None:
    uuid = new_uuid()

    assert network.allocate_addresses(CONTEXT, uuid, "host-1") == "[]"
    assert len(_read(network.add_address(CONTEXT, uuid, "host-1", "net-a"))) == 1


def test_allocate_when_there_are_many_guests_then_no_address_is_given_twice(
    network: Network, store: Store
) -> None:
    found = [port["address"] for _ in range(5) for port in _allocated(network, store, "a", "b")]

    assert len(set(found)) == 10


def test_allocate_when_it_is_tried_again_for_a_guest_then_the_first_addresses_are_free(
    network: Network, store: Store
) -> None:
    uuid = new_uuid()

    first = _allocated(network, store, "net-a", uuid=uuid)

    assert _allocated(network, store, "net-a", uuid=uuid) == first


def test_allocate_when_an_address_is_wanted_then_it_is_given(
    network: Network, store: Store
) -> None:
    text = network.allocate_addresses(CONTEXT, new_uuid(), "host-1", _fixed(store.view, "10.9.9.9"))

    assert _read(text)[0]["address"] == "10.9.9.9"


def test_allocate_when_an_address_is_taken_then_refused_and_the_owner_keeps_it(
    network: Network, store: Store
) -> None:
    (owned,) = _allocated(network, store, "net-a")

    with pytest.raises(ApplicationError, match="FixedIpAlreadyInUse"):
        network.allocate_addresses(
            CONTEXT, new_uuid(), "host-1", _fixed(store.view, owned["address"])
        )

    assert len(store.keys(InstanceInfoCache)) == 1


def test_deallocate_when_a_guest_goes_then_its_address_is_given_again(
    network: Network, store: Store
) -> None:
    uuid = new_uuid()
    first = _allocated(network, store, "net-a", uuid=uuid)

    network.free_addresses(CONTEXT, uuid)
    network.free_addresses(CONTEXT, uuid)

    assert _allocated(network, store, "net-a") == first


def test_add_when_a_guest_has_an_address_then_both_are_told(network: Network, store: Store) -> None:
    uuid = new_uuid()
    first = _allocated(network, store, "net-a", uuid=uuid)

    found = _read(network.add_address(CONTEXT, uuid, "host-1", "net-b"))

    assert found[:1] == first
    assert [port["network_id"] for port in found] == ["net-a", "net-b"]


def test_migrate_when_a_guest_moves_then_its_addresses_stay(network: Network, store: Store) -> None:
    uuid = new_uuid()
    before = _allocated(network, store, "net-a", "net-b", uuid=uuid)

    after = _read(network.move_addresses(CONTEXT, uuid, "host-2"))

    assert after == [{**port, "host": "host-2"} for port in before]


def test_any_when_a_guest_has_no_networks_then_an_error_that_names_it(network: Network) -> None:
    uuid = new_uuid()

    with pytest.raises(ApplicationError, match=f"InstanceNotFound: instance {uuid}"):
        network.add_address(CONTEXT, uuid, "host-1", "net-a")
    with pytest.raises(ApplicationError, match=f"InstanceNotFound: instance {uuid}"):
        network.move_addresses(CONTEXT, uuid, "host-1")


def test_add_when_many_are_added_at_once_then_none_is_lost(
    network: Network, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    uuid, save = new_uuid(), store.save

    def slow(key: str, obj: VersionedObject) -> None:
        time.sleep(0.002)
        save(key, obj)

    monkeypatch.setattr(store, "save", slow)
    network.allocate_addresses(CONTEXT, uuid, "host-1")

    def add(number: int) -> str:
        return network.add_address(CONTEXT, uuid, "host-1", f"net-{number}")

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        last = max(pool.map(add, range(16)), key=len)

    found = _read(last)
    assert {port["network_id"] for port in found} == {f"net-{number}" for number in range(16)}
    assert len({port["address"] for port in found}) == 16


@pytest.mark.parametrize(("old", "new"), [("icehouse", "juno"), ("juno", "kilo")])
def test_network_when_it_is_upgraded_then_addresses_stay(old: str, new: str) -> None:
    before, uuid = Store(pin(old).view), new_uuid()
    first = _allocated(_network(old, before), before, "net-a", uuid=uuid)

    after = Store(pin(new).view, before.rows)
    found = _network(new, after).add_address(CONTEXT, uuid, "host-1", "net-b")

    assert _read(found)[:1] == first
