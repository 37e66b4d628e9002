"""A message: MessagePack ``[1, project, [name, version, {field: value}, [changed, ...]]]``."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import msgpack
import msgspec

from vobjects.errors import DecodeError, FieldValueError
from vobjects.shown import shown

WIRE_VERSION: Final = 1
_pack: Final = msgspec.msgpack.Encoder().encode


@dataclasses.dataclass(frozen=True)
class Limits:
    """What a decoder takes: bytes of a message, and objects standing in each other."""

    bytes: int = 16 * 2**20
    depth: int = 64


def pack(project: str, node: Any) -> bytes:
    """The message around a compact node."""
    return _pack([WIRE_VERSION, project, node])


def too_long(message: bytes, limits: Limits) -> FieldValueError:
    """The error for a message that no receiver takes."""
    return FieldValueError(
        path="$", expected=f"at most {limits.bytes} bytes", found=f"{len(message)} bytes"
    )


def unpack(project: str, message: bytes, limits: Limits) -> Any:
    """The compact node in a message.

    Raises:
        DecodeError: the bytes are no message of this project, or exceed the limits.
    """
    if type(message) is not bytes:
        raise DecodeError(path="$", expected="bytes", found=shown(message))
    if len(message) > limits.bytes:
        raise DecodeError(
            path="$", expected=f"at most {limits.bytes} bytes", found=f"{len(message)} bytes"
        )
    try:
        raw = msgpack.loads(message, strict_map_key=True)
    except (ValueError, TypeError, OverflowError, MemoryError, msgpack.UnpackException) as error:
        raise DecodeError(
            path="$", expected="one MessagePack value", found=f"{type(error).__name__}: {error}"
        ) from error
    good = type(raw) is list and len(raw) == 3 and type(raw[0]) is int
    if not good or raw[:2] != [WIRE_VERSION, project]:
        raise DecodeError(
            path="$", expected=f"[{WIRE_VERSION}, {project!r}, object]", found=shown(raw)
        )
    return raw[2]
