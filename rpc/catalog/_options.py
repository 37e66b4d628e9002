"""The binaries of Nova, and the options that pin their topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from oslo_config import cfg

from rpc.pins._options import GROUP, options

BINARIES: Final[Mapping[str, str]] = {
    "compute": "nova-compute",
    "conductor": "nova-conductor",
    "network": "nova-network",
    "scheduler": "nova-scheduler",
}
"""The topics of Nova and the binaries that serve them."""


def list_opts() -> list[tuple[str, list[cfg.Opt]]]:
    """Return the options for Nova's topics, for oslo-config-generator."""
    return [(GROUP, options(BINARIES, BINARIES))]
