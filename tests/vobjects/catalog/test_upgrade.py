"""Old to new is a conversion too: what arrives from an older release is complete."""

import pytest
from hypothesis import given

from tests.support.pairs import every_version, law
from tests.support.untyped import new
from vobjects import DecodeError, Registry, VersionedObject, View, catalog
from vobjects._declare.changes import Added, Removed
from vobjects._declare.field import UNSET
from vobjects.catalog import NOVA
from vobjects.testing import filled, minimal, objects
from vobjects.testing._round_trip import convert
from vobjects.testing._versions import older, some, views

_FROM_OTHERS = [
    *(("Instance", name) for name in ("flavor", "old_flavor", "new_flavor", "pci_requests")),
    ("InstanceGroup", "policy"),
    ("Migration", "migration_type"),
    ("PciDevice", "uuid"),
]
"""What no old field tells stays unset, for example a flavor that nobody loaded."""


@pytest.mark.no_cover
@pytest.mark.parametrize(("registry", "name", "version"), every_version(NOVA))
def test_upgrade_when_an_old_object_arrives_then_each_new_field_is_set(
    registry: Registry, name: str, version: str
) -> None:
    view = views(registry, name)[version]
    for old in some(older(registry, name, version)):
        _is_complete(old, view, name)


def _is_complete(old: View, new: View, name: str) -> None:
    told, computed = _told(old, new, name), set(_computed(name))

    @law(2)
    @given(objects(old, name, sparse=True))
    def holds(obj: VersionedObject) -> None:
        there = convert(new, obj)
        if not isinstance(there, VersionedObject):  # a text that the newer enum does not have
            return
        assert told <= there.obj_values().keys()
        assert not there.obj_what_changed() - obj.obj_what_changed() - computed

    holds()


def _told(old: View, new: View, name: str) -> set[str]:
    """The fields that came between two views and are set from then on."""
    made = new.registry.lineage(name).apart(old.versions[name], new.versions[name]).made
    changes = [found.change for found in made if isinstance(found.change, Added)]
    gone = {found.change.field for found in made if isinstance(found.change, Removed)}
    return {
        change.field
        for change in changes
        if (change.up is not None or change.default is not UNSET)
        and (name, change.field) not in _FROM_OTHERS
    } - gone


def _computed(name: str) -> list[str]:
    """The fields that count as changed because the older field that held them did."""
    return [
        change.field
        for entry in NOVA.lineage(name).history.entries
        for change in entry.changes
        if isinstance(change, Added) and change.up is not None
    ]


def test_upgrade_when_the_old_object_is_empty_then_it_has_the_defaults_and_no_more() -> None:
    assert set(_upgraded("InstanceNUMACell").obj_values()) == {
        "cpu_pinning_raw",
        "cpu_topology",
        "pagesize",
    }
    assert set(_upgraded("ComputeNode").obj_values()) == {
        "host",
        "pci_device_pools",
        "supported_hv_specs",
    }
    instance = _upgraded("Instance")
    assert not instance.obj_attr_is_set("tags")
    assert not instance.obj_attr_is_set("flavor")


def _upgraded(name: str) -> VersionedObject:
    return catalog.at("kilo").adopt(catalog.at("juno")[name]())


def test_upgrade_when_juno_wrote_the_flavor_its_own_way_then_kilo_reads_it() -> None:
    stored = {
        "instance_type_id": "5",
        "instance_type_name": "m1.small",
        "instance_type_memory_mb": "2048",
        "instance_type_rxtx_factor": "1.0",
        "instance_type_vcpu_weight": None,
        "instance_type_extra_hw:numa_nodes": "2",
        "image_os_distro": "debian",
    }
    juno = new(catalog.at("juno"), "Instance", uuid=_UUID, system_metadata=stored)
    found = catalog.at("kilo").adopt(juno)
    assert found.system_metadata == {"image_os_distro": "debian"}
    assert found.flavor.obj_values() == {
        "deleted": False,
        "id": 5,
        "name": "m1.small",
        "memory_mb": 2048,
        "rxtx_factor": 1.0,
        "vcpu_weight": None,
        "extra_specs": {"hw:numa_nodes": "2"},
        "disabled": False,
        "is_public": True,
    }
    assert found.old_flavor is None


def test_upgrade_when_juno_wrote_no_factor_of_a_flavor_then_kilo_has_none() -> None:
    juno = new(catalog.at("juno"), "Instance", system_metadata={"instance_type_id": "5"})
    assert "rxtx_factor" not in catalog.at("kilo").adopt(juno).flavor.obj_values()


def test_downgrade_when_the_metadata_have_the_pci_requests_already_then_they_stay() -> None:
    juno, kilo = catalog.at("juno"), catalog.at("kilo")
    text = '[{"count": 1, "spec": [{"vendor_id": "8086"}], "alias_name": "nic", "is_new": false}]'
    read = kilo.adopt(new(juno, "Instance", uuid=_UUID, system_metadata={"pci_requests": text}))
    read.system_metadata = juno.adopt(read).system_metadata
    assert juno.adopt(read).system_metadata == read.system_metadata


def test_upgrade_when_juno_wrote_pci_requests_its_own_way_then_kilo_reads_them() -> None:
    text = '[{"count": 1, "spec": [{"vendor_id": "8086"}], "alias_name": "nic", "is_new": false}]'
    juno = new(catalog.at("juno"), "Instance", uuid=_UUID, system_metadata={"pci_requests": text})
    found = catalog.at("kilo").adopt(juno)
    assert found.pci_requests is not None
    assert found.pci_requests.requests[0].spec == ({"vendor_id": "8086"},)
    assert found.pci_requests.instance_uuid == _UUID
    assert "system_metadata" in found.obj_what_changed()
    assert "pci_requests" in found.obj_what_changed()


@pytest.mark.parametrize(
    "stored",
    [
        {"pci_requests": "no json"},
        {"pci_requests": "[" * 100_000},
        {"pci_requests": "[1]"},
        {"pci_requests": '[{"count": "many"}]'},
        {"pci_requests": '[{"place": [], "count": 1}, {"place": 1, "count": 1}]'},
        {"instance_type_id": "five"},
        {"instance_type_unheard_of": "5"},
        {"instance_type_created_at": "yesterday"},
        {"instance_type_extra_specs": "1", "instance_type_id": "[" * 100_000},
    ],
)
def test_upgrade_when_the_old_form_is_garbage_then_decoding_says_so(stored: object) -> None:
    juno, kilo = catalog.at("juno"), catalog.at("kilo")
    message = juno.encode(minimal(juno, "Instance", uuid=_UUID, system_metadata=stored))
    with pytest.raises(DecodeError) as caught:
        kilo.decode(message)
    assert caught.value.path == "$.system_metadata"
    assert "1.15" in caught.value.expected


def test_upgrade_when_each_class_is_full_then_kilo_reads_every_older_release() -> None:
    for release in ("icehouse", "juno"):
        for name in catalog.at(release):
            obj = filled(catalog.at(release), name)
            assert catalog.at("kilo").adopt(obj).VERSION == catalog.at("kilo")[name].VERSION


_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
