"""Values for the fields of any class of oslo.versionedobjects, and objects filled with them."""

from __future__ import annotations

import contextlib
import datetime
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final

from oslo_versionedobjects import fields

from compat.foreign._types import enum_values, innermost

_DEPTH: Final = 3
"""Objects in each other, at most."""
_CANDIDATES: Final[tuple[tuple[type, Any], ...]] = (
    (fields.UUID, "7f2c1a54-09b3-4f6e-8d21-5e0c6b9a1d37"),
    (fields.MACAddress, "52:54:00:12:34:56"),
    (fields.PCIAddress, "0000:05:00.1"),
    (fields.VersionPredicate, ">=1.0"),
    (fields.IPV4Network, "192.0.2.0/24"),
    (fields.IPV6Network, "2001:db8::/32"),
    (fields.IPNetwork, "192.0.2.0/24"),
    (fields.IPV6Address, "2001:db8::1"),
    (fields.IPAddress, "192.0.2.1"),
    (fields.DateTime, datetime.datetime(2031, 5, 1, 12, 30, 15)),
    (fields.DateTime, datetime.datetime(2031, 5, 1, 12, 30, 15, tzinfo=datetime.UTC)),
    (fields.Boolean, True),
    (fields.Float, 2.75),
    (fields.Integer, 7),
    (fields.String, "a"),
    (object, "a"),
    (object, 7),
    (object, "7f2c1a54-09b3-4f6e-8d21-5e0c6b9a1d37"),
    (object, "52:54:00:12:34:56"),
    (object, "192.0.2.1"),
    (object, "192.0.2.0/24"),
    (object, {}),
    (object, []),
)
"""By type, values that are tried in this order until the field takes one."""


class Sampler:
    """Makes objects of the classes of a project."""

    def __init__(self, classes: Mapping[str, Any]) -> None:
        self._classes = classes

    def object(self, cls: Any, values: Mapping[str, Any] | None = None, depth: int = _DEPTH) -> Any:
        """Return an object whose fields are set, as far as a value is known.

        Args:
            cls: the class.
            values: the fields to set, by name; without it all of them, to their first sample.
            depth: how many objects may be inside each other.

        Raises:
            Exception: whatever the class raises when it is made.
        """
        obj = cls()
        if values is not None:
            for name, value in values.items():
                set_field(obj, name, value)
            return obj
        for name in cls.fields:
            for value in self.samples(cls, name, depth):
                if set_field(obj, name, value):
                    break
        return obj

    def samples(self, cls: Any, name: str, depth: int = _DEPTH) -> Iterator[Any]:
        """Yield values of a field: each of an enum, else one; then None, wherever it may be."""
        field = cls.fields[name]
        for leaf in self._leaves(field, depth):
            yield _nested(field, leaf)
        yield from _nulls(field)

    def _leaves(self, field: Any, depth: int) -> Iterator[Any]:
        """Values of the innermost type of a field."""
        type_ = innermost(field)
        if isinstance(type_, fields.Object):
            cls = self._classes.get(type_._obj_name)
            if cls is not None and depth > 0:
                with contextlib.suppress(Exception):  # of a class that needs arguments, say
                    yield self.object(cls, depth=depth - 1)
            return
        values = enum_values(field)
        yield from values
        if values:
            return
        for kind, value in _CANDIDATES:
            if isinstance(type_, kind) and _takes(type_, value):
                yield value
                return


def set_field(obj: Any, name: str, value: Any) -> bool:
    """Set a field of an object; say whether the object takes the value."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            setattr(obj, name, value)
    except Exception:  # of a class, which may raise anything
        return False
    return True


def _takes(type_: Any, value: Any) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            type_.coerce(None, "sample", value)
    except Exception:  # of a type of the project, which may raise anything
        return False
    return True


def _nested(field: Any, leaf: Any) -> Any:
    """A value of a field that holds another one in its innermost place."""
    element = getattr(field._type, "_element_type", None)
    if not isinstance(element, fields.Field):
        return leaf
    return _around(field._type, _nested(element, leaf))


def _nulls(field: Any) -> Iterator[Any]:
    """Yield values of a field that are None, or hold None where an element may be None."""
    element = getattr(field._type, "_element_type", None)
    if isinstance(element, fields.Field):
        for inner in _nulls(element):
            yield _around(field._type, inner)
    if field.nullable:
        yield None


def _around(type_: Any, inner: Any) -> Any:
    """A container of a type with one element."""
    if isinstance(type_, fields.Dict):
        return {"key": inner}
    return {inner} if isinstance(type_, fields.Set) else [inner]
