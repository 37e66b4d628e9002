"""The kinds of guests that a hypervisor can run."""

from __future__ import annotations

from vobjects._declare.history import history, initial, value_added, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._conversions import was_text
from vobjects.catalog._nova import NOVA
from vobjects.catalog.enums.cpu import Architecture
from vobjects.catalog.enums.hypervisor import HVType, VMMode

_LATER = frozenset({HVType.VZ, HVType.LXD, HVType.PRSM})
_NO_GUEST = "the scheduler would look for a kind of hypervisor that it does not know"


@NOVA.register
class HVSpec(VersionedObject):
    """One kind of guest that a hypervisor can run (since kilo)."""

    arch: Architecture
    hv_type: HVType
    vm_mode: VMMode

    KEY = VALUE
    HISTORY = history(
        initial("1.0-kilo", alike="a text that is a known one in both means the same"),
        version(
            "1.0",
            "Architecture, hypervisor and mode are enums.",
            was_text("arch", Architecture, Architecture, why="it is a known architecture there"),
            was_text("hv_type", HVType, {*HVType} - _LATER, why="it is a known hypervisor there"),
            was_text("vm_mode", VMMode, VMMode, why="it is a known mode there"),
        ),
        version(
            "1.1",
            "Virtuozzo.",
            value_added(
                "hv_type",
                HVType.VZ,
                instead=HVType.PARALLELS,
                why="Virtuozzo is called parallels there",
            ),
        ),
        version("1.2-mitaka", "LXD.", value_added("hv_type", HVType.LXD, why=_NO_GUEST)),
        version("1.2", "PRSM.", value_added("hv_type", HVType.PRSM, why=_NO_GUEST)),
    )
