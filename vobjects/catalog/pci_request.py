"""What an instance asks for in PCI devices."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects.annotations import UUID
from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA
from vobjects.fields import UNSET, field
from vobjects.words import added, child_bumped, history, initial, made_nullable, version


@NOVA.register
class InstancePCIRequest(VersionedObject):
    """A number of devices that meet one of some specs (since juno)."""

    alias_name: str | None = UNSET
    count: int
    is_new: bool = field(default=False)
    """Part of a resize that is not confirmed yet."""
    request_id: UUID | None = UNSET
    """Names the request of a network port."""
    spec: tuple[Mapping[str, str | None], ...]

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Network ports can ask for devices.",
            added("request_id", default=None, why="the device could not be given to its port"),
            made_nullable("alias_name", why="a request of a port has no alias"),
        ),
    )


@NOVA.register
class InstancePCIRequests(VersionedObject):
    """All PCI requests of an instance (since juno)."""

    instance_uuid: UUID
    requests: tuple[InstancePCIRequest, ...]

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Requests are at 1.1.", child_bumped("requests", "1.1")),
    )
