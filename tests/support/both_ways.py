"""The two ways between objects and messages: by msgspec, and by generated functions."""

from __future__ import annotations

from typing import Any

from vobjects import LossReport, VersionedObject, View, VObjectError
from vobjects._codec.message import WIRE_VERSION, pack, unpack
from vobjects._declare.node import NotFastError
from vobjects.testing._trees import parts


def written_fast(obj: VersionedObject, at: View) -> bytes | None:
    """The message that msgspec writes, or None where it leaves the object to the functions."""
    view = obj.VIEW
    encoder = view._encoders.of(at, view._compact)
    try:
        return encoder.fast[type(obj)]((WIRE_VERSION, view.registry.project, obj))
    except NotFastError:
        return None


def written_slowly(obj: VersionedObject, at: View) -> bytes | None:
    """The message that the functions write, or None where they refuse the object."""
    view = obj.VIEW
    encoder = view._encoders.of(at, view._compact)
    try:
        return pack(view.registry.project, encoder.dump(obj, LossReport()))
    except VObjectError:
        return None


def read_fast(message: bytes, view: View) -> VersionedObject | None:
    """The object that msgspec reads, or None where it leaves the message to the functions."""
    return view._fast.decode(message)


def read_slowly(message: bytes, view: View) -> VersionedObject | None:
    """The object that the functions read, or None where they refuse the message."""
    try:
        node = unpack(view.registry.project, message, view.limits)
        return view._decoders[view._compact].load(node, LossReport())
    except VObjectError:
        return None


def whole(obj: VersionedObject) -> Any:
    """All that an object holds, with classes and types of values, to compare two of them."""
    return {
        path: (type(value), sorted(value._changed_fields), value._passed, value._context)
        if isinstance(value, VersionedObject)
        else (type(value), repr(value) if type(value) is not frozenset else value)
        for path, value in parts(obj)
    }
