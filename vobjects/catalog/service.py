"""The record of one service of the cloud."""

from __future__ import annotations

from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.nova import NOVA, Persistent
from vobjects.fields import UNSET, FieldOptions, field
from vobjects.words import child_bumped, history, initial, options_changed, version


@NOVA.register
class Service(Persistent):
    """A binary on a host, and whether it may be used."""

    id: int = field(read_only=True)
    binary: str | None
    host: str | None
    topic: str | None = UNSET
    report_count: int = UNSET
    disabled: bool = UNSET
    disabled_reason: str | None = UNSET
    availability_zone: str | None = UNSET
    compute_node: ComputeNode = UNSET

    HISTORY = history(
        initial("1.2"),
        version(
            "1.3",
            "The compute node is at 1.5.",
            child_bumped("compute_node", "1.5"),
            options_changed("id", was=FieldOptions()),
        ),
        version("1.4", "Services can be listed by their binary."),
        version("1.5", "The compute node is at 1.6.", child_bumped("compute_node", "1.6")),
        version("1.6", "Behaviour only."),
        version("1.7", "The compute node is at 1.8.", child_bumped("compute_node", "1.8")),
        version("1.8", "The compute node is at 1.9.", child_bumped("compute_node", "1.9")),
        version("1.9", "The compute node is at 1.10.", child_bumped("compute_node", "1.10")),
        version("1.10", "The compute node is loaded when it is asked for."),
        version("1.11", "A service can be found by host and binary."),
        version("1.12", "The compute node is at 1.11.", child_bumped("compute_node", "1.11")),
    )
