"""The form of a manifest as data: what may be where, and what each part is called."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from compat._bounded_yaml import is_plain
from vobjects import DeclarationError
from vobjects.version import Version

LONGEST: Final = 4096
"""Characters of one text."""
_NAME: Final = re.compile(r"[^\W\d]\w*")


def is_name(value: Any) -> bool:
    """Whether a value is a name as Python has it, of 255 characters at most."""
    return isinstance(value, str) and len(value) <= 255 and _NAME.fullmatch(value) is not None


def is_text(value: Any) -> bool:
    """Whether a value is text that is not empty."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST


@dataclasses.dataclass(frozen=True)
class Leaf:
    """A single value."""

    expected: str
    accepts: Callable[[Any], bool]


@dataclasses.dataclass(frozen=True)
class Record:
    """A mapping with known keys."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Table:
    """A mapping of names to entries of one shape; ``noun`` is what an entry is called."""

    noun: str
    entry: Shape
    is_name: Callable[[Any], bool] = is_name


@dataclasses.dataclass(frozen=True)
class Many:
    """A list of entries of one shape."""

    entry: Shape


Shape = Leaf | Record | Table | Many


def _is_version(value: Any) -> bool:
    try:
        return bool(Version.named(value))
    except DeclarationError:
        return False


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def is_history(value: Any) -> bool:
    """Whether a value is what led to a version: versions, each with a list of changes."""
    return isinstance(value, list) and all(map(_is_entry, value))


def _is_entry(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"version", "changes"}
        and _is_version(value["version"])
        and isinstance(value["changes"], list)
        and all(
            isinstance(change, dict) and is_text(change.get("change")) and is_plain(change)
            for change in value["changes"]
        )
    )


TEXT: Final = Leaf("text", is_text)
TRUE: Final = Leaf("true, or no such key", lambda value: value is True)
VERSION: Final = Leaf("a version in quotes, such as '1.10'", _is_version)
TEXTS: Final = Leaf("a list of texts", _is_texts)
PLAIN: Final = Leaf("a finite number of 64 bits, text, true, false, null, list or map", is_plain)
STYLE: Final = Leaf("call or cast", lambda value: value in ("call", "cast"))
HASH: Final = Leaf(
    "sha256: and 64 hexadecimal digits",
    lambda value: isinstance(value, str) and bool(re.fullmatch("sha256:[0-9a-f]{64}", value)),
)
KEY: Final = Leaf(
    "VALUE, or a list of names of fields",
    lambda value: value == "VALUE" or (isinstance(value, list) and all(map(is_name, value))),
)
HISTORY: Final = Leaf("a list of versions, each with its changes", is_history)

_VALUE: Final[dict[str, Shape]] = {"values": TEXTS}
FIELD: Final = Record(
    {"type": TEXT},
    {
        **_VALUE,
        "default": PLAIN,
        "read_only": TRUE,
        "may_be_absent": TRUE,
        "loads": TRUE,
        "children": Table("child", VERSION),
    },
)
ARGUMENT: Final = Record({"type": TEXT}, {**_VALUE, "default": PLAIN})
RESULT: Final = Record({"type": TEXT}, _VALUE)
METHOD: Final = Record(
    {"style": STYLE, "arguments": Table("argument", ARGUMENT)},
    {"idempotent": TRUE, "result": RESULT, "open": TRUE, "unserved": TRUE, "sends": TEXTS},
)
INTERFACE: Final = Record(
    {"topic": TEXT, "version": VERSION, "methods": Table("method", METHOD)},
    {
        "namespace": TEXT,
        "previous_major_served": TRUE,
        "client_version": VERSION,
        "aliases": Table("alias", VERSION, is_text),
        "history": HISTORY,
    },
)
OBJECT: Final = Record(
    {"version": VERSION, "fields": Table("field", FIELD)},
    {"key": KEY, "history": HISTORY, "unmade": TRUE},
)
INTERFACES: Final = Table("interface", INTERFACE)
OBJECTS: Final = Table("object", OBJECT)
SPEAKS: Final = Table("version", VERSION, is_text)
MANIFEST: Final = Record(
    {
        "format": Leaf("2", lambda value: type(value) is int and value == 2),
        "project": TEXT,
        "release": TEXT,
        "content": HASH,
        "interfaces": INTERFACES,
        "objects": OBJECTS,
    },
    {
        "service_history": Many(SPEAKS),
        "mapping": Table("release", SPEAKS, is_text),
        "stored": Table("column", TEXT, is_text),
    },
)
