"""The networks that stand behind ports, as far as NUMA placement asks for them."""

from __future__ import annotations

from vobjects._declare.history import history, initial
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA


@NOVA.register
class NetworkMetadata(VersionedObject):
    """Physical networks by name, and whether there are tunnels (since rocky)."""

    physnets: frozenset[str]
    tunneled: bool

    KEY = VALUE
    HISTORY = history(initial("1.0"))
