"""The classes of one release: made from the declared ones, with the fields of then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vobjects._declare.object import AbsentField, FieldDescriptor, VersionedObject
from vobjects._declare.schema import Schema
from vobjects._plan.key_history import key_at

if TYPE_CHECKING:
    from vobjects._release.view import View


def emulate(declared: type[VersionedObject], schema: Schema, view: View) -> type[VersionedObject]:
    """The class as it was at one version: a subclass that has the fields of then, and no other."""
    names = {"__module__": declared.__module__, "__qualname__": declared.__qualname__}
    cls = type(
        declared.__name__, (declared,), {"__slots__": (), "__doc__": declared.__doc__, **names}
    )
    install(cls, schema, view)
    for name in declared.SPECS.keys() - schema.fields.keys():
        setattr(cls, name, AbsentField(name))
    return cls


def install(cls: type[VersionedObject], schema: Schema, view: View) -> None:
    """Give a class its fields, its version and its view."""
    specs = dict(schema.fields)
    cls.VERSION = cls._wire_version = schema.version.number
    cls.SPECS, cls.VIEW = specs, view
    cls._wire_name = cls.obj_name()
    cls._key = key_at(cls.KEY, view.registry.lineage(cls.obj_name()), schema.version)
    cls._holders = frozenset(name for name, spec in specs.items() if spec.type.children())
    cls._required = schema.required
    cls._checks = {name: (spec.type.check, spec.path) for name, spec in specs.items()}
    options = {name: spec.options for name, spec in specs.items()}
    defaults = {name: own.default for name, own in options.items() if own.is_given}
    cls._construction = (cls._wire_version, defaults, cls._required, cls._checks, view.judge)
    cls.fields = {name: spec.ovo_field() for name, spec in specs.items()}
    for name in specs:
        setattr(cls, name, FieldDescriptor(name))
    for other in view.registry.lineage(cls.obj_name()).schemas.values():
        without(cls, other)


def without(cls: type[VersionedObject], schema: Schema) -> None:
    """Let a class say of the fields of a schema that it lacks them, where it does."""
    for name in schema.fields:
        if not hasattr(cls, name):
            setattr(cls, name, AbsentField(name))
