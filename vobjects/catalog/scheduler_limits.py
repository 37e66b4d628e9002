"""What the scheduler promised of a host, and which hosts it tried before."""

from __future__ import annotations

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import child_bumped, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA
from vobjects.catalog.compute_node import ComputeNodeList
from vobjects.catalog.numa import NUMATopologyLimits


@NOVA.register
class SchedulerLimits(VersionedObject):
    """How far a host may be filled (since liberty)."""

    numa_topology: NUMATopologyLimits | None = field(default=None)
    vcpu: int | None = field(default=None)
    disk_gb: int | None = field(default=None)
    """GiB."""
    memory_mb: int | None = field(default=None)
    """MiB."""

    KEY = VALUE
    HISTORY = history(initial("1.0"))


@NOVA.register
class SchedulerRetries(VersionedObject):
    """How often an instance was scheduled, and the hosts that did not take it (since liberty)."""

    num_attempts: int = UNSET
    hosts: ComputeNodeList = UNSET

    KEY = ()
    HISTORY = history(
        initial("1.0", "Which hosts were tried.", child_bumped("hosts", "1.13")),
        version("1.1", "Hosts are at 1.14.", child_bumped("hosts", "1.14")),
    )
