"""Objects that are the same in every process: full ones, and those with the least in them."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from vobjects import VersionedObject, View
from vobjects._declare.field import FieldSpec
from vobjects._types.base import FieldType
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects._types.scalars import Bool, DateTime, Enum, Float, FormattedStr, Int, Str
from vobjects.testing._formats import FORMATS
from vobjects.testing._strategies import enum_values


def filled(view: View, name: str) -> VersionedObject:
    """Return an object with every field set to a value that is not its default.

    The object is equal in every process. Numbers and texts differ from field to field, so that two
    fields that are swapped make a difference. A collection is empty, or a value None, only where a
    class would contain itself.

    Raises:
        AbsentClassError: the view has no such class.
    """
    return _Maker(view).object(name, 1)


def minimal(view: View, name: str, /, **values: Any) -> Any:
    """Return an object that may be sent and has as few fields set as it can.

    No field is set that may be absent or has a default but by ``values``; what must be set is None
    where it may be None in all versions. The object is equal in every process.

    Args:
        view: the versions of the class and of all that its objects contain.
        name: the name of the class.
        values: of fields, by name.

    Raises:
        AbsentClassError: the view has no such class.
        FieldValueError: a value is not one of its field.
    """
    obj = _Maker(view, minimal=True).object(name, 1)
    return view[name](**{**obj.obj_values(), **values}) if values else obj


@dataclasses.dataclass(frozen=True)
class _Maker:
    """Makes objects of a view; ``inside`` are the classes whose objects are being filled."""

    view: View
    minimal: bool = False
    inside: tuple[str, ...] = ()

    def object(self, name: str, number: int) -> VersionedObject:
        values: dict[str, Any] = {}
        maker = dataclasses.replace(self, inside=(*self.inside, name))
        for place, (field, spec) in enumerate(self.view.schema(name).fields.items()):
            if self.minimal and (spec.options.may_be_absent or spec.options.has_default):
                continue
            if self.minimal and all(one.nullable for one in self._versions_of(name, field)):
                values[field] = None
                continue
            known = enum_values(self.view, name, field)
            value = maker.value(spec.type, number * 7 + place)
            values[field] = known[number % len(known)] if known else value
            if self.minimal and spec.type.values():
                values[field] = self._value_of_all(name, field)
        return self.view[name](**values)

    def _value_of_all(self, name: str, field: str) -> str:
        """A value of an enum that each version has that has the field."""
        values = [set(spec.type.values()) for spec in self._versions_of(name, field)]
        return min(set.intersection(*filter(None, values)))

    def _versions_of(self, name: str, field: str) -> list[FieldSpec]:
        """A field in each version of its class that has it."""
        schemas = self.view.registry.lineage(name).schemas.values()
        return [schema.fields[field] for schema in schemas if field in schema.fields]

    def value(self, type_: FieldType, number: int) -> Any:
        again = any(name in self.inside for name in type_.children())
        steps = range(number, number + (0 if again else 2))
        match type_:
            case Child():
                return self.object(type_.name, number)
            case Optional():
                return None if again else self.value(type_.inner, number)
            case FrozenSet():
                return {self.value(type_.inner, number + step) for step in range(3)}
            case Tuple():
                return [self.value(type_.inner, step) for step in steps]
            case MappingOf():
                return {f"key {step - number}": self.value(type_.inner, step) for step in steps}
        return _scalar(type_, number)


def _scalar(type_: FieldType, number: int) -> Any:
    match type_:
        case Int():
            return number
        case Bool():
            return True
        case Float():
            return number + 0.5
        case Str():
            return f"text \u00e9 {number}"
        case DateTime():
            return datetime.datetime(2015, 4, 30, 12, 0, 0, number, datetime.UTC)
        case FormattedStr():
            return FORMATS[type_.text].example(number)
        case Enum():
            return type_.values()[number % len(type_.values())]
    raise TypeError(f"no example has the type {type_.text}")
