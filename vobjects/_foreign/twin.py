"""Overrides of a class that call ``super()``, with quicker functions in the place of o.vo's.

A twin is a subclass with one base more, just before ``VersionedObject``: what an override reaches
through ``super()`` or ``self`` is then found there, and the override itself runs as it stands. An
object that was made of a twin becomes one of the class itself before anyone sees it.
"""

from __future__ import annotations

import abc
import copy
from collections.abc import Callable
from typing import Any

from oslo_versionedobjects import base, fields

from vobjects._foreign.hooks import Class
from vobjects._foreign.kinds import Own, Same
from vobjects._foreign.plan import ClassPlan, FieldPlan

Read = Callable[[type, Any, str, Any], base.VersionedObject]
"""``read(twin, context, version, primitive)``: what ``super()._obj_from_primitive`` gives."""


def twin_of(plan: ClassPlan, read: Read | None = None) -> Class | None:
    """A twin of a class, or None if making a subclass of it could do more than that.

    ``read`` makes an object of the twin; without it the twin reads as the class does.
    """
    cls = plan.cls
    owners = cls.__mro__[:-1]
    if type(cls) not in (type, abc.ABCMeta) or any("__init_subclass__" in vars(o) for o in owners):
        return None
    if plan.hooks.properties or plan.hooks.storage or "__slots__" in vars(cls):
        return None
    metaclass: Any = type(cls)
    twin: Class = metaclass(cls.__name__, (cls, _last(plan, read)), {"__module__": cls.__module__})
    return twin


def _last(plan: ClassPlan, read: Read | None) -> Class:
    """The base of a twin: quicker forms of what ``VersionedObject`` does."""
    attributes = {name: f"_obj_{name}" for name in plan.cls.fields}
    defaults = [(f.name, _default(f)) for f in plan.fields if _has_default(f.field)]

    class Last(base.VersionedObject):
        _found: set[str]

        def obj_attr_is_set(self, attrname: str) -> bool:
            if attrname in attributes:
                return hasattr(self, attributes[attrname])
            return super().obj_attr_is_set(attrname)

        def obj_what_changed(self) -> set[str]:
            changes: set[str] | None = getattr(self, "_found", None)
            if changes is not None:
                del self._found
            else:
                changes = {name for name in self._changed_fields if name in attributes}
                for name, attribute in attributes.items():
                    value = getattr(self, attribute, None)
                    if isinstance(value, base.VersionedObject) and value.obj_what_changed():
                        changes.add(name)
            return changes

        def obj_set_defaults(self, *attrs: str) -> None:
            if attrs:
                return super().obj_set_defaults(*attrs)
            for name, make in defaults:
                if not self.obj_attr_is_set(name):
                    make(self)
            return None

    if read is not None:

        def from_primitive(cls: type, context: Any, objver: str, primitive: Any) -> Any:
            return read(cls, context, objver, primitive)

        Last._obj_from_primitive = classmethod(from_primitive)  # type: ignore[assignment]
    return Last


def _has_default(field: Any) -> bool:
    return bool(field.default != fields.UnspecifiedDefault)


def _default(field: FieldPlan) -> Callable[[Any], None]:
    """A function that sets the default of a field."""
    name, default = field.name, field.field.default
    attribute = f"_obj_{name}"
    kept = isinstance(field.kind, Same) and type(default) in field.kind.types
    if not kept and (default is not None or not field.field.nullable or _is_own(field)):

        def assigned(obj: Any) -> None:
            setattr(obj, name, copy.deepcopy(default))

        return assigned

    def stored(obj: Any) -> None:
        setattr(obj, attribute, default)
        obj._changed_fields.add(name)

    return stored


def _is_own(field: FieldPlan) -> bool:
    return isinstance(field.kind, Own)


def own_changes(twin: Class, obj: base.VersionedObject, found: set[str]) -> Any:
    """What a class says has changed in an object, where o.vo would have found ``found``."""
    stand_in: Any = object.__new__(twin)
    stand_in.__dict__.update(vars(obj), _found=found)
    return stand_in.obj_what_changed()
