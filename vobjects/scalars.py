"""Types of single values. They are strict: ``"False"`` is no bool and 3.9 is no int."""

from __future__ import annotations

import datetime
import enum
import ipaddress
import math
import uuid
from collections.abc import Callable
from typing import Any

from oslo_versionedobjects import fields as ovo

from vobjects.errors import FieldValueError
from vobjects.fieldtype import ChildDumper, ChildJudge, ChildLoader, FieldType, shown
from vobjects.paths import Path, render

_INT_MIN, _INT_MAX = -(2**63), 2**64 - 1


class Int(FieldType):
    """An integer that MessagePack can carry, from -2**63 to 2**64 - 1."""

    text = "int"
    plain = int

    def check(self, value: Any, path: Path, judge: ChildJudge) -> int:
        if type(value) is not int:
            self.fail(value, path)
        if not _INT_MIN <= value <= _INT_MAX:
            raise FieldValueError(
                path=render(path), expected="an int of 64 bits", found=shown(value)
            )
        return value

    def ovo(self) -> ovo.FieldType:
        return ovo.Integer()

    def dump_source(self, var: str) -> str:
        return var

    def load_source(self, var: str) -> str:
        return f"type({var}) is int"


class Bool(FieldType):
    """True or False, and no word for them."""

    text = "bool"
    plain = bool

    def check(self, value: Any, path: Path, judge: ChildJudge) -> bool:
        if type(value) is not bool:
            self.fail(value, path)
        return value

    def ovo(self) -> ovo.FieldType:
        return ovo.Boolean()

    def dump_source(self, var: str) -> str:
        return var

    def load_source(self, var: str) -> str:
        return f"type({var}) is bool"


class Float(FieldType):
    """A finite float; an int that a float holds exactly is taken too."""

    text = "float"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> float:
        if type(value) is int and abs(value) <= 2**53:
            return float(value)
        if type(value) is not float:
            self.fail(value, path)
        if not math.isfinite(value):
            raise FieldValueError(path=render(path), expected="a finite float", found=shown(value))
        return value

    def ovo(self) -> ovo.FieldType:
        return ovo.Float()


class Str(FieldType):
    """Text that UTF-8 can carry."""

    text = "str"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> str:
        if type(value) is not str:
            self.fail(value, path)
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise FieldValueError(
                    path=render(path), expected="text that UTF-8 can carry", found=shown(value)
                ) from None
        return value

    def ovo(self) -> ovo.FieldType:
        return ovo.String()

    def dump_source(self, var: str) -> str:
        return var

    def load_source(self, var: str) -> str:
        return f"type({var}) is str and {var}.isascii()"


class FormattedStr(Str):
    """Text in one canonical form, such as a UUID or an IP address."""

    def __init__(
        self, text: str, canonical: Callable[[str], str], like: Callable[[], ovo.FieldType]
    ) -> None:
        self.text = text
        self._canonical = canonical
        self._like = like

    def check(self, value: Any, path: Path, judge: ChildJudge) -> str:
        if type(value) is not str:
            self.fail(value, path)
        try:
            return self._canonical(value)
        except ValueError:
            self.fail(value, path)

    def ovo(self) -> ovo.FieldType:
        return self._like()

    def load_source(self, var: str) -> None:  # type: ignore[override]
        return None


UUID_STR = FormattedStr("UUID", lambda text: str(uuid.UUID(text)), ovo.UUID)
IP_STR = FormattedStr("IPAddress", lambda text: str(ipaddress.ip_address(text)), ovo.IPAddress)
IPV4_STR = FormattedStr("IPv4", lambda text: str(ipaddress.IPv4Address(text)), ovo.IPV4Address)
IPV6_STR = FormattedStr("IPv6", lambda text: str(ipaddress.IPv6Address(text)), ovo.IPV6Address)


class DateTime(FieldType):
    """An aware instant, kept in UTC to the microsecond."""

    text = "datetime"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> datetime.datetime:
        if not isinstance(value, datetime.datetime):
            self.fail(value, path)
        if value.utcoffset() is None:
            raise FieldValueError(
                path=render(path), expected="a datetime with a time zone", found=shown(value)
            )
        try:
            return value.astimezone(datetime.UTC)
        except OverflowError:
            self.fail(value, path)

    def ovo(self) -> ovo.FieldType:
        return ovo.DateTime()

    def dump(self, value: Any, path: Path, child: ChildDumper) -> str:
        return value.replace(tzinfo=None).isoformat() + "Z"  # type: ignore[no-any-return]

    def load(self, raw: Any, path: Path, child: ChildLoader) -> datetime.datetime:
        if type(raw) is not str or not raw.endswith("Z"):
            self.fail(raw, path)
        try:
            naive = datetime.datetime.fromisoformat(raw[:-1])
        except ValueError:
            self.fail(raw, path)
        if naive.tzinfo is not None:
            self.fail(raw, path)
        return naive.replace(tzinfo=datetime.UTC)


class Enum(FieldType):
    """One of the values of an enum class, as far as this version has them."""

    def __init__(self, enum_class: type[enum.StrEnum], allowed: tuple[str, ...]) -> None:
        self._class = enum_class
        self._allowed = {value: enum_class(value) for value in allowed}
        self.text = enum_class.__name__

    def check(self, value: Any, path: Path, judge: ChildJudge) -> enum.StrEnum:
        if type(value) is not str and type(value) is not self._class:
            self.fail(value, path)
        member = self._allowed.get(value)
        if member is None:
            allowed = ", ".join(repr(v) for v in self._allowed)
            raise FieldValueError(
                path=render(path), expected=f"{self.text}, one of {allowed}", found=shown(value)
            )
        return member

    def ovo(self) -> ovo.FieldType:
        return ovo.Enum(valid_values=list(self._allowed))

    def dump_source(self, var: str) -> str:
        return f"{var}.value"

    def dump(self, value: Any, path: Path, child: ChildDumper) -> str:
        return value.value  # type: ignore[no-any-return]

    def values(self) -> tuple[str, ...]:
        return tuple(self._allowed)

    def without_value(self, value: str) -> Enum:
        return Enum(self._class, tuple(v for v in self._allowed if v != value))
