"""The record of one service of the cloud."""

from __future__ import annotations

from datetime import datetime

from vobjects._declare.field import UNSET, FieldOptions, field
from vobjects._declare.history import (
    added,
    child_bumped,
    history,
    initial,
    options_changed,
    version,
)
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.catalog.compute_node import ComputeNode
from vobjects.loss import Loss


@NOVA.register
class Service(Persistent):
    """A binary on a host, and whether it may be used."""

    id: int = field(default=UNSET, read_only=True)
    uuid: UUID = UNSET
    binary: str | None
    host: str | None
    topic: str | None
    report_count: int
    disabled: bool = UNSET
    disabled_reason: str | None = UNSET
    availability_zone: str | None = UNSET
    compute_node: ComputeNode = UNSET
    last_seen_up: datetime | None = UNSET
    forced_down: bool = UNSET
    """An operator says that the service is down, whatever it reports."""

    KEY = ("id",)
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
        version(
            "1.13",
            "A service tells when it was last seen.",
            added("last_seen_up", default=None, loss=Loss.ALLOWED, why="the next report tells it"),
        ),
        version(
            "1.14",
            "A service can be forced down.",
            added("forced_down", default=False, why="a fenced host would be taken for alive"),
        ),
        version("1.15", "The compute node is at 1.12.", child_bumped("compute_node", "1.12")),
        version(
            "1.16",
            "A service tells its version.",
            added("version", default=UNSET, loss=Loss.ALLOWED, why="no service asks for it there"),
        ),
        version("1.17", "The compute node is at 1.13.", child_bumped("compute_node", "1.13")),
        version("1.18", "The compute node is at 1.14.", child_bumped("compute_node", "1.14")),
        version("1.19", "The oldest version of a binary can be asked for."),
        version("1.20", "The oldest version of several binaries can be asked for."),
        version(
            "1.21",
            "A service has a UUID.",
            added("uuid", default=UNSET, loss=Loss.ALLOWED, why="services go by their id there"),
        ),
        version("1.22", "A service can be found by its UUID."),
    )

    version: int = UNSET  # below the history, which has a word of this name
    """What the code of the service can do, as a number that rises."""


@NOVA.register
class ServiceList(VersionedObject):
    """Services that were asked for together."""

    objects: tuple[Service, ...]

    KEY = ()
    HISTORY = history(
        initial("1.0"),
        *(
            version(f"1.{minor}", why, *([child_bumped("objects", child)] if child else []))
            for minor, child, why in (
                (1, "1.3", "Services are at 1.3."),
                (2, "1.4", "Services are at 1.4."),
                (3, "1.5", "Services are at 1.5."),
                (4, "1.6", "Services are at 1.6."),
                (5, "1.7", "Services are at 1.7."),
                (6, "1.8", "Services are at 1.8."),
                (7, "1.9", "Services are at 1.9."),
                (8, "1.10", "Services are at 1.10."),
                (9, "1.11", "Services are at 1.11, and can be listed by their binary."),
                (10, "1.12", "Services are at 1.12."),
                (11, "1.13", "Services are at 1.13."),
                (12, "1.14", "Services are at 1.14."),
                (13, "1.15", "Services are at 1.15."),
                (14, "1.16", "Services are at 1.16."),
                (15, "1.17", "Services are at 1.17."),
                (16, "1.18", "Services are at 1.18."),
                (17, "1.19", "Services are at 1.19."),
                (18, "", "Disabled services can be listed as well."),
                (19, "", "Compute services can be listed by their hypervisor."),
            )
        ),
    )
