"""What the catalog carries in other fields of older releases, and what it refuses there."""

from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import UNSET, BackportRefusedError, FieldValueError, LossReport, catalog
from vobjects._repr import shown

_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
_HEAD = catalog.at("gazpacho")


def _refused(obj: Any, release: str) -> str:
    with pytest.raises(BackportRefusedError) as caught:
        catalog.at(release).adopt(obj)
    return caught.value.why


def test_device_when_kilo_reads_it_then_its_parent_and_uuid_stand_in_the_info() -> None:
    device = new(_HEAD, "PciDevice", uuid=_UUID, parent_addr="0000:81:00.0", extra_info={"a": "b"})
    there: Any = catalog.at("kilo").adopt(device)
    assert there.extra_info == {"a": "b", "phys_function": "0000:81:00.0", "uuid": _UUID}
    back: Any = _HEAD.adopt(there)
    assert (back.parent_addr, back.uuid, back.extra_info) == ("0000:81:00.0", _UUID, {"a": "b"})


def test_device_when_the_info_is_not_loaded_or_has_the_key_then_it_is_refused() -> None:
    bare = new(_HEAD, "PciDevice", uuid=_UUID)
    assert _refused(bare, "ocata") == "extra_info is not loaded, and uuid travels in it"
    taken = new(_HEAD, "PciDevice", uuid=_UUID, extra_info={"uuid": "x"})
    assert _refused(taken, "ocata") == "extra_info already has uuid"


def test_device_when_kilo_says_what_no_enum_has_then_newer_releases_refuse_it() -> None:
    device = new(catalog.at("kilo"), "PciDevice", status="on fire")
    with pytest.raises(Exception, match="PciDeviceStatus began with allocated"):
        _HEAD.adopt(device)


def test_cell_when_it_is_dedicated_then_its_cpus_go_into_the_one_set_and_come_back() -> None:
    cell = new(_HEAD, "InstanceNUMACell", cpu_policy="dedicated", cpuset=set(), pcpuset={1, 2})
    there: Any = catalog.at("ussuri").adopt(cell)
    assert there.cpuset == frozenset({1, 2})
    assert _HEAD.adopt(there) == cell


def test_cell_when_its_cpus_are_of_two_kinds_then_it_is_refused() -> None:
    both = new(_HEAD, "InstanceNUMACell", cpu_policy="dedicated", cpuset={0}, pcpuset={1})
    assert "shared CPUs as well" in _refused(both, "ussuri")
    plain = new(_HEAD, "InstanceNUMACell", cpu_policy=None, cpuset={0}, pcpuset={1})
    assert "taken for shared" in _refused(plain, "ussuri")


@pytest.mark.parametrize(("flavors", "kind"), [((1, 1), "migration"), ((1, 2), "resize")])
def test_migration_when_its_flavors_tell_its_type_then_kilo_gets_it(
    flavors: tuple[int, int], kind: str
) -> None:
    old, changed = flavors
    known = {"old_instance_type_id": old, "new_instance_type_id": changed}
    there = catalog.at("kilo").adopt(new(_HEAD, "Migration", migration_type=kind, **known))
    back: Any = _HEAD.adopt(there)
    assert back.migration_type == kind


def test_migration_when_it_is_live_then_kilo_does_not_get_it_as_another() -> None:
    live = new(_HEAD, "Migration", migration_type="live-migration")
    assert _refused(live, "kilo") == "the move would be taken for a resize or a cold migration"


def test_group_when_older_releases_read_it_then_its_policy_is_the_only_one() -> None:
    group = new(_HEAD, "InstanceGroup", uuid=_UUID, policy="affinity")
    there: Any = catalog.at("queens").adopt(group)
    assert there.policies == ("affinity",)
    group = new(_HEAD, "InstanceGroup", uuid=_UUID, policy="affinity", policies=("other",))
    assert _refused(group, "queens") == "policies says something else than policy"


def test_instance_when_its_flavor_is_described_then_kilo_loses_that_and_juno_refuses_it() -> None:
    flavor = new(_HEAD, "Flavor", id=1, description="small")
    instance = new(_HEAD, "Instance", uuid=_UUID, flavor=flavor, system_metadata={})
    report = LossReport()
    catalog.at("kilo").adopt(instance, report)
    assert [(loss.path, loss.why) for loss in report if loss.found != shown(UNSET)] == [
        ("$.flavor.description", "only people read it")
    ]
    assert _refused(instance, "juno") == (
        "$.description does not travel in system_metadata: only people read it"
    )


def test_requests_when_juno_would_lose_what_kilo_would_then_both_refuse_it() -> None:
    request = new(_HEAD, "InstancePCIRequest", count=1, requester_id=_UUID)
    requests = new(_HEAD, "InstancePCIRequests", instance_uuid=_UUID, requests=[request])
    instance = new(_HEAD, "Instance", uuid=_UUID, pci_requests=requests, system_metadata={})
    assert _refused(instance, "juno") == _refused(instance, "kilo")


def test_instance_when_its_flavor_goes_through_juno_then_it_comes_back() -> None:
    facts = {"extra_specs": {"a": "b"}, "description": None, "disabled": True, "is_public": False}
    flavor = new(_HEAD, "Flavor", id=1, name="m1", deleted=False, **facts)
    requests = new(_HEAD, "InstancePCIRequests", instance_uuid=_UUID, requests=[])
    known = {"flavor": flavor, "pci_requests": requests, "system_metadata": {}}
    instance = new(_HEAD, "Instance", uuid=_UUID, **known)
    back: Any = _HEAD.adopt(catalog.at("juno").adopt(instance))
    assert (back.flavor, back.pci_requests) == (flavor, requests)


def test_metadata_when_it_is_empty_then_it_goes_and_when_it_is_not_it_is_refused() -> None:
    empty = new(_HEAD, "NetworkMetadata", physnets=set(), tunneled=False)
    cell = new(_HEAD, "NUMACell", id=0, network_metadata=empty)
    assert not catalog.at("queens").has("NUMACell", "network_metadata")
    assert catalog.at("queens").adopt(cell).VERSION == "1.2"
    near = new(_HEAD, "NetworkMetadata", physnets={"physnet0"}, tunneled=False)
    far = new(_HEAD, "NUMACell", id=0, network_metadata=near)
    assert _refused(far, "queens") == "guests would be placed far from their networks"


def test_watchdog_when_it_is_disabled_then_older_releases_get_none_and_it_is_reported() -> None:
    report = LossReport()
    there = catalog.at("newton").adopt(
        new(_HEAD, "ImageMetaProps", hw_watchdog_action="disabled"), report
    )
    assert there.obj_values() == {}
    assert [entry.path for entry in report] == ["$.hw_watchdog_action"]


@pytest.mark.parametrize(
    ("name", "address"),
    [("IDEDeviceBus", "2:0"), ("SCSIDeviceBus", "0:0"), ("USBDeviceBus", "x:1")],
)
def test_address_when_it_has_not_its_form_then_it_is_refused(name: str, address: str) -> None:
    with pytest.raises(FieldValueError, match=r"\$\.address: expected"):
        new(_HEAD, name, address=address)


def test_migration_when_kilo_has_not_both_flavors_then_its_type_is_not_known() -> None:
    bare = new(catalog.at("kilo"), "Migration", old_instance_type_id=1)
    there: Any = _HEAD.adopt(bare)
    assert not there.obj_attr_is_set("migration_type")


_LOADED_LATER = {
    "device_metadata",
    "fault",
    "flavor",
    "info_cache",
    "migration_context",
    "numa_topology",
    "pci_devices",
    "pci_requests",
    "resources",
    "trusted_certs",
    "vcpu_model",
}


@pytest.mark.parametrize("release", ["icehouse", "juno", "kilo", "queens", "stein"])
def test_instance_when_fields_are_loaded_later_then_none_of_them_comes_from_an_older_release(
    release: str,
) -> None:
    lazy = new(_HEAD, "Instance", uuid=_UUID)
    lazy.obj_reset_changes()
    back = _HEAD.adopt(catalog.at(release).adopt(lazy))
    assert not back.obj_values().keys() & _LOADED_LATER
    assert not _HEAD.adopt(new(catalog.at(release), "Instance", uuid=_UUID)).obj_attr_is_set(
        "trusted_certs"
    )
