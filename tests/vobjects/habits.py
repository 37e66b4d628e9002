"""Classes that are written with the habits of oslo.versionedobjects, for the tests of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from oslo_versionedobjects import base as ovo

from vobjects import (
    UNSET,
    ObjectList,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    field,
    history,
    initial,
    version,
)

HABITS = Registry("versionedobjects", "versioned_object")


class Timestamps(VersionedObject):
    """A mixin: fields that several classes have."""

    created_at: datetime.datetime | None = UNSET
    updated_at: datetime.datetime | None = UNSET


@HABITS.register
class Port(Timestamps, ovo.VersionedObjectDictCompat):
    """A class with a mixin of ours and one of o.vo, and with an attribute that is no field."""

    id: int = UNSET
    name: str = field(default="port")
    mtu: int = UNSET
    obj_extra_fields = ("label",)

    HISTORY = history(initial("1.0"), version("1.1", "MTU.", added("mtu", default=1500)))

    @property
    def label(self) -> str:
        """Made from fields, in every version."""
        return f"{self.name}#{self.id}"


@HABITS.register
class PortList(ObjectList[Port]):
    """A list of ports."""

    objects: tuple[Port, ...]
    HISTORY = history(initial("1.0"), version("1.1", "MTU.", child_bumped("objects", "1.1")))


@HABITS.register
class Node(VersionedObject):
    """A class whose objects stand in each other, with what services do around their fields."""

    id: int = UNSET
    parent: Node | None = UNSET
    ports: Mapping[str, Port | None] = UNSET
    weight: float = UNSET
    note: str | None = UNSET

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Notes.", added("note", default=None), child_bumped("ports", "1.1")),
    )
    STORE: ClassVar[dict[int, dict[str, Any]]] = {}
    loaded: ClassVar[list[str]] = []

    def obj_load_attr(self, attrname: str) -> None:
        """Load a weight, and nothing else."""
        if attrname != "weight":
            return super().obj_load_attr(attrname)
        self.loaded.append(attrname)
        self.weight = self.id / 2
        return None

    @classmethod
    @ovo.remotable
    def get(cls, context: Any, id: int) -> Node:
        """Read a node from the store."""
        found = cls(context, **cls.STORE[id])  # type: ignore[call-arg]  # made from a row
        found.obj_reset_changes()
        return found

    @ovo.remotable
    def save(self) -> None:
        """Write what changed."""
        self.STORE.setdefault(self.id, {}).update(self.obj_get_changes())
        self.obj_reset_changes()

    @ovo.remotable
    def grow(self, by: float) -> str:
        """Change two fields, and leave the change unsaved."""
        self.weight = self.weight + by
        self.note = f"grown by {by}"
        return self.note
