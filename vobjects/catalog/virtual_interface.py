"""The network cards of an instance, as Nova keeps them."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import added, history, initial, version
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Persistent


@NOVA.register
class VirtualInterface(Persistent):
    """One network card: its address and the network that it is in."""

    id: int = UNSET
    uuid: UUID
    address: str | None
    """The MAC address, followed by the UUID of the port where one address is in two networks."""
    instance_uuid: UUID
    network_id: int = UNSET
    tag: str | None
    """The name by which the guest finds the card."""

    KEY = ("uuid",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A card can be tagged.",
            added("tag", default=None, why="the guest could not find the card by its tag"),
        ),
        version("1.2", "A card can be saved."),
        version("1.3", "A card can be destroyed."),
    )


@NOVA.register
class VirtualInterfaceList(VersionedObject):
    """All network cards of an instance."""

    objects: tuple[VirtualInterface, ...]

    HISTORY = history(initial("1.0"))
