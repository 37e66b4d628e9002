"""What a merge is going to do: computed as a whole before anything is changed."""

from __future__ import annotations

from typing import Any, NoReturn

from vobjects._declare.field import UNSET
from vobjects._declare.keys import Identity, identity
from vobjects._declare.object import VersionedObject, complete, put_passed, put_value
from vobjects._declare.pickling import scratch_copy
from vobjects._declare.trees import objects_in
from vobjects._merging.known_fields import UnknownFields, UnsureFields
from vobjects._merging.members import Members
from vobjects._paths import Path, render
from vobjects._repr import shown
from vobjects.errors import MergeRefusedError, ReadOnlyFieldError

NAME_SENDER = (
    "pass sender=, the view of the writer, where the update is read, or let it assign the field"
)
READ_AGAIN = "pass base=, the object as its writer read it"
COPY = "put a copy of the object at each place"
REPEAT = "read the current object, and make the change in it"


class MergePlan:
    """The assignments and the losses of one merge, and what is known of its objects."""

    def __init__(self, depth: int) -> None:
        """Begin a plan for objects that contain each other ``depth`` times at most."""
        self.unknown = UnknownFields()
        self.unsure = UnsureFields(self.unknown)
        self.losses: list[dict[str, str]] = []
        self.differences = 0
        """How many of the planned assignments change a value."""
        self._depth = depth
        self._assignments: list[tuple[VersionedObject, str, Any]] = []
        self._planned: dict[tuple[int, str], Any] = {}
        self._changed: dict[int, bool] = {}

    def assign(self, obj: VersionedObject, name: str, value: Any, path: Path) -> None:
        """Plan to assign a value that is in its canonical form.

        Raises:
            ReadOnlyFieldError: the field is read-only and has another value.
            MergeRefusedError: the object is at another place too, and has another value there.
        """
        planned = self._planned.setdefault((id(obj), name), value)
        if planned is not value and planned != value:
            why = "the current object is at two places, and the writer changed them differently"
            self.refuse(path, obj, why, COPY)
        before = obj._node[2].get(name, UNSET)
        differs = before is UNSET or before != value
        if differs and before is not UNSET and obj.SPECS[name].options.read_only:
            raise ReadOnlyFieldError(name=obj.obj_name(), version=obj.VERSION, field=name)
        self.differences += differs
        self._assignments.append((obj, name, value))

    def carry_out(self) -> None:
        """Make all assignments; nothing can fail any more."""
        for obj, name, value in self._assignments:
            put_value(obj, name, value)
            obj._changed_fields.add(name)
        for obj, _, _ in self._assignments:
            complete(obj)

    def lose(self, path: Path, obj: VersionedObject, field: str, found: Any, why: str) -> None:
        """Plan to report a value that is in the current object or in the update, and is lost."""
        facts = {"path": render(path), "object": obj.obj_name(), "field": field, "why": why}
        versions = {"source": (obj._passed or (obj.VERSION,))[0], "target": obj.VERSION}
        self.losses.append(facts | versions | {"found": shown(found)})

    def refuse(
        self, path: Path, obj: VersionedObject, why: str, remedy: str, found: str = ""
    ) -> NoReturn:
        """Refuse the merge for an object of the current value or of the writer's.

        ``found`` is what there is in it, if that is no object.
        """
        raise MergeRefusedError(
            path=render(path),
            name=obj.obj_name(),
            found=found or named(obj),
            why=why,
            remedy=remedy,
            unknown=tuple(sorted(self.unknown.of(obj))),
        )

    def members(self, value: Any) -> Members:
        """The objects in a value."""
        return Members(value, self.id_of)

    def id_of(self, obj: VersionedObject) -> Identity | None:
        """The identity of an object; None if its class, its values or its writer give none."""
        return identity(obj, self.unknown.of(obj))

    def changed(self, obj: VersionedObject) -> bool:
        """Whether a field of an object, or of one inside it, was assigned."""
        if id(obj) not in self._changed:
            self._changed[id(obj)] = False  # until it is known: an object may contain itself
            own = not obj._changed_fields.isdisjoint(obj._node[2])
            self._changed[id(obj)] = own or any(map(self.changed, obj.obj_children()))
        return self._changed[id(obj)]

    def knew_all(self, value: Any) -> bool:
        """Whether the writer of a value knew all fields of the objects in it, and below."""
        return not any(
            self.unknown.of(obj) or not self.knew_all(tuple(obj.obj_children()))
            for obj in objects_in(value)
        )

    def made(self, obj: VersionedObject) -> bool:
        """Whether the writer made an object, or made another of it: it assigned its key.

        Of an object without an identity, whether the writer assigned all that it knows of it.
        """
        if self.id_of(obj) is not None:
            return not obj._changed_fields.isdisjoint(obj._key)  # type: ignore[arg-type]  # not VALUE
        unknown, specs = self.unknown.of(obj), obj.SPECS
        return all(
            name in obj._changed_fields or value == specs[name].options.default
            for name, value in obj.obj_values().items()
            if name not in unknown
        )

    def taken(self, value: Any, path: Path) -> Any:
        """A copy of a value of the writer, for the current object."""
        copied = scratch_copy(value, path, self._depth)
        for obj in objects_in(copied):
            _settle(obj)
        return copied


def _settle(obj: VersionedObject) -> None:
    """Forget the versions that an object passed: all its fields are decided now."""
    put_passed(obj, ())
    for child in obj.obj_children():
        _settle(child)


def described(value: Any) -> str:
    """An entry without an object as errors describe it."""
    if value is None:
        return "None"
    kind = "tuple" if isinstance(value, tuple) else "mapping"
    return f"a {kind} without objects" if value else f"an empty {kind}"


def named(obj: VersionedObject) -> str:
    """An object as errors name it: its class, and its key if it has one."""
    key = obj._key if isinstance(obj._key, tuple) else ()
    values = ", ".join(f"{name}={obj._node[2].get(name, UNSET)!r}" for name in key)
    return f"{obj.obj_name()}({values})" if values else obj.obj_name()
