"""Types of oslo.versionedobjects whose primitives are those of our primitive form."""

from __future__ import annotations

import datetime
from typing import Any

from oslo_versionedobjects import fields as ovo


class _Told:
    """A field whose text has all its facts, so that fingerprints of o.vo tell any two apart."""

    facts: dict[str, Any]

    def __repr__(self) -> str:
        return ", ".join(f"{name} {fact!r}" for name, fact in self.facts.items())


class Field(_Told, ovo.Field[Any]):
    """A field of single values and of collections."""


class ObjectField(_Told, ovo.ObjectField):
    """A field with an object, which the helpers of o.vo look for."""


class ListOfObjectsField(_Told, ovo.ListOfObjectsField):
    """A field with a list of objects, which the helpers of o.vo look for."""


class DateTime(ovo.DateTime):
    """An instant to the microsecond; o.vo itself reads microseconds and does not write them."""

    def to_primitive(self, obj: Any, attr: str, value: datetime.datetime) -> str:
        """ISO 8601 in UTC."""
        return f"{value.replace(tzinfo=None).isoformat()}Z"


class _Text:
    """An address that stays text: o.vo itself reads an object of netaddr."""

    def from_primitive(self, obj: Any, attr: str, value: Any) -> Any:
        """The text."""
        return value


class IPAddress(_Text, ovo.IPAddress):
    """An address of either family."""

    def get_schema(self) -> dict[str, Any]:
        """One of the two formats."""
        return ovo.IPV4AndV6Address().get_schema()


class IPV4Address(_Text, ovo.IPV4Address):
    """An IPv4 address."""


class IPV6Address(_Text, ovo.IPV6Address):
    """An IPv6 address."""
