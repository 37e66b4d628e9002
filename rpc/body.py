"""The body of a message: values by name, in one MessagePack string or as o.vo primitives."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from vobjects import DecodeError, Registry
from vobjects.message import must_fit, pack, unpack
from vobjects.shown import shown

KEY: Final = "pinrail"
COMPACT: Final = "compact"
PRIMITIVE: Final = "primitive"


def wrap(form: str, registry: Registry, values: dict[str, Any]) -> dict[str, Any]:
    """The values as oslo.messaging carries them; compact ones are one base64 string."""
    if form == PRIMITIVE:
        return values
    message = pack(registry.project, values)
    must_fit(message, registry.limits)
    return {KEY: base64.b64encode(message).decode("ascii")}


def unwrap(registry: Registry, body: Any) -> tuple[str, dict[str, Any]]:
    """The form and the values of a body.

    A body that is not one string under the key of this module is taken for primitives.

    Raises:
        DecodeError: the body is neither of the two forms.
    """
    if not isinstance(body, dict):
        raise DecodeError(path="$", expected="values by name", found=shown(body))
    text = body.get(KEY)
    if set(body) != {KEY} or not isinstance(text, str):
        return PRIMITIVE, body
    try:
        message = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise DecodeError(path="$", expected="base64", found=str(error)) from error
    values = unpack(registry.project, message, registry.limits)
    if not isinstance(values, dict) or set(map(type, values)) - {str}:
        raise DecodeError(path="$", expected="values by name", found=shown(values))
    return COMPACT, values
