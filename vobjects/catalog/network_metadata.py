"""The networks that stand behind ports, as far as NUMA placement asks for them."""

from __future__ import annotations

from vobjects.catalog.nova import NOVA
from vobjects.declare.history import history, initial
from vobjects.declare.keys import VALUE
from vobjects.declare.object import VersionedObject


@NOVA.register
class NetworkMetadata(VersionedObject):
    """Physical networks by name, and whether there are tunnels (since rocky)."""

    physnets: frozenset[str]
    tunneled: bool

    KEY = VALUE
    HISTORY = history(initial("1.0"))
