"""A message: MessagePack ``[1, project, [name, version, {field: value}, [changed, ...]]]``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgpack
import msgspec

from vobjects._repr import outline, shown
from vobjects.errors import DecodeError, FieldValueError
from vobjects.limits import Limits

WIRE_VERSION: Final = 1
_pack: Final = msgspec.msgpack.Encoder().encode


class TooManyError(ValueError):
    """A message has more items than the limit allows."""


def pack(project: str, node: Any) -> bytes:
    """The message around a compact node."""
    return _pack([WIRE_VERSION, project, node])


def must_fit(message: bytes, limits: Limits) -> None:
    """Make sure that a receiver with the same limits takes the message.

    Raises:
        FieldValueError: it is longer, or has more items, than any receiver takes.
    """
    if len(message) > limits.bytes:
        raise FieldValueError(path="$", expected=at_most(limits), found=f"{len(message)} bytes")
    if len(message) > limits.items:  # an item has a byte at least
        try:
            _loaded(message, limits)
        except TooManyError as error:
            raise FieldValueError(path="$", expected=at_most(limits), found=str(error)) from None


def unpack(project: str, message: bytes, limits: Limits) -> Any:
    """The compact node in a message.

    Raises:
        DecodeError: the bytes are no message of this project, or exceed the limits.
    """
    if type(message) is not bytes:
        raise DecodeError(path="$", expected="bytes", found=shown(message))
    if len(message) > limits.bytes:
        raise DecodeError(path="$", expected=at_most(limits), found=f"{len(message)} bytes")
    try:
        raw = _loaded(message, limits)
    except TooManyError as error:
        raise DecodeError(path="$", expected=at_most(limits), found=str(error)) from None
    except (ValueError, TypeError, OverflowError, MemoryError, msgpack.UnpackException) as error:
        raise DecodeError(
            path="$", expected="one MessagePack value", found=_named(error)
        ) from error
    good = type(raw) is list and len(raw) == 3 and type(raw[0]) is int
    if not good or raw[:2] != [WIRE_VERSION, project]:
        raise DecodeError(
            path="$", expected=f"[{WIRE_VERSION}, {project!r}, object]", found=outline(raw, plain=2)
        )
    return raw[2]


def _loaded(message: bytes, limits: Limits) -> Any:
    """The value of a message; its items are counted only if there can be too many."""
    if len(message) <= limits.items:
        return msgpack.loads(message, strict_map_key=True)
    count = _counter(limits.items)
    return msgpack.loads(message, strict_map_key=True, list_hook=count, object_hook=count)


def _counter(most: int) -> Callable[[Any], Any]:
    items = 0

    def count(found: Any) -> Any:
        nonlocal items
        items += len(found)
        if items > most:
            raise TooManyError(f"more than {most} items")
        return found

    return count


def at_most(limits: Limits) -> str:
    """The limits of a message, as errors say what is expected."""
    return f"at most {limits.bytes} bytes with {limits.items} items"


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")
