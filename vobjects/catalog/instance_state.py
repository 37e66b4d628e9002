"""What is kept beside an instance: its last fault and its network information."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import history, initial, version
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Persistent


@NOVA.register
class InstanceFault(Persistent):
    """The last thing that went wrong with an instance."""

    id: int = UNSET
    instance_uuid: UUID
    code: int
    message: str | None
    details: str | None
    host: str | None

    KEY = ("id",)
    HISTORY = history(
        initial("1.1"),
        version("1.2", "A fault can be created by itself."),
    )


@NOVA.register
class InstanceInfoCache(Persistent):
    """What the network service said of an instance, as JSON."""

    instance_uuid: UUID
    network_info: str | None

    KEY = ("instance_uuid",)
    HISTORY = history(
        initial("1.4"),
        version("1.5", "The cache can be refreshed."),
    )
