"""The networks and ports that an instance is to have."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import added, child_bumped, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID, IPAddress
from vobjects.catalog._nova import NOVA


@NOVA.register
class NetworkRequest(VersionedObject):
    """One network or port (since juno)."""

    network_id: str | None = UNSET
    address: IPAddress | None = UNSET
    port_id: UUID | None = UNSET
    pci_request_id: UUID | None = UNSET
    """The PCI request whose device the port uses."""
    tag: str | None = UNSET
    """The name by which the guest finds the device."""
    arq_uuid: UUID | None = UNSET
    """The accelerator request of the port."""
    device_profile: str | None = UNSET
    """The accelerators that the port asks for."""

    KEY = VALUE
    HISTORY = history(
        initial("1.0"),
        version("1.1", "The PCI request is part of the version; the fields are those of juno."),
        version(
            "1.2",
            "The device of a port can be tagged.",
            added("tag", default=None, why="the guest could not find the device by its tag"),
        ),
        version(
            "1.3",
            "A port can have an accelerator.",
            *(
                added(name, default=None, why="the port would come without its accelerator")
                for name in ("arq_uuid", "device_profile")
            ),
        ),
    )


@NOVA.register
class NetworkRequestList(VersionedObject):
    """All networks and ports that an instance is to have (since juno)."""

    objects: tuple[NetworkRequest, ...]

    KEY = ()
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Requests are at 1.1.", child_bumped("objects", "1.1")),
    )
