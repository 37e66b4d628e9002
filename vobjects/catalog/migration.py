"""A move of an instance from one host to another."""

from __future__ import annotations

from vobjects._declare.changes import Classes, Values
from vobjects._declare.field import UNSET, field
from vobjects._declare.history import added, history, initial, version
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.catalog.enums.migration import MigrationType
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.pci_device import PciDeviceList
from vobjects.catalog.pci_request import InstancePCIRequests
from vobjects.catalog.resource import ResourceList
from vobjects.errors import InexpressibleError
from vobjects.loss import Loss


def _type_by_flavors(values: Values) -> MigrationType | None:
    """A resize has two flavors, a cold migration one."""
    old, new = values.get("old_instance_type_id"), values.get("new_instance_type_id")
    if old is None or new is None:
        return None
    return MigrationType.MIGRATION if old == new else MigrationType.RESIZE


def type_from_flavors(values: Values, classes: Classes) -> None:
    """Older releases have resizes and cold migrations, and tell them apart by their flavors."""
    found = _type_by_flavors(values)
    if found is not None:
        values["migration_type"] = found


def type_into_flavors(values: Values, classes: Classes) -> None:
    """The type goes where the flavors say the same."""
    if values["migration_type"] != _type_by_flavors(values):
        raise InexpressibleError("the move would be taken for a resize or a cold migration")
    del values["migration_type"]


@NOVA.register
class Migration(Persistent):
    """Where an instance moves from and to, and how far it has got."""

    id: int = UNSET
    uuid: UUID = UNSET
    instance_uuid: str | None
    user_id: str | None = UNSET
    project_id: str | None = UNSET
    source_compute: str | None
    source_node: str | None
    dest_compute: str | None
    dest_compute_id: int | None
    dest_host: str | None
    dest_node: str | None
    old_instance_type_id: int | None
    new_instance_type_id: int | None
    status: str | None
    migration_type: MigrationType = UNSET
    hidden: bool = field(default=False, may_be_absent=True)
    """Not listed."""
    cross_cell_move: bool = field(default=False, may_be_absent=True)
    memory_total: int | None = UNSET
    """Bytes."""
    memory_processed: int | None = UNSET
    """Bytes."""
    memory_remaining: int | None = UNSET
    """Bytes."""
    disk_total: int | None = UNSET
    """Bytes."""
    disk_processed: int | None = UNSET
    """Bytes."""
    disk_remaining: int | None = UNSET
    """Bytes."""

    KEY = ("id",)
    HISTORY = history(
        initial("1.1"),
        version(
            "1.2",
            "A migration has a type and can be hidden.",
            added(
                "migration_type",
                up=type_from_flavors,
                down=type_into_flavors,
                why="the flavors tell the type there",
                absence=Loss.ALLOWED,
            ),
            added("hidden", default=False, why="the migration would be listed"),
        ),
        version("1.3", "A migration can be found by its id and its instance."),
        version(
            "1.4",
            "A live migration tells how far it has got.",
            *(
                added(name, default=None, loss=Loss.ALLOWED, why="the next report tells it")
                for name in (
                    "memory_total",
                    "memory_processed",
                    "memory_remaining",
                    "disk_total",
                    "disk_processed",
                    "disk_remaining",
                )
            ),
        ),
        version(
            "1.5",
            "A migration has a UUID.",
            added("uuid", default=UNSET, loss=Loss.ALLOWED, why="migrations go by their id there"),
        ),
        version(
            "1.6",
            "A migration can go to another cell.",
            added("cross_cell_move", default=False, why="the move would be taken for one here"),
        ),
        version(
            "1.7",
            "A migration tells who asked for it.",
            *(
                added(name, default=None, loss=Loss.ALLOWED, why="the instance tells whose it is")
                for name in ("user_id", "project_id")
            ),
        ),
        version(
            "1.8",
            "A migration knows the id of the compute node that it goes to.",
            added(
                "dest_compute_id",
                default=None,
                loss=Loss.ALLOWED,
                why="dest_compute and dest_node name it too",
            ),
        ),
    )


@NOVA.register
class MigrationContext(Persistent):
    """What an instance has on both sides of a move (since liberty)."""

    instance_uuid: UUID
    migration_id: int
    new_numa_topology: InstanceNUMATopology | None
    old_numa_topology: InstanceNUMATopology | None
    new_pci_devices: PciDeviceList | None
    old_pci_devices: PciDeviceList | None
    new_pci_requests: InstancePCIRequests | None
    old_pci_requests: InstancePCIRequests | None
    new_resources: ResourceList | None
    old_resources: ResourceList | None

    KEY = ("instance_uuid", "migration_id")
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "The context has the PCI devices.",
            *(
                added(name, default=None, why="the devices of one side would be gone")
                for name in (
                    "new_pci_devices",
                    "old_pci_devices",
                    "new_pci_requests",
                    "old_pci_requests",
                )
            ),
        ),
        version(
            "1.2",
            "The context has the resources.",
            *(
                added(name, default=None, why="the resources of one side would be gone")
                for name in ("new_resources", "old_resources")
            ),
        ),
    )
