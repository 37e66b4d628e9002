"""A port on both sides of a live migration."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import history, initial
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA


@NOVA.register
class VIFMigrateData(VersionedObject):
    """How a port is bound to the destination, and how it was to the source (since rocky)."""

    port_id: str
    host: str = UNSET
    """The destination."""
    vnic_type: str = UNSET
    vif_type: str = UNSET
    vif_details_json: str = UNSET
    """JSON."""
    profile_json: str = UNSET
    """JSON."""
    source_vif: str
    """JSON: the port as the source has it."""

    KEY = ("port_id",)
    HISTORY = history(initial("1.0"))
