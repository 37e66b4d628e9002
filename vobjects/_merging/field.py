"""One field of two objects that are the same one, as a merge sees it."""

from __future__ import annotations

import dataclasses
from typing import Any

from vobjects._declare.field import UNSET, FieldSpec
from vobjects._declare.object import VersionedObject
from vobjects._paths import Path
from vobjects._types.containers import Child, Optional


@dataclasses.dataclass(frozen=True)
class MergeField:
    """One field of two objects that are the same one: the current one and the writer's."""

    ours: VersionedObject
    theirs: VersionedObject
    base: VersionedObject | None
    """The object as the writer read it; None if it is not known, or was not there."""
    name: str
    path: Path
    inside_assigned: bool
    """Whether the writer assigned a field that holds the object, at any height."""

    @property
    def spec(self) -> FieldSpec:
        """What the class says of the field."""
        return self.ours.SPECS[self.name]

    @property
    def old(self) -> Any:
        """The current value, or UNSET."""
        return self.ours._node[2].get(self.name, UNSET)

    @property
    def new(self) -> Any:
        """The value of the writer."""
        return self.theirs._node[2][self.name]

    @property
    def before(self) -> Any:
        """The value that the writer read, or UNSET."""
        return UNSET if self.base is None else self.base._node[2].get(self.name, UNSET)

    @property
    def marked(self) -> bool:
        """Whether the writer assigned the field itself."""
        return self.name in self.theirs._changed_fields

    @property
    def assigned(self) -> bool:
        """Whether the writer assigned the field, or something that holds it."""
        return self.marked or self.inside_assigned

    @property
    def holds_one(self) -> bool:
        """Whether the field holds one object, and no collection."""
        type_ = self.spec.type.inner if isinstance(self.spec.type, Optional) else self.spec.type
        return isinstance(type_, Child)
