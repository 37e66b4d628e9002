"""Instances that were asked for together."""

from __future__ import annotations

from vobjects._declare.history import child_bumped, history, initial, version
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA
from vobjects.catalog.instance import Instance


@NOVA.register
class InstanceList(VersionedObject):
    """Instances that were asked for together."""

    objects: tuple[Instance, ...]

    HISTORY = history(
        initial("1.1"),
        *(
            version(f"1.{minor}", why, *([child_bumped("objects", child)] if child else []))
            for minor, child, why in (
                (2, "1.11", "Instances are at 1.11."),
                (3, "", "Instances can be listed by host without a join."),
                (4, "1.12", "Instances are at 1.12."),
                (5, "", "Active instances can be listed by a window of time."),
                (6, "1.13", "Instances are at 1.13."),
                (7, "", "Instances can be read from a replica."),
                (8, "1.14", "Instances are at 1.14."),
                (9, "1.15", "Instances are at 1.15."),
                (10, "1.16", "Instances are at 1.16."),
                (11, "", "Instances can be read from a replica by host."),
                (12, "", "Security groups can be listed."),
                (13, "1.17", "Instances are at 1.17."),
                (14, "1.18", "Instances are at 1.18."),
                (15, "1.19", "Instances are at 1.19."),
                (16, "", "Instances can be listed by a set of tags."),
                (17, "1.20", "Instances are at 1.20."),
                (18, "1.21", "Instances are at 1.21."),
                (19, "", "Instances that hang in a reboot are found by other means."),
                (20, "1.22", "Instances are at 1.22."),
                (21, "", "Instances can be listed by the groups that groups admit."),
                (22, "1.23", "Instances are at 1.23."),
            )
        ),
        version("2.0", "Instances are at 2.0.", child_bumped("objects", "2.0")),
        version("2.1", "The UUIDs of the instances of a host can be listed."),
        version("2.2", "Active instances can be listed page by page."),
        version("2.3", "Instances can be counted by their state."),
        version("2.4", "Instances and what they use can be counted."),
        version("2.5", "The UUIDs of the instances of a node can be listed."),
        version("2.6", "The UUIDs of the instances of several hosts can be listed."),
    )
