"""The size of an instance, as an operator offers it."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import added, history, initial, version
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.loss import Loss


@NOVA.register
class Flavor(Persistent):
    """CPUs, memory and disk of an instance, and extra specs such as ``hw:numa_nodes``."""

    id: int
    name: str | None
    flavorid: str
    memory_mb: int
    """MiB."""
    vcpus: int
    root_gb: int
    """GiB."""
    ephemeral_gb: int
    """GiB."""
    swap: int
    """MiB."""
    rxtx_factor: float | None = field(default=1.0)
    vcpu_weight: int | None
    disabled: bool = UNSET
    is_public: bool = UNSET
    description: str | None = UNSET
    extra_specs: Mapping[str, str] = UNSET
    projects: tuple[str, ...] = UNSET

    KEY = ("id",)
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Extra specs and projects are saved on their own."),
        version(
            "1.2",
            "A flavor has a description.",
            added("description", default=None, loss=Loss.ALLOWED, why="only people read it"),
        ),
    )
