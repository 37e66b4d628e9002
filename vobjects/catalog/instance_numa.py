"""The NUMA nodes of a guest: which CPUs and how much memory stand on which node of the host."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.changes import Classes, Values
from vobjects._declare.field import UNSET, FieldOptions, field
from vobjects._declare.history import (
    added,
    child_bumped,
    history,
    initial,
    options_changed,
    value_added,
    version,
)
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA
from vobjects.catalog.cpu import VirtCPUTopology
from vobjects.catalog.enums.cpu import (
    CPUAllocationPolicy,
    CPUEmulatorThreadsPolicy,
    CPUThreadAllocationPolicy,
)
from vobjects.errors import InexpressibleError
from vobjects.loss import Loss


def pcpuset_from_cpuset(values: Values, classes: Classes) -> None:
    """All CPUs of a guest with a dedicated policy are dedicated, else none is."""
    values["pcpuset"] = frozenset()
    if values.get("cpu_policy") == CPUAllocationPolicy.DEDICATED and "cpuset" in values:
        values["pcpuset"], values["cpuset"] = values["cpuset"], frozenset()


def pcpuset_into_cpuset(values: Values, classes: Classes) -> None:
    """The policy tells of which kind the CPUs in ``cpuset`` are: all are of one."""
    dedicated = values.get("cpu_policy") == CPUAllocationPolicy.DEDICATED
    if dedicated and values.get("cpuset"):
        raise InexpressibleError("a dedicated guest would have shared CPUs as well")
    if dedicated and "cpuset" in values:
        values["cpuset"] = values["pcpuset"]
    elif values["pcpuset"]:
        raise InexpressibleError("the dedicated CPUs of the guest would be taken for shared ones")


@NOVA.register
class InstanceNUMACell(VersionedObject):
    """The CPUs and memory of a guest that stand together on one host NUMA node (since juno)."""

    id: int
    cpuset: frozenset[int]
    """Guest CPUs; since 1.5 those that share host CPUs with other guests."""
    memory: int
    """MiB."""
    pcpuset: frozenset[int]
    """Guest CPUs that have host CPUs of their own."""
    cpuset_reserved: frozenset[int] | None = field(default=None)
    """Host CPUs for the threads of the emulator."""
    pagesize: int | None = field(default=None)
    """KiB in a page; None leaves the choice to the host."""
    cpu_pinning_raw: Mapping[str, int] | None = field(default=None)
    """The host CPU of each pinned guest CPU."""
    cpu_policy: CPUAllocationPolicy | None = field(default=None)
    cpu_thread_policy: CPUThreadAllocationPolicy | None = field(default=None)
    cpu_topology: VirtCPUTopology | None = UNSET

    KEY = ("id",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Guests can ask for huge pages.",
            added("pagesize", default=None, why="the guest would run on pages it did not ask for"),
        ),
        version(
            "1.2",
            "Guests can be pinned to CPUs and see a topology of their own.",
            added("cpu_pinning_raw", default=None, why="the guest would lose its pinned CPUs"),
            added("cpu_topology", default=None, why="the guest would see other cores and threads"),
            options_changed("id", was=FieldOptions(read_only=True)),
        ),
        version(
            "1.3",
            "Guests ask for pinned CPUs and say which threads of a core they take.",
            added("cpu_policy", default=None, why="the guest would share CPUs, or not share them"),
            added("cpu_thread_policy", default=None, why="the guest would get other threads"),
        ),
        version(
            "1.4-ocata",
            "The emulator of a pinned guest can have CPUs of its own.",
            added("cpuset_reserved", default=None, why="the CPUs of the emulator would be free"),
        ),
        version(
            "1.4",
            "Fields that nobody sets have None as their default.",
            *(
                options_changed(name, was=FieldOptions())
                for name in (
                    "cpu_pinning_raw",
                    "cpu_policy",
                    "cpu_thread_policy",
                    "cpuset_reserved",
                    "pagesize",
                )
            ),
        ),
        version(
            "1.5",
            "Dedicated CPUs are a set of their own.",
            added(
                "pcpuset",
                up=pcpuset_from_cpuset,
                down=pcpuset_into_cpuset,
                writes=("cpuset",),
                why="the policy says of which kind the CPUs in cpuset are",
                absence=Loss.ALLOWED,
            ),
        ),
        version(
            "1.6",
            "A guest can have shared and dedicated CPUs.",
            value_added(
                "cpu_policy",
                CPUAllocationPolicy.MIXED,
                why="the CPUs of a guest are all shared or all dedicated there",
            ),
        ),
    )


@NOVA.register
class InstanceNUMATopology(VersionedObject):
    """All NUMA nodes of a guest (since juno)."""

    id: int = UNSET
    instance_uuid: UUID = UNSET
    cells: tuple[InstanceNUMACell, ...]
    emulator_threads_policy: CPUEmulatorThreadsPolicy | None = UNSET

    KEY = ("instance_uuid",)
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Cells can ask for huge pages.", child_bumped("cells", "1.2")),
        version("1.2", "Cells stay at 1.2."),
        version(
            "1.3",
            "A guest can ask where the threads of its emulator run.",
            added(
                "emulator_threads_policy",
                default=None,
                why="the emulator would run on the pinned CPUs of the guest",
            ),
        ),
    )
