"""Types of single values. They are strict: ``"False"`` is no bool and 3.9 is no int."""

from __future__ import annotations

import datetime
import enum
import functools
import ipaddress
import math
import re
import uuid
from collections.abc import Callable, Collection
from typing import Any, Final

from oslo_versionedobjects import fields as ovo

from vobjects._paths import Path
from vobjects._types import ovo as ovo_types
from vobjects._types.base import ChildJudge, ChildLoader, FieldType, Reading, Readings

_INT_MIN, _INT_MAX = -(2**63), 2**64 - 1
_INTS: Final = {int}


class Scalar(FieldType):
    """A single value; ``like`` makes the type of oslo.versionedobjects that means the same."""

    like: Callable[[], ovo.FieldType[Any]]
    plain = True

    def ovo(self) -> ovo.FieldType[Any]:
        """What ``like`` makes."""
        return self.like()


class Int(Scalar):
    """An integer that MessagePack can carry, from -2**63 to 2**64 - 1."""

    text = "int"
    like = ovo.Integer
    ready = f"type({{0}}) is int and {_INT_MIN} <= {{0}} <= {_INT_MAX}"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> int:
        """An int of 64 bits; a bool is none."""
        if type(value) is not int:
            self.fail(value, path)
        if not _INT_MIN <= value <= _INT_MAX:
            self.fail(value, path, "an int of 64 bits")
        return value

    def reading(self, names: Readings) -> Reading:
        """An int; MessagePack has none of more than 64 bits."""
        return Reading(int, "{0}")

    def all_ready(self, raws: Collection[Any]) -> bool:
        """Whether all are ints of 64 bits."""
        if set(map(type, raws)) != _INTS:
            return False
        rising = sorted(raws)  # faster than min and max: a set is written in rising order
        return bool(rising[0] >= _INT_MIN and rising[-1] <= _INT_MAX)


class Bool(Scalar):
    """True or False, and no word for them."""

    text = "bool"
    like = ovo.Boolean
    ready = "type({0}) is bool"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> bool:
        """A bool and nothing that is as good as one."""
        if type(value) is not bool:
            self.fail(value, path)
        return value

    def reading(self, names: Readings) -> Reading:
        """A bool."""
        return Reading(bool, "{0}")


class Float(Scalar):
    """A finite float; an int that a float holds exactly is taken too."""

    text = "float"
    like = ovo.Float

    def check(self, value: Any, path: Path, judge: ChildJudge) -> float:
        """A finite float; -0.0 becomes 0.0, for equal values have equal bytes."""
        if type(value) is int and abs(value) <= 2**53:
            return float(value)
        if type(value) is not float:
            self.fail(value, path)
        if not math.isfinite(value):
            self.fail(value, path, "a finite float")
        return value or 0.0


def is_utf8(text: str) -> bool:
    """Whether UTF-8 can carry a text: it cannot carry lone surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Str(Scalar):
    """Text that UTF-8 can carry."""

    text = "str"
    like = ovo.String
    ready: str | None = "type({0}) is str and {0}.isascii()"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> str:
        """Text without lone surrogates."""
        if type(value) is not str:
            self.fail(value, path)
        if not is_utf8(value):
            self.fail(value, path, "text that UTF-8 can carry")
        return value

    def reading(self, names: Readings) -> Reading:
        """Text; MessagePack has none but UTF-8."""
        return Reading(str, "{0}")

    def all_ready(self, raws: Collection[Any]) -> bool:
        """Whether UTF-8 can carry all of them."""
        return set(map(type, raws)) == {str} and is_utf8("".join(raws))


class FormattedStr(Scalar):
    """Text in one canonical form, such as a UUID or an IP address."""

    def __init__(
        self, text: str, canonical: Callable[[str], str], like: Callable[[], ovo.FieldType[Any]]
    ) -> None:
        self.text = text
        self.like = like
        self._canonical = canonical

    def check(self, value: Any, path: Path, judge: ChildJudge) -> str:
        """The text in its canonical form."""
        if type(value) is not str:
            self.fail(value, path)
        if not is_utf8(value):  # a scope of IPv6 can be any text
            self.fail(value, path)
        try:
            return self._canonical(value)
        except ValueError:
            self.fail(value, path)


_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID_FORMS: Final = re.compile(
    r"(urn:uuid:)?(?P<brace>\{)?[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}(?(brace)\})"
)


def _uuid(text: str) -> str:
    """The canonical form; most texts have it already, and parsing takes ten times as long.

    ``uuid.UUID`` reads signs, spaces, underscores and digits of other scripts as ``int`` does.
    """
    if _UUID.fullmatch(text):
        return text
    if not _UUID_FORMS.fullmatch(text):
        raise ValueError(text)
    return str(uuid.UUID(text))


UUID_STR = FormattedStr("UUID", _uuid, ovo.UUID)
IP_STR = FormattedStr(
    "IPAddress", lambda text: str(ipaddress.ip_address(text)), ovo_types.IPAddress
)
IPV4_STR = FormattedStr(
    "IPv4", lambda text: str(ipaddress.IPv4Address(text)), ovo_types.IPV4Address
)
IPV6_STR = FormattedStr(
    "IPv6", lambda text: str(ipaddress.IPv6Address(text)), ovo_types.IPV6Address
)


class DateTime(Scalar):
    """An aware instant, kept in UTC to the microsecond."""

    text = "datetime"
    like = ovo_types.DateTime
    plain = False
    _wanted = "datetime, such as '2015-04-30T12:00:00Z'"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> datetime.datetime:
        """The instant in UTC."""
        if not isinstance(value, datetime.datetime):
            self.fail(value, path)
        try:
            if value.utcoffset() is None:
                self.fail(value, path, "a datetime with a time zone")
            utc = value.astimezone(datetime.UTC)
        except (OverflowError, NotImplementedError):  # a tzinfo without a rule raises the latter
            self.fail(value, path)
        if type(utc) is not datetime.datetime:  # a subclass may print itself in another way
            utc = datetime.datetime.combine(utc.date(), utc.time(), datetime.UTC)
        return utc

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """ISO 8601 with a Z, with microseconds unless they are zero."""
        return f"{var}.isoformat()[:-6] + 'Z'"  # canonical values end with +00:00

    def load(self, raw: Any, path: Path, child: ChildLoader) -> datetime.datetime:
        """The instant in text as ``written`` gives it, or with microseconds that are zero."""
        if type(raw) is not str or not raw.endswith("Z"):
            self.fail(raw, path, self._wanted)
        try:
            found = datetime.datetime.fromisoformat(raw)
        except ValueError:
            self.fail(raw, path, self._wanted)
        text = found.isoformat()[:-6]  # fromisoformat reads many other forms
        if raw not in (f"{text}Z", f"{text}.000000Z"):
            self.fail(raw, path, self._wanted)
        return found


class Enum(Scalar):
    """One of the values of an enum class, as far as this version has them."""

    def __init__(self, enum_class: type[enum.StrEnum], allowed: tuple[str, ...]) -> None:
        self._class = enum_class
        self._allowed = {value: _member(enum_class, value) for value in allowed}
        self._kinds = {str, enum_class, *map(type, self._allowed.values())}
        self.text = enum_class.__name__
        self.like = functools.partial(ovo.Enum, valid_values=list(self._allowed))

    def check(self, value: Any, path: Path, judge: ChildJudge) -> enum.StrEnum:
        """The member; its text is taken too."""
        if type(value) not in self._kinds:
            self.fail(value, path)
        member = self._allowed.get(value)
        if member is None:
            allowed = ", ".join(repr(v) for v in self._allowed)
            self.fail(value, path, f"{self.text}, one of {allowed}")
        return member

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """The text of the member."""
        return f"{var}.value"

    def reading(self, names: Readings) -> Reading:
        """The member of a text."""
        return Reading(str, f"{names.put(self._allowed)}[{{0}}]")

    def values(self) -> tuple[str, ...]:
        """The values that this version has."""
        return tuple(self._allowed)

    def with_values(self, values: tuple[str, ...]) -> Enum:
        """The same enum with these values, among them such as its class does not have any more."""
        return Enum(self._class, values)


@functools.cache
def _member(enum_class: type[enum.StrEnum], value: str) -> enum.StrEnum:
    """The member of a text; one that went is of an enum of its own under the same name."""
    if any(member.value == value for member in enum_class):
        return enum_class(value)
    functional: Any = enum.StrEnum
    found = functional(enum_class.__name__, {"GONE": value})
    found.__reduce_ex__ = lambda member, protocol: (_member, (enum_class, value))  # for pickles
    return found.GONE  # type: ignore[no-any-return]
