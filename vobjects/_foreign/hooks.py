"""What a class of oslo.versionedobjects does in its own way, and so is left to it."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from typing import Any, Final

from oslo_versionedobjects import base, fields

from vobjects._foreign.kinds import chain

Class = type[base.VersionedObject]

PARTS: Final = ("name", "namespace", "version", "data", "changes")
_INITS: Final = [
    vars(owner)["__init__"] for owner in (base.ObjectListBase, base.VersionedObject, object)
]
_STATE: Final = ("_changed_fields", "_context", "VERSION")


@dataclasses.dataclass(frozen=True)
class Hooks:
    """The members of a class that are not o.vo's, by what they take part in.

    ``writing`` and ``reading`` leave whole objects to the class, ``properties`` single fields.
    """

    keys: dict[str, str]
    """The keys of the envelope by its parts."""
    storage: tuple[str, ...]
    """What keeps values elsewhere; it is part of ``writing`` and ``reading`` too."""
    writing: tuple[str, ...]
    reading: tuple[str, ...]
    changes: str | None
    """Who says what has changed."""
    loading: str | None
    """Who makes an object of its primitive."""
    children: tuple[str, ...]
    """What finds or reads the objects in fields."""
    init: bool
    """Whether objects are made by calling the class."""
    is_plain_list: bool
    """Whether that sets an empty list of objects and does nothing else."""
    is_list: bool
    """Whether what has changed is that of a list of objects."""
    properties: frozenset[str]


class _Plain(base.VersionedObject):
    """Has one field, and so the code of the properties that o.vo makes."""

    fields = {"x": fields.IntegerField()}  # noqa: RUF012  (as o.vo wants it)


_SAMPLE: Final[Any] = vars(base.VersionedObjectRegistry.objectify(_Plain))["x"]


def hooks_of(cls: Class) -> Hooks:
    """What a class does in its own way."""
    keys = {part: cls._obj_primitive_key(part) for part in PARTS}
    storage = list(_storage(cls))
    inits = chain(cls, "__init__")
    return Hooks(
        keys=keys,
        storage=tuple(storage),
        writing=tuple(storage + list(_own(cls, "obj_to_primitive", "obj_attr_is_set"))),
        reading=tuple(storage + _own_reading(cls, keys)),
        changes=_own_changes(cls),
        loading=next(_own(cls, "_obj_from_primitive"), None),
        children=tuple(_own(cls, "obj_from_primitive", "obj_class_from_name")),
        init=inits != _INITS[1:] or "__new__" in _names(cls),
        is_plain_list=inits == _INITS and "__new__" not in _names(cls),
        is_list=_owner(cls, "obj_what_changed") is base.ObjectListBase,
        properties=frozenset(name for name in cls.fields if not _is_plain(cls, name)),
    )


def is_own(cls: Class, name: str) -> bool:
    """Whether a member is not that of ``VersionedObject``."""
    return chain(cls, name) != chain(base.VersionedObject, name)


def _own(cls: Class, *names: str) -> Iterator[str]:
    """The members that are not those of ``VersionedObject``, as ``class.member``."""
    for name in names:
        if is_own(cls, name):
            yield f"{_owner(cls, name).__name__}.{name}"


def _owner(cls: type, name: str) -> type:
    return next(owner for owner in cls.__mro__ if name in vars(owner))


def _names(cls: type) -> set[str]:
    return {name for owner in cls.__mro__[:-1] for name in vars(owner)}


def _storage(cls: Class) -> Iterator[str]:
    """What keeps the values elsewhere than in the dictionary of an object."""
    for name in ("__getattribute__", "__getattr__", "obj_fields"):
        if is_own(cls, name):
            yield f"{_owner(cls, name).__name__}.{name}"
    for name in [*_STATE[:2], *(f"_obj_{field}" for field in cls.fields)]:
        if inspect.getattr_static(cls, name, None) is not None:
            yield f"{_owner(cls, name).__name__}.{name}"


def _own_reading(cls: Class, keys: dict[str, str]) -> list[str]:
    setters = _owner(cls, "__setattr__")
    found = [] if setters is object else [f"{setters.__name__}.__setattr__"]
    if inspect.isdatadescriptor(inspect.getattr_static(cls, "VERSION")):
        found.append(f"{_owner(cls, 'VERSION').__name__}.VERSION")
    if not _finds_parts(cls, keys):
        found.append(f"{_owner(cls, '_obj_primitive_field').__name__}._obj_primitive_field")
    return found


def _finds_parts(cls: Class, keys: dict[str, str]) -> bool:
    """Whether the parts of a primitive stand under their keys.

    A list class may override a hook and do the same as its base: so it is tried, not compared.
    """
    envelope = {key: object() for key in keys.values()}
    default = object()
    return all(
        cls._obj_primitive_field(envelope, part) is envelope[key]
        and cls._obj_primitive_field({}, part, default) is default
        for part, key in keys.items()
    )


def _own_changes(cls: Class) -> str | None:
    if chain(cls, "obj_what_changed") == chain(base.ObjectListBase, "obj_what_changed") + chain(
        base.VersionedObject, "obj_what_changed"
    ):
        return None
    return next(_own(cls, "obj_what_changed"), None)


def _is_plain(cls: Class, name: str) -> bool:
    """Whether a field is read and written through the property that o.vo makes for it."""
    found: Any = inspect.getattr_static(cls, name, None)
    return (
        type(found) is property
        and all(
            getattr(getattr(found, way), "__code__", None) is getattr(_SAMPLE, way).__code__
            for way in ("fget", "fset")
        )
        and getattr(found.fget, "__defaults__", None) == (name,)
        and getattr(found.fset, "__defaults__", None) == (name, cls.fields[name])
    )
