"""The CPUs that a guest sees: their topology and their model."""

from __future__ import annotations

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import history, initial
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA
from vobjects.catalog.enums.cpu import Architecture, CPUFeaturePolicy, CPUMatch, CPUMode


@NOVA.register
class VirtCPUTopology(VersionedObject):
    """Sockets, cores in a socket and threads in a core (since kilo)."""

    cores: int | None = field(default=1)
    sockets: int | None = field(default=1)
    threads: int | None = field(default=1)

    KEY = VALUE
    HISTORY = history(initial("1.0"))


@NOVA.register
class VirtCPUFeature(VersionedObject):
    """One feature flag of a CPU and what is asked of it (since kilo)."""

    name: str
    policy: CPUFeaturePolicy | None = UNSET

    KEY = VALUE
    HISTORY = history(initial("1.0"))


@NOVA.register
class VirtCPUModel(VersionedObject):
    """The CPU model of a guest, kept so that a migration can ask for the same (since kilo)."""

    arch: Architecture | None = UNSET
    features: tuple[VirtCPUFeature, ...] = field(default=())
    match: CPUMatch | None = UNSET
    mode: CPUMode | None = UNSET
    model: str | None = UNSET
    topology: VirtCPUTopology | None = UNSET
    vendor: str | None = UNSET

    KEY = VALUE
    HISTORY = history(initial("1.0"))
