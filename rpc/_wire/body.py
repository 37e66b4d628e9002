"""The body of a message: values by name, in one MessagePack string or as o.vo primitives."""

from __future__ import annotations

import base64
import binascii
import functools
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from rpc._plan.planner import Plan
from vobjects import DecodeError, LossReport, View
from vobjects._codec.values import Values
from vobjects._repr import outline
from vobjects._types.annotations import field_type

KEY: Final = "pinrail"
COMPACT: Final = "compact"
PRIMITIVE: Final = "primitive"
RESULT: Final = "result"
"""The result among the values of a call."""

_NOTHING: Final = field_type(bool | None, RESULT)
"""What a method without a result answers: None, and nobody looks at it."""


class Received(NamedTuple):
    """A body that came in."""

    form: str
    values: dict[str, Any]
    ready: bool
    """Whether the values are what they should be; else they are as they travelled."""


@functools.lru_cache(maxsize=4096)
def arguments(plan: Plan, view: View) -> Values:
    """The arguments of the older method of a plan, of the classes of a view."""
    return Values(view, {name: spec.type for name, spec in plan.older.arguments.items()})


@functools.lru_cache(maxsize=4096)
def result(plan: Plan, view: View) -> Values:
    """The result of the older method of a plan, under the name ``result``."""
    return Values(view, {RESULT: plan.older.result or _NOTHING})


@functools.lru_cache(maxsize=4096)
def nothing(view: View) -> Values:
    """No values: whoever reads a body by them gets it as it travelled."""
    return Values(view, {})


def write(
    form: str, types: Values, values: Mapping[str, Any], at: View, report: LossReport
) -> dict[str, Any]:
    """The values as oslo.messaging carries them to ``at``.

    Raises:
        BackportRefusedError: ``at`` cannot hold a value.
        FieldValueError: no receiver takes as much.
    """
    if form == PRIMITIVE:
        return types.dump(values, at, form, report)
    return wrap(types.encode(values, at, report))


def wrap(message: bytes) -> dict[str, Any]:
    """A message of MessagePack as one base64 string."""
    return {KEY: base64.b64encode(message).decode("ascii")}


def read(body: Any, types: Values, written: View | None) -> Received:
    """The values of a body, whose objects are expected at the versions of ``written``.

    A body that is not one string under the key of this module is taken for primitives.

    Raises:
        DecodeError: the body is neither of the two forms.
    """
    if not isinstance(body, dict):
        raise DecodeError(path="$", expected="values by name", found=outline(body))
    text = body.get(KEY)
    if set(body) != {KEY} or not isinstance(text, str):
        return Received(PRIMITIVE, body, False)
    try:
        message = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise DecodeError(path="$", expected="base64", found=str(error)) from error
    values = types.read(message, written)
    if values is not None:
        return Received(COMPACT, values, True)
    return Received(COMPACT, types.raw(message), False)
