"""Classes and fields that do something in their own way, one each."""

# ruff: noqa: RUF012  (fields are as o.vo wants them)

from __future__ import annotations

import json
from typing import Any, ClassVar

from oslo_versionedobjects import base, fields

from tests.support.foreign.classes import Fields, ForgeChild, ForgeList, ForgeObject, register


class Shouted(fields.FieldType[str]):
    """Written in another form than it is kept in."""

    def to_primitive(self, obj: Any, attr: str, value: Any) -> Any:
        """The value in capitals, with a list that looks like a node."""
        return [value.upper(), "1.0", {}, []]

    def from_primitive(self, obj: Any, attr: str, value: Any) -> Any:
        """The value back."""
        return value[0].lower()


class Cut(fields.String):
    """A text type that coerces in its own way."""

    def coerce(self, obj: Any, attr: str, value: Any) -> str:
        """The first letters of a text."""
        return super().coerce(obj, attr, value)[:3]


class KeptField(fields.IntegerField):
    """A field, not a type, with a function of its own."""

    def coerce(self, obj: Any, attr: str, value: Any) -> Any:
        """Numbers count from one."""
        found: Any = super().coerce(obj, attr, value)
        return max(1, found)


class StateField(fields.StateMachine):
    """The states of an object that only starts and ends."""

    ALLOWED_TRANSITIONS = {"new": {"done"}, "done": set()}

    def __init__(self) -> None:
        super().__init__(["new", "done"])


def _patched() -> fields.Integer:
    """A type of o.vo whose function is replaced on the instance."""
    found: Any = fields.Integer()
    found.coerce = lambda obj, attr, value: min(int(value), 9)
    return found  # type: ignore[no-any-return]


@register
class OddFields(ForgeObject):
    """Fields with functions of their own beside one without."""

    fields: Fields = {
        "plain": fields.IntegerField(),
        "shouted": fields.Field(Shouted()),
        "shouts": fields.Field(fields.List(Shouted())),
        "cut": fields.Field(Cut()),
        "kept": KeptField(),
        "state": StateField(),
        "bare": fields.EnumField("abc"),
        "held": fields.Field(fields.FieldType()),
        "patched": fields.Field(_patched()),
    }


@register
class OddProperty(ForgeObject):
    """A field whose property is replaced after the class was registered."""

    fields: Fields = {"size": fields.IntegerField(), "n": fields.IntegerField()}


OddProperty.size = property(  # type: ignore[attr-defined]
    lambda self: self._obj_size * 2, lambda self, value: setattr(self, "_obj_size", value)
)


@register
class OddWriter(ForgeObject):
    """Writes its primitive itself."""

    fields: Fields = {"n": fields.IntegerField(), "child": fields.ObjectField("ForgeChild")}

    def obj_to_primitive(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The primitive with the number doubled, and a mark left on the object."""
        self.__dict__["_obj_n"] += 1
        found = super().obj_to_primitive(*args, **kwargs)
        return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@register
class OddReader(ForgeObject):
    """Looks into the primitive before it hands it on."""

    fields: Fields = {"n": fields.IntegerField(), "child": fields.ObjectField("ForgeChild")}

    @classmethod
    def _obj_from_primitive(cls, context: Any, objver: str, primitive: Any) -> Any:
        data = dict(primitive["forge_object.data"], n=7)
        return super()._obj_from_primitive(context, objver, primitive | {"forge_object.data": data})


@register
class OddKeeper(ForgeObject):
    """Keeps the primitive that it was made of."""

    fields: Fields = {"n": fields.IntegerField()}

    @classmethod
    def _obj_from_primitive(cls, context: Any, objver: str, primitive: Any) -> Any:
        found: Any = super()._obj_from_primitive(context, objver, primitive)
        found.source = primitive
        return found


@register
class OddMaker(ForgeObject):
    """Makes its objects without ``super()``."""

    fields: Fields = {"n": fields.IntegerField()}

    @classmethod
    def _obj_from_primitive(cls, context: Any, objver: str, primitive: Any) -> Any:
        return cls(context, n=primitive["forge_object.data"]["n"])


@register
class OddChanges(ForgeObject):
    """Tracks changes inside of a mapping, as Nova's Instance does."""

    fields: Fields = {
        "n": fields.IntegerField(default=3),
        "map": fields.DictOfStringsField(default={}),
        "child": fields.ObjectField("ForgeChild", nullable=True, default=None),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obj_set_defaults()
        self._original = dict(self.map)

    def obj_what_changed(self) -> set[str]:
        """A mapping that is not what it was has changed."""
        changes = super().obj_what_changed() | super().obj_what_changed()
        if "map" in self and "none" not in self and self.map != self._original:
            changes.add("map")
        return changes

    @classmethod
    def _obj_from_primitive(cls, context: Any, objver: str, primitive: Any) -> Any:
        found: Any = super()._obj_from_primitive(context, objver, primitive)
        found.obj_set_defaults("n")
        found.obj_set_defaults()
        found._original = dict(found.map)
        found._changed = sorted(found.obj_what_changed())
        return found


@register
class OddBoth(OddChanges):
    """An override beside a property that was replaced."""

    fields: Fields = {"m": fields.IntegerField()}


OddBoth.m = property(  # type: ignore[attr-defined]
    lambda self: self._obj_m + 1, lambda self, value: setattr(self, "_obj_m", value)
)


class _Meta(type):
    """Does something when a class is made, as Neutron's does."""

    made: ClassVar[list[str]] = []

    def __init__(cls, *args: Any) -> None:
        super().__init__(*args)
        cls.made.append(cls.__name__)


@register
class OddMeta(OddChanges, metaclass=_Meta):
    """A class that no twin can be made of."""


@register
class OddStorage(ForgeObject):
    """Answers for its attributes itself."""

    fields: Fields = {"n": fields.IntegerField()}

    def __getattr__(self, name: str) -> Any:
        if name == "_obj_n":
            return 42
        raise AttributeError(name)


@register
class OddSetter(ForgeObject):
    """Sees every attribute that is set."""

    fields: Fields = {"n": fields.IntegerField()}

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__.setdefault("seen", []).append(name)
        super().__setattr__(name, value)


class _Version:
    """A version that cannot be set on an object."""

    def __get__(self, obj: Any, cls: Any) -> str:
        return "1.0"

    def __set__(self, obj: Any, value: str) -> None:
        obj.told = value


@register
class OddVersion(ForgeObject):
    """Its version is a descriptor."""

    VERSION = _Version()
    fields: Fields = {"n": fields.IntegerField()}


@register
class OddAttribute(ForgeObject):
    """A value for all objects, where o.vo keeps those of each."""

    _obj_n = 5
    fields: Fields = {"n": fields.IntegerField()}


@register
class OddKeys(ForgeObject):
    """Other keys of the envelope, in the same project."""

    OBJ_SERIAL_NAMESPACE = "odd_object"
    fields: Fields = {"n": fields.IntegerField()}


@register
class OddShared(ForgeObject):
    """One object for all primitives."""

    fields: Fields = {"n": fields.IntegerField()}
    _one: Any = None

    @classmethod
    def _obj_from_primitive(cls, context: Any, objver: str, primitive: Any) -> Any:
        return OddShared._one


OddShared._one = OddShared(n=9)


@register
class OddParts(ForgeObject):
    """Finds the parts of a primitive elsewhere."""

    fields: Fields = {"n": fields.IntegerField()}

    @classmethod
    def _obj_primitive_field(cls, primitive: Any, field: str, default: Any = None) -> Any:
        return {"n": 1} if field == "data" else primitive.get(cls._obj_primitive_key(field), [])


@register
class OddList(ForgeList):
    """A list of what is no object."""

    fields: Fields = {"objects": fields.Field(fields.List(fields.FieldType()))}


@register
class OddListMaker(ForgeList):
    """A list class with a constructor and a read-only field."""

    fields: Fields = {
        "objects": fields.ListOfObjectsField("ForgeChild"),
        "fixed": fields.IntegerField(read_only=True),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed = 1


@register
class OddRefit(ForgeObject):
    """A field that is exchanged after the class was registered: its property stays."""

    fields: Fields = {"n": fields.IntegerField()}


OddRefit.fields["n"] = fields.StringField()


@register
class OddNewList(ForgeList):
    """A list class that makes its objects itself."""

    fields: Fields = {"objects": fields.ListOfObjectsField("ForgeChild")}

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """An object with a mark."""
        found: Any = super().__new__(cls)
        found.mark = True
        return found


@register
class OddParent(ForgeObject):
    """Finds the classes of its children itself."""

    fields: Fields = {"child": fields.ObjectField("ForgeChild")}

    @classmethod
    def obj_class_from_name(cls, objname: str, objver: str) -> Any:
        """There is but one class."""
        return ForgeChild


@register
class OddDecoder(ForgeObject):
    """Reads the objects in its fields itself."""

    fields: Fields = {"child": fields.ObjectField("ForgeChild")}

    @classmethod
    def obj_from_primitive(cls, primitive: Any, context: Any = None) -> Any:
        """Children come with a mark."""
        found: Any = super().obj_from_primitive(primitive, context)
        found.mark = True
        return found


@register
class OddSlots(ForgeObject):
    """Keeps something in a slot."""

    __slots__ = ("kept",)
    fields: Fields = {"n": fields.IntegerField()}

    def obj_to_primitive(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The number is in the slot."""
        found = super().obj_to_primitive(*args, **kwargs)
        found["forge_object.data"]["n"] = self.kept
        return found


@register
class OddProject(base.VersionedObject):
    """A class of another project, in an object of this one."""

    OBJ_PROJECT_NAMESPACE = "anvil"
    OBJ_SERIAL_NAMESPACE = "forge_object"
    fields: Fields = {"n": fields.IntegerField(), "child": fields.ObjectField("ForgeChild")}


@register
class OddHost(ForgeObject):
    """Holds one of everything."""

    fields: Fields = {
        name: fields.ObjectField(name)
        for name in (
            *("OddFields", "OddProperty", "OddWriter", "OddReader", "OddKeeper", "OddMaker"),
            *("OddChanges", "OddMeta", "OddStorage", "OddSetter", "OddVersion", "OddParts"),
            *("OddList", "OddListMaker", "OddParent", "OddDecoder", "OddSlots", "OddProject"),
            *("OddRefit", "OddNewList", "OddAttribute", "OddKeys", "OddShared", "OddBoth"),
        )
    }
