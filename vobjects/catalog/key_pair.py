"""Key pairs that users log in to instances with."""

from __future__ import annotations

from datetime import datetime

from vobjects._declare.field import field
from vobjects._declare.history import added, child_bumped, history, initial, made_required, version
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA, Persistent


@NOVA.register
class KeyPair(Persistent):
    """The public half of a key pair of a user."""

    created_at: datetime | None = field()
    updated_at: datetime | None = field()
    deleted: bool = field(default=False)
    deleted_at: datetime | None = field()
    id: int
    name: str
    user_id: str | None
    fingerprint: str | None
    public_key: str | None
    type: str
    """``ssh`` or ``x509``."""

    KEY = ("user_id", "name")
    HISTORY = history(
        initial("1.1"),
        version(
            "1.2",
            "A key can be a certificate.",
            added("type", default="ssh", why="a certificate would be taken for an SSH key"),
        ),
        version(
            "1.3",
            "A key pair has a name.",
            made_required("name", why="a key pair is known by its name"),
        ),
        version("1.4", "A key pair can be looked for in one database alone."),
    )


@NOVA.register
class KeyPairList(VersionedObject):
    """All key pairs of a user."""

    objects: tuple[KeyPair, ...]

    KEY = ()
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Key pairs are at 1.2.", child_bumped("objects", "1.2")),
        version("1.2", "Key pairs are at 1.3.", child_bumped("objects", "1.3")),
        version("1.3", "Key pairs can be listed page by page."),
    )
