"""The networks and ports that an instance is to have."""

from __future__ import annotations

from vobjects.annotations import UUID, IPAddress
from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA
from vobjects.fields import UNSET
from vobjects.words import child_bumped, history, initial, version


@NOVA.register
class NetworkRequest(VersionedObject):
    """One network or port (since juno)."""

    network_id: str | None = UNSET
    address: IPAddress | None = UNSET
    port_id: UUID | None = UNSET
    pci_request_id: UUID | None = UNSET
    """The PCI request whose device the port uses."""

    HISTORY = history(
        initial("1.0"),
        version("1.1", "The PCI request is part of the version; the fields are those of juno."),
    )


@NOVA.register
class NetworkRequestList(VersionedObject):
    """All networks and ports that an instance is to have (since juno)."""

    objects: tuple[NetworkRequest, ...]

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Requests are at 1.1.", child_bumped("objects", "1.1")),
    )
