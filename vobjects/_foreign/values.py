"""What the generated functions call for single values: shorter ways to what o.vo does with them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec
from oslo_versionedobjects import _utils, fields

_UTC: Final = datetime.UTC
_is_whole_seconds: Final = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"
).fullmatch
_parse: Final = datetime.datetime.fromisoformat
_iso: Final = msgspec.to_builtins
_bytes: Final = msgspec.msgpack.Encoder(order="deterministic").encode

is_uuid: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
).fullmatch


class SlowError(Exception):
    """A value that only its field can judge."""


def slow() -> Any:
    """Leave the value to its field.

    Raises:
        SlowError: always.
    """
    raise SlowError


def time_text(value: Any) -> Any:
    """An instant as o.vo writes it."""
    if value is None:
        return None
    if (
        type(value) is datetime.datetime
        and (value.tzinfo is _UTC or value.tzinfo is None)
        and value.year >= 1000  # strftime writes no leading zeros
    ):
        return f"{_iso(value)[:19]}Z"
    return _utils.isotime(value)


def time_of(text: Any) -> datetime.datetime:
    """The instant in a text of whole seconds in UTC.

    Raises:
        SlowError: it is another text, or no instant.
    """
    if type(text) is not str or not _is_whole_seconds(text):
        raise SlowError
    try:
        return _parse(text)
    except ValueError:
        raise SlowError from None


def naive_time_of(text: Any) -> datetime.datetime:
    """The instant in a text of whole seconds, without its zone.

    Raises:
        SlowError: it is another text, or no instant.
    """
    return time_of(text).replace(tzinfo=None)


def ordered(values: Iterable[Any]) -> list[Any]:
    """Values in the order of their bytes, since not all can be compared."""
    return sorted(values, key=_bytes)


def sorted_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """The members of a set in an order that does not depend on the process."""
    return tuple(ordered(values))


def _maker(kind: Any, fill: Any) -> Callable[[Any, str, Any, Any], Any]:
    """A container that a field of o.vo holds, of values that it would leave as they are."""
    new = kind.__new__

    def make(obj: Any, name: str, element: Any, values: Any) -> Any:
        found = new(kind)
        found._element_type = element
        found._obj = obj
        found._field = name
        fill(found, values)
        return found

    return make


a_list: Final = _maker(fields.CoercedList, list.extend)
a_set: Final = _maker(fields.CoercedSet, set.update)
a_dict: Final = _maker(fields.CoercedDict, dict.update)
