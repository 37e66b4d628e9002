"""The conformance pack: what stands on the wire for a value, for readers in any language.

``types.yaml`` has the types of the classes. The other files of ``tests/data/conformance`` have
cases of three kinds:

- ``value``: it is written as exactly these bytes, and they are read as this value
- ``value`` with ``message``: the bytes are read as the value, but they are not how it is written
- ``error``: the bytes are refused, with this error

``python -m tests.support.conformance`` writes the types and the bytes anew: from ``value``, or from
``message`` where a case has one. Bytes of a case with neither stay as they are. Review the
difference before it is committed, for peers read what stands there.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import pathlib
import textwrap
from typing import Any

import msgpack
import yaml

from tests.support.conformance_classes import VIEWS, WIRE
from vobjects import View
from vobjects._types.base import FieldType
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects._types.scalars import DateTime

PACK = pathlib.Path(__file__).parents[1] / "data" / "conformance"
_TYPES = PACK / "types.yaml"
_LONG = 1000
_HEAD = "# The bytes are written by `python -m tests.support.conformance`, which explains them.\n"


@dataclasses.dataclass(frozen=True)
class Case:
    """One case; ``release`` reads and writes it, ``times`` repeats the bytes."""

    name: str
    description: str
    hex: str = ""
    release: str = "autumn"
    value: Any = None
    upgraded: Any = None
    message: Any = None
    error: dict[str, str] | None = None
    times: int = 1

    @property
    def bytes(self) -> bytes:
        """The bytes of the message."""
        return bytes.fromhex(self.hex) * self.times

    @property
    def view(self) -> View:
        """The view of the release."""
        return VIEWS[self.release]

    @property
    def kind(self) -> str:
        """Which of the tests uses the case."""
        if (self.value is None) == (self.error is None):
            raise AssertionError(f"{self.name}: a case has a value or an error")
        if self.error is not None:
            return "refused"
        return "written" if self.message is None else "read"


def cases(*kinds: str) -> list[Case]:
    """The cases of some kinds, or all."""
    return [case for case in _every() if not kinds or case.kind in kinds]


def files() -> list[pathlib.Path]:
    """The files with cases."""
    return sorted(set(PACK.iterdir()) - {_TYPES})


@functools.cache
def types() -> dict[str, dict[str, dict[str, str]]]:
    """By class and version, the type of each field as text."""
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(_TYPES.read_text())
    return found


def declared() -> dict[str, dict[str, dict[str, str]]]:
    """The same from the classes themselves."""
    return {
        name: {
            str(version): {field: spec.type.text for field, spec in schema.fields.items()}
            for version, schema in WIRE.lineage(name).schemas.items()
        }
        for name in sorted(WIRE.head)
    }


@functools.cache
def _every() -> tuple[Case, ...]:
    return tuple(Case(**raw) for path in files() for raw in yaml.safe_load(path.read_text()))


def build(view: View, plain: dict[str, Any]) -> Any:
    """The object that plain data describe."""
    name, fields = plain["class"], plain["fields"]
    assert view.manifest[name] == plain["version"], plain
    specs = view.schema(name).fields
    obj = view[name](**{n: _built(specs[n].type, value, view) for n, value in fields.items()})
    obj._changed_fields = set(plain.get("changes", ()))
    return obj


def _built(type_: FieldType, value: Any, view: View) -> Any:
    match type_:
        case _ if value is None:
            return None
        case Optional():
            return _built(type_.inner, value, view)
        case Child():
            return build(view, value)
        case Tuple():
            return [_built(type_.inner, item, view) for item in value]
        case FrozenSet():
            return frozenset(_built(type_.inner, item, view) for item in value)
        case MappingOf():
            return {key: _built(type_.inner, item, view) for key, item in value.items()}
        case DateTime():
            return datetime.datetime.fromisoformat(value)
    return value


def write() -> None:
    """Write the types and the bytes of all files."""
    _TYPES.write_text(_HEAD + yaml.safe_dump(declared(), width=96))
    for path in files():
        raws = yaml.safe_load(path.read_text())
        texts = [_text(raw | _hex(Case(**raw))) for raw in raws]
        path.write_text(_HEAD + "".join(f"\n{text}" for text in texts))


def _hex(case: Case) -> dict[str, str]:
    if case.message is not None:
        found = msgpack.packb(case.message)
    elif case.value is not None:
        found = case.view.encode(build(case.view, case.value))
    else:
        return {"hex": case.hex}
    return {"hex": found.hex(" ", 4)}


def _text(raw: dict[str, Any]) -> str:
    parts = [_part(key, value) for key, value in raw.items()]
    return f"- {textwrap.indent(''.join(parts), '  ')[2:]}"


def _part(key: str, value: Any) -> str:
    """One entry of a case; what is deeply nested would not fit a page if it were indented."""
    if isinstance(value, dict | list) and len(repr(value)) > _LONG:
        lines = textwrap.wrap(json.dumps(value), 90, break_long_words=False)
        return f"{key}:\n" + "".join(f"  {line}\n" for line in lines)
    leaves = None if isinstance(value, dict | list) else False
    found: str = yaml.safe_dump(
        {key: value}, sort_keys=False, default_flow_style=leaves, allow_unicode=True, width=94
    )
    return found


if __name__ == "__main__":
    write()
