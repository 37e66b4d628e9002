"""Attaching, deleting and finding guests."""

import concurrent.futures
import json
from typing import Any

import pytest

from rpc import ApplicationError
from tests.compat.cloud.asking import NUMA, PLAIN, SRIOV, flavor, new_uuid
from tests.compat.cloud.fleets import COMPUTES, CONTEXT, Fleet
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance

_MIXES = ["icehouse", "juno", "kilo", "half", "old hosts"]


def _networks(found: Instance) -> list[str]:
    cache = found.info_cache
    assert cache is not None
    return [port["network_id"] for port in json.loads(str(cache.network_info))]


def _fail(*_: object, **__: object) -> Any:
    raise OSError("it fails")


@pytest.mark.parametrize("fleet", _MIXES, indirect=True)
def test_attach_when_a_guest_has_a_network_then_it_has_both_everywhere(fleet: Fleet) -> None:
    guest = fleet.build(SRIOV, nets=("net-a",))

    after = fleet.api.attach_network(CONTEXT, uuid=guest.uuid, network_id="net-b")

    assert _networks(after) == ["net-a", "net-b"]
    assert _networks(fleet.held(guest.host, guest.uuid)) == ["net-a", "net-b"]


def test_attach_when_several_are_attached_at_once_then_none_is_lost(fleet: Fleet) -> None:
    guest, names = fleet.build(PLAIN), [f"net-{number}" for number in range(6)]

    def attach(name: str) -> None:
        fleet.services["controller"].attach_network(CONTEXT, guest.uuid, name)

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        list(pool.map(attach, names))

    assert sorted(_networks(fleet.held("controller", guest.uuid))) == names
    assert sorted(_networks(fleet.held(guest.host, guest.uuid))) == names


def test_attach_when_the_network_fails_then_the_guest_is_as_it_was(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = fleet.build(PLAIN, nets=("net-a",))
    monkeypatch.setattr(fleet.services["network"], "add_address", _fail)

    with pytest.raises(ApplicationError, match="it fails"):
        fleet.api.attach_network(CONTEXT, uuid=guest.uuid, network_id="net-b")

    assert fleet.held("controller", guest.uuid) == guest


@pytest.mark.parametrize("fleet", _MIXES, indirect=True)
def test_terminate_when_a_guest_runs_then_nothing_of_it_is_left_anywhere(fleet: Fleet) -> None:
    guest = fleet.build(SRIOV, nets=("net-a",))

    fleet.api.delete_guest(CONTEXT, uuid=guest.uuid)

    assert fleet.holders(guest.uuid) == []
    assert not fleet.has_addresses(guest.uuid)
    assert fleet.stores["controller"].keys(Instance) == []
    assert all(not node.running_vms for node in fleet.stores["controller"].all(ComputeNode))


def test_terminate_when_a_guest_goes_then_another_gets_its_devices(fleet: Fleet) -> None:
    guests = [fleet.build(SRIOV) for _ in range(6)]
    with pytest.raises(ApplicationError, match="NoValidHost"):
        fleet.build(SRIOV)

    fleet.api.delete_guest(CONTEXT, uuid=guests[3].uuid)

    assert fleet.build(SRIOV).host == guests[3].host


def test_terminate_when_the_network_fails_then_the_guest_can_be_deleted_again(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = fleet.build(NUMA)
    with monkeypatch.context() as patched:
        patched.setattr(fleet.services["network"], "free_addresses", _fail)
        with pytest.raises(ApplicationError, match="it fails"):
            fleet.api.delete_guest(CONTEXT, uuid=guest.uuid)
    assert fleet.holders(guest.uuid) == [guest.host]

    fleet.api.delete_guest(CONTEXT, uuid=guest.uuid)

    assert fleet.holders(guest.uuid) == []


def test_terminate_when_a_guest_has_no_host_then_it_is_forgotten_and_no_host_is_asked(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = fleet.ask(PLAIN)
    fleet.stores["controller"].save(guest.uuid, guest)
    for name in COMPUTES:
        monkeypatch.setattr(fleet.services[name], "stop_guest", _fail)

    fleet.api.delete_guest(CONTEXT, uuid=guest.uuid)

    assert fleet.stores["controller"].keys(Instance) == []


def test_any_when_a_guest_has_no_host_then_an_error_and_no_host_is_asked(fleet: Fleet) -> None:
    guest = fleet.ask(PLAIN)
    fleet.stores["controller"].save(guest.uuid, guest)

    for method, named in _calls(guest).items():
        with pytest.raises(ApplicationError, match=f"InstanceNotReady: {guest.uuid}"):
            getattr(fleet.api, method)(CONTEXT, uuid=guest.uuid, **named)


def test_any_when_there_is_no_such_guest_then_an_error_with_its_uuid(fleet: Fleet) -> None:
    guest = fleet.ask(PLAIN)

    for method, named in {**_calls(guest), "get_guest": {}, "delete_guest": {}}.items():
        with pytest.raises(ApplicationError, match=f"InstanceNotFound: .*{guest.uuid}"):
            getattr(fleet.api, method)(CONTEXT, uuid=guest.uuid, **named)


def _calls(guest: Instance) -> dict[str, dict[str, Any]]:
    """What can be asked for a guest that runs."""
    return {
        "attach_network": {"network_id": "net-a"},
        "migrate_guest": {"dest": "libvirt-2"},
        "resize_guest": {"flavor": flavor(guest.VIEW, PLAIN)},
    }


def test_host_when_it_does_not_have_a_guest_then_an_error_with_its_uuid(fleet: Fleet) -> None:
    compute, guest = fleet.services["libvirt-1"], fleet.ask(PLAIN, new_uuid(), info_cache=None)

    for act, named in (
        (compute.attach_network, {"network_id": "net-a"}),
        (compute.migrate_guest, {"dest": "libvirt-2"}),
        (compute.resize_guest, {}),
        (compute.finish_migration, {}),
    ):
        with pytest.raises(ApplicationError, match=f"InstanceNotFound: .*{guest.uuid}"):
            act(CONTEXT, guest, **named)


def test_post_migration_when_the_guest_tells_no_networks_then_those_it_has_stay(
    fleet: Fleet,
) -> None:
    guest = fleet.build(PLAIN, nets=("net-a",))
    told = fleet.ask(PLAIN, guest.uuid, info_cache=None)

    fleet.services[guest.host].finish_migration(CONTEXT, told)

    assert _networks(fleet.held("controller", guest.uuid)) == ["net-a"]


@pytest.mark.parametrize("fleet", _MIXES, indirect=True)
def test_refresh_when_it_is_cast_then_all_hosts_get_it(fleet: Fleet) -> None:
    before = [fleet.services[name].refreshed for name in COMPUTES]

    fleet.services["controller"].refresh_firewall(CONTEXT)

    fleet.until(
        lambda: [fleet.services[name].refreshed for name in COMPUTES] == [n + 1 for n in before]
    )
