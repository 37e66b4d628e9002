"""The networks that stand behind ports, as far as NUMA placement asks for them."""

from __future__ import annotations

from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA
from vobjects.identity import VALUE
from vobjects.words import history, initial


@NOVA.register
class NetworkMetadata(VersionedObject):
    """Physical networks by name, and whether there are tunnels (since rocky)."""

    physnets: frozenset[str]
    tunneled: bool

    KEY = VALUE
    HISTORY = history(initial("1.0"))
