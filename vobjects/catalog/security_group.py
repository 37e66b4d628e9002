"""Security groups of an instance."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import added, history, initial, version
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.loss import Loss


@NOVA.register
class SecurityGroup(Persistent):
    """A named group of firewall rules."""

    id: int = UNSET
    uuid: UUID = UNSET
    name: str = UNSET
    description: str = UNSET
    project_id: str = UNSET
    user_id: str = UNSET

    KEY = ("name",)
    HISTORY = history(
        initial("1.1"),
        version(
            "1.2",
            "A group of the network service is known by its UUID.",
            added("uuid", default=UNSET, loss=Loss.ALLOWED, why="groups go by their names there"),
        ),
    )


@NOVA.register
class SecurityGroupList(VersionedObject):
    """The groups that an instance is in."""

    objects: tuple[SecurityGroup, ...]

    KEY = ()
    HISTORY = history(initial("1.0"), version("1.1", "Groups can be counted."))
