"""Tags that users put on an instance."""

from __future__ import annotations

from vobjects._declare.history import child_bumped, history, initial, version
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA


@NOVA.register
class Tag(VersionedObject):
    """One tag of one instance (since kilo)."""

    resource_id: str
    tag: str

    KEY = ("resource_id", "tag")
    HISTORY = history(initial("1.0"), version("1.1", "It can be asked whether a tag is there."))


@NOVA.register
class TagList(VersionedObject):
    """All tags of an instance (since kilo)."""

    objects: tuple[Tag, ...]

    KEY = ()
    HISTORY = history(
        initial("1.0"), version("1.1", "Tags are at 1.1.", child_bumped("objects", "1.1"))
    )
