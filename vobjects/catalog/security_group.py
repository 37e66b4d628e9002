"""Security groups of an instance."""

from __future__ import annotations

from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA, Persistent
from vobjects.fields import UNSET
from vobjects.words import history, initial


@NOVA.register
class SecurityGroup(Persistent):
    """A named group of firewall rules."""

    id: int = UNSET
    name: str
    description: str = UNSET
    project_id: str = UNSET
    user_id: str = UNSET

    HISTORY = history(initial("1.1"))


@NOVA.register
class SecurityGroupList(VersionedObject):
    """The groups that an instance is in."""

    objects: tuple[SecurityGroup, ...]

    HISTORY = history(initial("1.0"))
