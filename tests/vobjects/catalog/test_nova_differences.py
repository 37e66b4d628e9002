"""Where our rules differ from Nova's: the tables of docs/catalog.md hold."""

import pathlib
import re
from typing import Any

import pytest

from vobjects import UNSET, BackportRefusedError, DecodeError, LossReport, View, catalog
from vobjects._declare.changes import Removed
from vobjects._repr import shown
from vobjects.catalog import NOVA
from vobjects.testing import minimal

PAGE = (pathlib.Path(__file__).parents[3] / "docs" / "catalog.md").read_text()
UUID = "5a2ed5b3-2b51-4c1c-9dff-1e0c4e1ad0bb"
CELL = {"id": 0, "cpuset": frozenset({0}), "pcpuset": frozenset(), "memory": 512}
DEDICATED = CELL | {"cpuset": frozenset(), "pcpuset": frozenset({0, 1}), "cpu_policy": "dedicated"}
HOST_CELL = {"id": 0, "cpuset": {0, 1}, "memory": 512}
DEVICE = {"address": "0000:81:00.1", "extra_info": {"speed": "10"}}
INSTANCE = {"uuid": UUID, "system_metadata": {}}


def head(kind: str, /, **values: Any) -> Any:
    """An object of the newest version."""
    return NOVA.head[kind](**values)


def at(obj: Any, version: str, report: LossReport | None = None) -> Any:
    """An object as a version of its class has it."""
    return NOVA.closure(obj.obj_name(), version).adopt(obj, report)


def _pages(view: View) -> Any:
    return view["NUMAPagesTopology"](size_kb=4, total=1, used=0, reserved=0)


REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("NUMACell", "1.0", HOST_CELL | {"pinned_cpus": {0}}),
    ("NUMACell", "1.0", HOST_CELL | {"siblings": ({0, 1},)}),
    ("NUMACell", "1.1", HOST_CELL | {"mempages": (_pages(NOVA.head),)}),
    ("InstanceNUMACell", "1.0", CELL | {"pagesize": 2048}),
    ("InstanceNUMACell", "1.1", CELL | {"cpu_pinning_raw": {"0": 1}}),
    ("InstanceNUMACell", "1.1", CELL | {"cpu_topology": head("VirtCPUTopology", cores=1)}),
    ("InstanceNUMACell", "1.4", DEDICATED | {"cpuset": frozenset({2})}),
    ("InstanceNUMACell", "1.4", CELL | {"pcpuset": frozenset({1})}),
    ("InstanceNUMACell", "1.2", DEDICATED),
    ("PciDevice", "1.2", DEVICE | {"numa_node": 0}),
    ("PciDevice", "1.4", DEVICE | {"status": "unclaimable"}),
    ("PciDevice", "1.1", DEVICE | {"status": "unavailable"}),
    ("PciDevice", "1.3", DEVICE | {"parent_addr": "a", "extra_info": {"phys_function": "b"}}),
    ("ImageMetaProps", "1.11", {"img_signature": "c2ln"}),
    ("ImageMetaProps", "1.11", {"img_signature_key_type": "DSA"}),
    ("ImageMetaProps", "1.2", {"img_hv_type": "vz"}),
    ("ImageMetaProps", "1.7", {"img_hv_type": "lxd"}),
    ("ImageMetaProps", "1.15", {"img_hv_type": "prsm"}),
    ("ImageMetaProps", "1.5", {"hw_cdrom_bus": "lxc"}),
    ("ImageMetaProps", "1.5", {"hw_floppy_bus": "uml"}),
    ("ImageMetaProps", "1.16", {"hw_vif_model": "lan9118"}),
    ("ImageMetaProps", "1.41", {"hw_mem_encryption_model": "amd-sev"}),
    ("HVSpec", "1.1", {"arch": "x86_64", "hv_type": "lxd", "vm_mode": "hvm"}),
    ("HVSpec", "1.1", {"arch": "x86_64", "hv_type": "prsm", "vm_mode": "hvm"}),
    ("InstancePCIRequest", "1.3", {"count": 1, "spec": (), "numa_policy": "socket"}),
    ("InstancePCIRequest", "1.0", {"count": 1, "spec": (), "alias_name": None}),
    ("InstanceGroup", "1.10", {"uuid": UUID, "_rules": {"max_server_per_host": "1"}}),
    ("InstanceGroup", "1.10", {"uuid": UUID, "policy": "affinity", "policies": ("other",)}),
    ("Destination", "1.3", {"forbidden_aggregates": {UUID}}),
    ("RequestGroup", "1.2", {"forbidden_aggregates": {UUID}}),
    ("RequestLevelParams", "1.0", {"same_subtree": (("a",),)}),
    ("LibvirtLiveMigrateData", "1.13", {"vtpm_secret_uuid": UUID}),
    ("LibvirtLiveMigrateData", "1.13", {"vtpm_secret_value": "secret"}),
    ("Migration", "1.1", {"migration_type": "live-migration"}),
]


@pytest.mark.parametrize(
    ("name", "version", "values"), REFUSED, ids=[f"{n}-{v}-{[*f][-1]}" for n, v, f in REFUSED]
)
def test_value_when_the_older_version_lacks_it_then_it_is_refused(
    name: str, version: str, values: dict[str, Any]
) -> None:
    with pytest.raises(BackportRefusedError) as caught:
        at(head(name, **values), version)
    assert caught.value.path.removeprefix("$.").split("[")[0] in values


@pytest.mark.parametrize("field", ["vtpm_secret_uuid", "vtpm_secret_value"])
def test_secret_when_it_is_none_then_it_is_dropped(field: str) -> None:
    report = LossReport()
    older = at(head("LibvirtLiveMigrateData", **{field: None}), "1.13", report)
    assert not older.obj_values()
    assert f"$.{field}" not in [entry.path for entry in report]


def test_dedicated_cpus_when_there_are_no_shared_ones_then_they_move_there_and_back() -> None:
    cell = head("InstanceNUMACell", **DEDICATED)
    older = at(cell, "1.4")
    assert older.cpuset == {0, 1}
    assert NOVA.head.adopt(older) == cell


@pytest.mark.parametrize(
    ("field", "key", "value"),
    [("parent_addr", "phys_function", "0000:81:00.0"), ("uuid", "uuid", UUID)],
)
def test_device_when_a_field_goes_into_extra_info_then_it_comes_out_again(
    field: str, key: str, value: str
) -> None:
    device = head("PciDevice", **DEVICE, **{field: value})
    older = at(device, "1.3")
    assert older.extra_info == {"speed": "10", key: value}
    assert getattr(NOVA.head.adopt(older), field) == value


def test_compute_node_when_its_service_is_none_then_it_is_reported() -> None:
    report = LossReport()
    older = at(head("ComputeNode", service_id=None, host="h"), "1.12", report)
    assert older.service_id == -1
    assert [entry.path for entry in report] == ["$.service_id"]


def test_service_when_its_compute_node_is_unset_then_it_stays_unset() -> None:
    older = at(head("Service", host="h"), "1.9")
    assert "compute_node" in older.fields
    assert not older.obj_attr_is_set("compute_node")


def test_group_when_it_has_a_policy_then_it_is_the_only_one_of_the_list() -> None:
    assert at(head("InstanceGroup", uuid=UUID, policy="affinity"), "1.10").policies == ("affinity",)
    assert at(head("InstanceGroup", uuid=UUID, policy=None), "1.10").policies == ()


@pytest.mark.parametrize("field", ["memory_total", "disk_remaining"])
def test_migration_when_only_some_fields_are_set_then_each_is_decided_for_itself(
    field: str,
) -> None:
    report = LossReport()
    older = at(head("Migration", hidden=False, **{field: 7}), "1.1", report)
    assert older.obj_values() == {}
    assert [entry.path for entry in report if entry.found != shown(UNSET)] == [f"$.{field}"]


def test_migration_type_when_the_flavors_say_the_same_then_it_is_dropped_and_comes_back() -> None:
    migration = head(
        "Migration", migration_type="resize", old_instance_type_id=1, new_instance_type_id=2
    )
    older = at(migration, "1.1")
    assert "migration_type" not in older.fields
    assert NOVA.head.adopt(older).migration_type == "resize"


def test_instance_when_it_goes_to_juno_then_its_flavor_is_in_its_metadata() -> None:
    flavor = head("Flavor", name="tiny", flavorid="1", memory_mb=512, vcpus=1)
    older = at(head("Instance", **INSTANCE, flavor=flavor), "1.15")
    assert older.system_metadata["instance_type_memory_mb"] == "512"
    assert NOVA.head.adopt(older).flavor.memory_mb == 512


def test_migration_context_when_it_goes_to_ocata_then_its_cells_are_those_of_ocata() -> None:
    topology = head(
        "InstanceNUMATopology", instance_uuid=UUID, cells=[head("InstanceNUMACell", **DEDICATED)]
    )
    context = head(
        "MigrationContext",
        instance_uuid=UUID,
        migration_id=1,
        new_numa_topology=topology,
        old_numa_topology=None,
    )
    older = catalog.at("ocata").adopt(context)
    assert older.new_numa_topology.cells[0].VERSION == "1.4"
    assert older.new_numa_topology.cells[0].cpuset == {0, 1}


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("ImageMetaProps", "hw_boot_menu", "yes"),
        ("ImageMeta", "protected", "true"),
        ("ImageMeta", "id", "not-a-uuid"),
        ("NUMACell", "memory", 3.9),
        ("NUMACell", "memory", "3"),
        ("InstanceInfoCache", "network_info", [{}]),
        ("VIFMigrateData", "source_vif", {}),
        ("LibvirtLiveMigrateData", "vtpm_secret_value", 7),
    ],
)
def test_value_when_novas_type_is_looser_then_reading_it_names_its_path(
    name: str, field: str, value: Any
) -> None:
    view = catalog.at("gazpacho")
    primitive = view.to_primitive(minimal(view, name))
    primitive["nova_object.data"][field] = value
    with pytest.raises(DecodeError) as caught:
        view.from_primitive(primitive)
    assert caught.value.path == f"$.{field}"


def _rows(after: str) -> list[list[str]]:
    """The cells of the first table below a line of the page."""
    _, _, rest = PAGE.partition(after)
    table = re.search(r"(?:^\|.*\n)+", rest, re.MULTILINE)
    assert table is not None
    return [line.strip("|").split("|") for line in table[0].splitlines()[2:]]


def test_page_when_a_class_has_named_contents_then_it_tells_each() -> None:
    told = [re.findall(r"`([^`]+)`", "".join(row[:2])) for row in _rows("release that had it:")]
    named = [
        [name, str(version), version.number]
        for name in sorted(NOVA.head)
        for version in NOVA.lineage(name).versions
        if not version.newest
    ]
    assert sorted(told) == sorted(named)


@pytest.mark.parametrize("text", sorted(set(re.findall(r"`([A-Z]\w+\.\w+)`", PAGE))))
def test_page_when_it_names_a_field_then_some_version_has_it(text: str) -> None:
    name, field = text.split(".")
    lineage = NOVA.lineage(name)
    assert any(field in schema.fields for schema in lineage.schemas.values())


@pytest.mark.parametrize("row", _rows("### Fields without a rule"), ids=str)
def test_page_when_it_tells_with_which_version_a_field_came_then_it_did(row: list[str]) -> None:
    number = row[1].strip().split(",")[0]
    for name, field in re.findall(r"`(\w+)\.(\w+)`", row[0]):
        came = {
            entry.version.number
            for entry in NOVA.lineage(name).history.entries
            for change in entry.changes
            if change.field == field and not isinstance(change, Removed)
        }
        assert number in came
