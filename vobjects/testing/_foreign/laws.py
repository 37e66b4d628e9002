"""The laws of unmodified classes: what we write and read is what oslo.versionedobjects does."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from oslo_versionedobjects import base, fields

from vobjects import ForeignClasses
from vobjects.testing._require import require

At = str | Mapping[str, str] | None
CONTEXT = object()


@dataclasses.dataclass(frozen=True)
class Raised:
    """An error, in the place of a result."""

    kind: str
    text: str


def outcome(call: Callable[[], Any]) -> Any:
    """Return the result of a call, or what it raised."""
    try:
        return call()
    except Exception as error:
        return Raised(type(error).__name__, str(error))


def state(value: Any) -> Any:
    """Return all that distinguishes a value: types, attributes, owners of containers."""
    return _state(value, {})


def _state(value: Any, seen: dict[int, int]) -> Any:
    if isinstance(value, base.VersionedObject):
        if id(value) in seen:
            return ("again", seen[id(value)])
        seen[id(value)] = len(seen)
        attributes = {name: _state(found, seen) for name, found in sorted(vars(value).items())}
        return (type(value), attributes)
    if isinstance(value, fields.CoercedCollectionMixin):
        owner = id(value._obj) in seen and seen[id(value._obj)]
        own = (owner, value._field, id(value._element_type))
        return (type(value), own, _members(value, seen))
    if isinstance(value, dict | list | set):
        return (type(value), _members(value, seen))
    if type(value).__module__.startswith("netaddr"):
        return (type(value), str(value), value._module)
    return (type(value), value) if value is not CONTEXT else "the context"


def _members(value: Any, seen: dict[int, int]) -> Any:
    if isinstance(value, dict):
        return {key: _state(member, seen) for key, member in sorted(value.items())}
    if isinstance(value, set):
        return sorted((repr(_state(member, {})) for member in value), key=str)
    return [_state(member, seen) for member in value]


def asked(obj: Any, at: At) -> tuple[Any, ...]:
    """Return what a sender of o.vo passes to ``obj_to_primitive`` for a receiver."""
    return () if at is None else (at,) if isinstance(at, str) else (at[obj.obj_name()], dict(at))


def holds(project: ForeignClasses, make: Callable[[], Any], at: At = None) -> Any:
    """Check all laws on an object, and return its primitive of o.vo, or what o.vo raised.

    Args:
        project: the classes.
        make: returns an equal object at each call.
        at: the receiver; none of its versions is newer than the class.

    Raises:
        AssertionError: something differs from o.vo, or the object was changed.
    """
    obj, before = make(), state(make())
    ours = outcome(lambda: project.to_primitive(obj, at))
    message = outcome(lambda: project.encode(obj, at))
    require(state(obj) == before, "writing changed the object")
    same = make()
    theirs = outcome(lambda: same.obj_to_primitive(*asked(same, at)))
    if isinstance(theirs, Raised):
        require(ours == theirs, f"to_primitive() gives {ours!r}, and o.vo {theirs!r}")
        require(message == theirs, f"encode() gives {message!r}, and o.vo {theirs!r}")
        return theirs
    require(
        not isinstance(ours, Raised) and in_order(ours) == in_order(theirs),
        f"to_primitive() gives {ours!r}, and o.vo {theirs!r}",
    )
    require(not isinstance(message, Raised), f"encode() raises {message!r}")
    require(project.encode(make(), at) == message, "an equal object is written as other bytes")
    _reads(project, theirs, message)
    return theirs


def in_order(primitive: Any) -> Any:
    """Return a primitive with its sets and changes in order: each object of o.vo has its own."""
    if isinstance(primitive, dict):
        return {
            key: sorted(value) if key.endswith(".changes") else in_order(value)
            for key, value in primitive.items()
        }
    if isinstance(primitive, tuple):
        return (tuple, sorted(map(repr, map(in_order, primitive))))
    return [*map(in_order, primitive)] if isinstance(primitive, list) else primitive


def _reads(project: ForeignClasses, primitive: Any, message: bytes) -> None:
    """Objects that are read from a primitive of o.vo, its JSON or our message are o.vo's own."""
    for given in (primitive, json.loads(json.dumps(primitive))):
        theirs = _read(project.base.obj_from_primitive, given)
        ours = _read(project.from_primitive, given)
        require(ours == theirs, f"from_primitive() gives {ours!r}, and o.vo {theirs!r}")
    ours = _read(project.decode, message)
    if isinstance(theirs, Raised):
        refused = isinstance(ours, Raised) and ours.kind in ("DecodeError", "TooNewError")
        require(refused, f"decode() gives {ours!r}, and o.vo {theirs!r}")
    else:
        require(ours == theirs, f"decode() gives {ours!r}, and o.vo {theirs!r}")


def _read(read: Callable[[Any, Any], Any], given: Any) -> Any:
    return outcome(lambda: state(read(given, CONTEXT)))
