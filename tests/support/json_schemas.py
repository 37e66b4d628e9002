"""Check values against the JSON schema of a class: the keywords of draft 4 that these have."""

from __future__ import annotations

import datetime
import ipaddress
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_NOTES: Final = {"$schema", "title", "description", "default", "readonly", "definitions"}
_FORMATS: Final[dict[str, Callable[[str], object]]] = {
    "date-time": datetime.datetime.fromisoformat,
    "ipv4": ipaddress.IPv4Address,
    "ipv6": ipaddress.IPv6Address,
}


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    """What of a value, as ``json.loads`` gives it, a schema does not accept."""
    return list(_Checker(schema).faults(schema, value, "$"))


class _Checker:
    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root

    def faults(self, schema: dict[str, Any], value: Any, path: str) -> Iterator[str]:
        for keyword, wanted in schema.items():
            if keyword not in _NOTES:
                check = getattr(self, f"_{keyword.strip('$')}")  # fails for an unknown keyword
                yield from check(wanted, value, path)

    def _type(self, wanted: str | list[str], value: Any, path: str) -> Iterator[str]:
        names = [wanted] if isinstance(wanted, str) else wanted
        kinds = [kind for name in names for kind in _TYPES[name]]
        if type(value) not in kinds:
            yield f"{path}: {value!r} is none of {names}"

    def _ref(self, wanted: str, value: Any, path: str) -> Iterator[str]:
        schema = self._root
        for part in filter(None, wanted.removeprefix("#").split("/")):
            schema = schema[part]
        yield from self.faults(schema, value, path)

    def _anyOf(self, wanted: list[Any], value: Any, path: str) -> Iterator[str]:  # noqa: N802  (a keyword)
        found = [list(self.faults(schema, value, path)) for schema in wanted]
        if all(found):
            yield f"{path}: {found}"

    def _oneOf(self, wanted: list[Any], value: Any, path: str) -> Iterator[str]:  # noqa: N802  (a keyword)
        found = [list(self.faults(schema, value, path)) for schema in wanted]
        if sum(not some for some in found) != 1:
            yield f"{path}: not exactly one of {wanted}"

    def _format(self, wanted: str, value: Any, path: str) -> Iterator[str]:
        if isinstance(value, str):
            try:
                _FORMATS[wanted](value)
            except ValueError:
                yield f"{path}: {value!r} is no {wanted}"

    def _required(self, wanted: list[str], value: Any, path: str) -> Iterator[str]:
        assert wanted
        if isinstance(value, dict):
            yield from (f"{path}: {name} is missing" for name in wanted if name not in value)

    def _properties(self, wanted: dict[str, Any], value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            for name in wanted.keys() & value.keys():
                yield from self.faults(wanted[name], value[name], f"{path}.{name}")

    def _additionalProperties(self, wanted: Any, value: Any, path: str) -> Iterator[str]:  # noqa: N802  (a keyword)
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self.faults(wanted, item, f"{path}.{key}")

    def _items(self, wanted: Any, value: Any, path: str) -> Iterator[str]:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.faults(wanted, item, f"{path}[{index}]")

    def _uniqueItems(self, wanted: bool, value: Any, path: str) -> Iterator[str]:  # noqa: N802  (a keyword)
        if wanted and isinstance(value, list) and len({*map(repr, value)}) < len(value):
            yield f"{path}: an item is there twice"

    def _enum(self, wanted: list[Any], value: Any, path: str) -> Iterator[str]:
        if value not in wanted:
            yield f"{path}: {value!r} is none of {wanted}"

    def _pattern(self, wanted: str, value: Any, path: str) -> Iterator[str]:
        if isinstance(value, str) and not re.search(wanted, value):
            yield f"{path}: {value!r} is not {wanted}"

    def _minimum(self, wanted: float, value: Any, path: str) -> Iterator[str]:
        if isinstance(value, int | float) and value < wanted:
            yield f"{path}: {value} is below {wanted}"
