"""Objects of any class of oslo.versionedobjects, filled by the types of its fields and a seed."""

from __future__ import annotations

import contextlib
import datetime
import random
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from oslo_versionedobjects import base, exception, fields

Make = Callable[[random.Random], Any]

_WORDS = ("", "a", "cpu", "null", "hw:numa_nodes", "\u00e9\u4e2d", "2020-02-30T00:00:00Z", "1.0")
_SIMPLE: dict[type, Make] = {
    fields.UUID: lambda rng: str(uuid.UUID(int=rng.getrandbits(128))),
    fields.MACAddress: lambda rng: f"52:54:00:00:00:{rng.randrange(256):02x}",
    fields.PCIAddress: lambda rng: f"0000:0{rng.randrange(8)}:1f.{rng.randrange(8)}",
    fields.VersionPredicate: lambda rng: f">={rng.randrange(9)}.0",
    fields.String: lambda rng: rng.choice(_WORDS),
    fields.NonNegativeInteger: lambda rng: rng.randrange(1 << rng.randrange(1, 63)),
    fields.Integer: lambda rng: rng.choice((-1, 1)) * rng.randrange(1 << rng.randrange(1, 63)),
    fields.NonNegativeFloat: lambda rng: rng.randrange(1000) / 8,
    fields.Float: lambda rng: rng.randrange(-1000, 1000) / 8,
    fields.Boolean: lambda rng: rng.random() < 0.5,
    fields.IPV4Address: lambda rng: f"192.0.2.{rng.randrange(256)}",
    fields.IPV6Address: lambda rng: f"2001:db8::{rng.randrange(1 << 16):x}",
    fields.IPAddress: lambda rng: f"192.0.2.{rng.randrange(256)}",
    fields.IPV4Network: lambda rng: f"192.0.{rng.randrange(256)}.0/24",
    fields.IPV6Network: lambda rng: f"2001:db8:{rng.randrange(256):x}::/48",
    fields.IPNetwork: lambda rng: f"192.0.{rng.randrange(256)}.0/24",
}


class Filler:
    """Makes objects of any class, equal ones for an equal seed."""

    def __init__(self, seed: object, samples: Mapping[str, Make] | None = None) -> None:
        """Take the seed.

        Args:
            seed: anything whose ``repr`` is the same in every process.
            samples: by the name of a field type, what makes a value of it from random numbers; for
                types that o.vo does not have.
        """
        self._rng = random.Random(repr(seed))
        self._samples = samples or {}

    def object(self, cls: Any, unset: float = 0.0, depth: int = 4) -> Any:
        """Return an object of a class.

        Args:
            cls: the class.
            unset: the probability that a field is unset, from 0 to 1.
            depth: how many objects are inside each other at most.

        Raises:
            TypeError: no sample and no type of o.vo makes a value of a field.
        """
        rng = self._rng
        obj = cls()
        for name, field in cls.fields.items():
            if rng.random() >= unset and not self._too_deep(field, depth):
                with contextlib.suppress(exception.ReadOnlyFieldError):  # the class has set it
                    setattr(obj, name, self._value(field, unset, depth))
        if rng.random() < 0.5:
            obj.obj_reset_changes()
        if rng.random() < 0.3 and cls.fields:  # as if a changed field had been deleted
            obj._changed_fields.add(rng.choice([*cls.fields]))
        return obj

    def _value(self, field: Any, unset: float, depth: int) -> Any:
        if field.nullable and self._rng.random() < max(unset, 0.1):
            return None
        return self._of_type(field._type, unset, depth)

    def _of_type(self, type_: Any, unset: float, depth: int) -> Any:
        rng = self._rng
        if type(type_).__name__ in self._samples:
            return self._samples[type(type_).__name__](rng)
        if isinstance(type_, fields.Enum):
            return rng.choice(sorted(type_.valid_values))
        if isinstance(type_, fields.DateTime):
            return _time(rng, type_.tzinfo_aware)
        if isinstance(type_, fields.Object):
            return self._child(type_, unset, depth)
        if isinstance(type_, fields.CompoundFieldType):
            return self._container(type_, unset, depth)
        for known, make in _SIMPLE.items():
            if isinstance(type_, known):
                return make(rng)
        name = type(type_).__name__
        raise TypeError(f"nothing makes values of the field type {name}: give samples[{name!r}]")

    def _child(self, type_: Any, unset: float, depth: int) -> Any:
        registered = base.VersionedObjectRegistry.obj_classes()
        names = [type_._obj_name]
        if type_._subclasses:
            wanted = registered[type_._obj_name][0]
            names = sorted(name for name in registered if issubclass(registered[name][0], wanted))
        return self.object(registered[self._rng.choice(names)][0], unset, depth - 1)

    def _container(self, type_: Any, unset: float, depth: int) -> Any:
        count = self._rng.randrange(4 if depth > 2 else 2)
        members = [self._value(type_._element_type, unset, depth) for _ in range(count)]
        if isinstance(type_, fields.Dict):
            return {f"key {place}": member for place, member in enumerate(members)}
        return set(members) if isinstance(type_, fields.Set) else members

    def _too_deep(self, field: Any, depth: int) -> bool:
        type_ = field._type
        while isinstance(type_, fields.CompoundFieldType):
            type_ = type_._element_type._type
        return depth == 0 and isinstance(type_, fields.Object)


def _time(rng: random.Random, aware: bool) -> datetime.datetime:
    """A time; some have microseconds, which o.vo drops, or a zone that it cannot read."""
    micro = rng.choice((0, 0, rng.randrange(1_000_000)))
    at = datetime.datetime(rng.randrange(1, 9999), 2, 3, rng.randrange(24), 5, 6, micro)
    zone = datetime.UTC if rng.random() < 0.97 else datetime.timezone(datetime.timedelta(hours=2))
    return at.replace(tzinfo=zone) if aware else at
