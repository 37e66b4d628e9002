"""What the generated functions call for single values: shorter ways to what o.vo does with them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from oslo_versionedobjects import _utils, fields

_UTC: Final = datetime.UTC
_is_whole_seconds: Final = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"
).fullmatch
_parse: Final = datetime.datetime.fromisoformat
_iso: Final = msgspec.to_builtins
_List: Final = fields.CoercedList
_new_list: Final = _List.__new__
_Set: Final = fields.CoercedSet
_new_set: Final = _Set.__new__
_Dict: Final = fields.CoercedDict
_new_dict: Final = _Dict.__new__
_fill_list: Final[Any] = list.extend
_fill_set: Final[Any] = set.update
_fill_dict: Final[Any] = dict.update

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


def a_list(obj: Any, name: str, element: Any, values: Any) -> Any:
    """The list that a field of o.vo holds, of values that it would leave as they are."""
    found: Any = _new_list(_List)
    found._element_type = element
    found._obj = obj
    found._field = name
    _fill_list(found, values)
    return found


def a_set(obj: Any, name: str, element: Any, values: Any) -> Any:
    """The set that a field of o.vo holds, of values that it would leave as they are."""
    found: Any = _new_set(_Set)
    found._element_type = element
    found._obj = obj
    found._field = name
    _fill_set(found, values)
    return found


def a_dict(obj: Any, name: str, element: Any, values: Any) -> Any:
    """The dict that a field of o.vo holds, of values that it would leave as they are."""
    found: Any = _new_dict(_Dict)
    found._element_type = element
    found._obj = obj
    found._field = name
    _fill_dict(found, values)
    return found
