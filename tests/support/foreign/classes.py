"""A project of unmodified oslo.versionedobjects classes, in the ways of those there are."""

# ruff: noqa: RUF012  (fields and tables are as o.vo wants them)

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

import vobjects  # noqa: F401  (makes threads the default before oslo.messaging is imported)

from oslo_versionedobjects import base, fields  # isort: skip

from vobjects import ForeignClasses

Fields = MutableMapping[str, fields.Field[Any]]
register = base.VersionedObjectRegistry.register


class ForgeObject(base.VersionedObject):
    """The base class of the project."""

    OBJ_PROJECT_NAMESPACE = "forge"
    OBJ_SERIAL_NAMESPACE = "forge_object"

    if TYPE_CHECKING:  # fields are made into properties when a class is registered

        def __getattr__(self, name: str) -> Any: ...


class ForgeList(base.ObjectListBase[Any], ForgeObject):
    """The base class of its lists."""


@register
class ForgeValues(ForgeObject):
    """A field of every type that holds no object."""

    VERSION = "1.3"
    fields: Fields = {
        "text": fields.StringField(),
        "empty": fields.StringField(nullable=True),
        "standard": fields.StringField(default="standard"),
        "secret": fields.SensitiveStringField(nullable=True),
        "kind": fields.EnumField(["a", "b"]),
        "predicate": fields.VersionPredicateField(),
        "uuid": fields.UUIDField(),
        "mac": fields.MACAddressField(),
        "pci": fields.PCIAddressField(),
        "number": fields.IntegerField(),
        "count": fields.NonNegativeIntegerField(nullable=True),
        "share": fields.FloatField(),
        "part": fields.NonNegativeFloatField(),
        "flag": fields.BooleanField(default=False),
        "flexible": fields.FlexibleBooleanField(),
        "at": fields.DateTimeField(nullable=True),
        "naive": fields.DateTimeField(tzinfo_aware=False),
        "ip": fields.IPAddressField(nullable=True),
        "ip4": fields.IPV4AddressField(),
        "ip6": fields.IPV6AddressField(),
        "either": fields.IPV4AndV6AddressField(),
        "net": fields.IPNetworkField(),
        "net4": fields.IPV4NetworkField(),
        "net6": fields.IPV6NetworkField(),
        "id": fields.IntegerField(read_only=True),
        "any": fields.Field(fields.FieldType(), nullable=True),
    }


@register
class ForgeContainers(ForgeObject):
    """A field of every container."""

    VERSION = "1.1"
    fields: Fields = {
        "texts": fields.ListOfStringsField(),
        "numbers": fields.ListOfIntegersField(nullable=True),
        "members": fields.SetOfIntegersField(),
        "names": fields.SetOfStringsField(),
        "map": fields.DictOfStringsField(),
        "nullable": fields.DictOfNullableStringsField(),
        "integers": fields.DictOfIntegersField(),
        "rows": fields.ListOfListsOfStringsField(),
        "groups": fields.ListOfSetsOfIntegersField(),
        "by_name": fields.DictOfListOfStringsField(),
        "sets": fields.DictOfSetOfIntegersField(),
        "dicts": fields.ListOfDictOfNullableStringsField(),
        "kinds": fields.ListOfEnumField(["a", "b"]),
        "uuids": fields.ListOfUUIDField(),
        "times": fields.Field(fields.List(fields.DateTime())),
        "moments": fields.Field(fields.Set(fields.DateTime(tzinfo_aware=False))),
        "addresses": fields.Field(fields.Dict(fields.IPAddress(), nullable=True)),
        "untyped": fields.Field(fields.List(fields.FieldType())),
    }


@register
class ForgeChild(ForgeObject):
    """A child whose newest field older versions do not have."""

    VERSION = "1.7"
    fields: Fields = {
        "x": fields.IntegerField(),
        "y": fields.IntegerField(),
        "inner": fields.ObjectField("ForgeChild", nullable=True),
    }

    def obj_make_compatible(self, primitive: dict[str, Any], target_version: str) -> None:
        """Take off what came with 1.7."""
        super().obj_make_compatible(primitive, target_version)
        if target_version != "1.7":
            primitive.pop("y", None)


@register
class ForgeSpecialChild(ForgeChild):
    """A subclass where a child is asked for."""

    VERSION = "1.2"
    fields: Fields = {"z": fields.StringField()}


@register
class ForgeChildren(ForgeList):
    """A list class in Nova's way, without a table of versions."""

    VERSION = "1.4"
    fields: Fields = {"objects": fields.ListOfObjectsField("ForgeChild")}


@register
class ForgeTable(ForgeList):
    """A list class with the table of versions of T10 and T11."""

    VERSION = "1.3"
    child_versions = {"1.0": "1.0", "1.1": "1.1", "1.3": "1.7"}
    fields: Fields = {"objects": fields.ListOfObjectsField("ForgeChild")}


@register
class ForgeParent(ForgeObject):
    """Children wherever a child can stand."""

    VERSION = "1.5"
    fields: Fields = {
        "id": fields.IntegerField(),
        "locked": fields.BooleanField(),
        "child": fields.ObjectField("ForgeChild", nullable=True),
        "special": fields.ObjectField("ForgeChild", subclasses=True),
        "many": fields.ListOfObjectsField("ForgeChild"),
        "specials": fields.ListOfObjectsField("ForgeChild", subclasses=True),
        "children": fields.ObjectField("ForgeChildren"),
        "table": fields.ObjectField("ForgeTable"),
        "map": fields.Field(fields.Dict(fields.Object("ForgeChild"))),
        "rows": fields.Field(fields.List(fields.List(fields.Object("ForgeChild")))),
        "values": fields.ObjectField("ForgeValues"),
    }

    def obj_make_compatible(self, primitive: dict[str, Any], target_version: str) -> None:
        """Take off what came with 1.1: the value of T1 vanishes."""
        super().obj_make_compatible(primitive, target_version)
        if target_version == "1.0":
            primitive.pop("locked", None)


FORGE = ForeignClasses(ForgeObject)
