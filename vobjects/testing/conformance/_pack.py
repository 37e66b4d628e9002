"""The cases of the conformance pack, and what writes them."""

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

from vobjects import DeclarationError, View
from vobjects._types.base import FieldType
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects._types.scalars import DateTime
from vobjects.testing.conformance._classes import VIEWS, WIRE

PACK = pathlib.Path(__file__).parent
"""The folder with the files of the pack."""
_TYPES = PACK / "types.yaml"
_LONG = 1000
_HEAD = "# Written by `python -m vobjects.testing.conformance`, which explains it.\n"


@dataclasses.dataclass(frozen=True)
class Case:
    """One case: bytes, and the value that they are or the error that refuses them.

    Attributes:
        name: the name of the case; no other case has it.
        description: what it shows, in a sentence.
        hex: the bytes as text.
        release: the label of the view that reads and writes them.
        value: an object as plain data: ``class``, ``version``, ``fields`` and, if any, ``changes``.
        upgraded: the same object as autumn has it, if the release is spring.
        message: what the bytes are in MessagePack, if they are not how the value is written.
        error: the ``path``, ``expected`` and ``found`` of the error, and its ``type`` if it is not
            a `DecodeError`.
        times: how often the bytes are repeated.
    """

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

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """What a case says: ``written``, ``read`` or ``refused``."""
        if self.error is not None:
            return "refused"
        return "written" if self.message is None else "read"


def cases(*kinds: str) -> list[Case]:
    """Return the cases of some kinds, or all.

    - ``written``: the value is written as exactly these bytes, and they are read as this value
    - ``read``: the bytes are read as the value, but they are not how it is written
    - ``refused``: the bytes are refused with this error
    """
    return [case for case in _every() if not kinds or case.kind in kinds]


def files() -> list[pathlib.Path]:
    """Return the files with cases."""
    return sorted(set(PACK.glob("*.yaml")) - {_TYPES})


@functools.cache
def types() -> dict[str, dict[str, dict[str, str]]]:
    """Return, by class and version, the type of each field as text."""
    types: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(_TYPES.read_text())
    return types


def declared() -> dict[str, dict[str, dict[str, str]]]:
    """Return what `types()` has to return: it is read from the classes themselves."""
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
    """Return the object of a view that plain data describe.

    Args:
        view: one of `VIEWS`.
        plain: ``class``, ``version``, ``fields`` and ``changes``, as the value of a case has them.

    Raises:
        DeclarationError: the view has the class at another version.
    """
    name, fields = plain["class"], plain["fields"]
    if view.manifest[name] != plain["version"]:
        raise DeclarationError(
            where=f"the plain data of {name}",
            found=f"version {plain['version']}",
            expected=f"{view.manifest[name]}, which {view.label} has",
            remedy="correct the version, or take the view of another release",
        )
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


def texts() -> dict[pathlib.Path, str]:
    """Return what each file of the pack has to have.

    Bytes are those of ``value``, or of ``message`` where a case has one; those of a case with
    neither stay as they are.
    """
    texts = {_TYPES: _HEAD + yaml.safe_dump(declared(), width=96)}
    for path in files():
        raws = yaml.safe_load(path.read_text())
        parts = [_text(raw | _hex(Case(**raw))) for raw in raws]
        texts[path] = _HEAD + "".join(f"\n{part}" for part in parts)
    return texts


def _hex(case: Case) -> dict[str, str]:
    if case.message is not None:
        message = msgpack.packb(case.message)
    elif case.value is not None:
        message = case.view.encode(build(case.view, case.value))
    else:
        return {"hex": case.hex}
    return {"hex": message.hex(" ", 4)}


def _text(raw: dict[str, Any]) -> str:
    parts = [_part(key, value) for key, value in raw.items()]
    return f"- {textwrap.indent(''.join(parts), '  ')[2:]}"


def _part(key: str, value: Any) -> str:
    """One entry of a case; a deeply nested one would not fit a page if it were indented."""
    if isinstance(value, dict | list) and len(repr(value)) > _LONG:
        lines = textwrap.wrap(json.dumps(value), 90, break_long_words=False)
        return f"{key}:\n" + "".join(f"  {line}\n" for line in lines)
    leaves = None if isinstance(value, dict | list) else False
    text: str = yaml.safe_dump(
        {key: value}, sort_keys=False, default_flow_style=leaves, allow_unicode=True, width=94
    )
    return text
