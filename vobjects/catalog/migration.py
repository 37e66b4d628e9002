"""A move of an instance from one host to another."""

from __future__ import annotations

from vobjects.catalog.nova import NOVA, Persistent
from vobjects.fields import UNSET
from vobjects.words import history, initial


@NOVA.register
class Migration(Persistent):
    """Where an instance moves from and to, and how far it has got."""

    id: int = UNSET
    instance_uuid: str | None = UNSET
    source_compute: str | None = UNSET
    source_node: str | None = UNSET
    dest_compute: str | None = UNSET
    dest_host: str | None = UNSET
    dest_node: str | None = UNSET
    old_instance_type_id: int | None = UNSET
    new_instance_type_id: int | None = UNSET
    status: str | None = UNSET

    HISTORY = history(initial("1.1"))
