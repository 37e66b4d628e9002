"""The host that the scheduler chose."""

from __future__ import annotations

from vobjects._declare.history import added, history, initial, version
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA
from vobjects.catalog.scheduler_limits import SchedulerLimits
from vobjects.loss import Loss


@NOVA.register
class Selection(VersionedObject):
    """A node of a cell, and what to claim of it (since queens)."""

    compute_node_uuid: UUID
    service_host: str
    nodename: str
    cell_uuid: UUID
    limits: SchedulerLimits | None
    allocation_request: str | None
    """JSON."""
    allocation_request_version: str | None
    availability_zone: str | None

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "The choice tells the zone of the host.",
            added(
                "availability_zone",
                default=None,
                loss=Loss.ALLOWED,
                why="the zone is asked of the host there",
            ),
        ),
    )
