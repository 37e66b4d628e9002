"""The registry of Nova's objects: the namespace and the envelope that Nova reads and writes."""

from __future__ import annotations

from datetime import datetime

from vobjects._declare.field import UNSET, field
from vobjects._declare.object import VersionedObject
from vobjects._release.registry import Registry

NOVA = Registry("nova", "nova_object")


class Timestamped(VersionedObject):
    """When something was made, and when it was last changed."""

    created_at: datetime | None = UNSET
    updated_at: datetime | None = UNSET


class Persistent(Timestamped):
    """The columns that every row of Nova's database has."""

    deleted: bool = field(default=False, may_be_absent=True)
    deleted_at: datetime | None = UNSET
