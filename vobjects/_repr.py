"""Texts of values for errors and ``repr``: bounded, whatever arrived."""

from __future__ import annotations

import enum
import itertools
import re
import reprlib
from typing import Any, Final

_LENGTH: Final = 120
_PARTS: Final = 40
_PLAIN: Final = "an object of "
_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")


class _Text(reprlib.Repr):
    """The text of one value: an enum value as its text, a cycle or a deep value with dots."""

    def __init__(self, levels: int, items: int, length: int, objects: int) -> None:
        super().__init__()
        self.maxlevel = levels
        self.maxdict = self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = items
        self.maxstring = self.maxother = length
        self._left = objects
        self._open: set[int] = set()

    def repr1(self, x: Any, level: int) -> str:
        if isinstance(x, enum.Enum):
            return super().repr1(x.value, level)
        if _is_versioned(x):
            return self._versioned(x, level)
        return self.repr_dict(x, level) if isinstance(x, dict) else super().repr1(x, level)

    def repr_int(self, x: int, level: int) -> str:
        bits = x.bit_length()
        return repr(x) if bits <= 256 else f"an int of {bits} bits"

    def repr_bytes(self, x: bytes, level: int) -> str:
        return repr(x[: self.maxother])

    def repr_instance(self, x: Any, level: int) -> str:
        if _has_no_text(x):
            return f"{_PLAIN}{type(x).__name__}"
        text = _ADDRESS.sub("", repr(x))
        return text if len(text) <= self.maxother else f"{text[: self.maxother - 3]}..."

    def _versioned(self, obj: Any, level: int) -> str:
        head = f"{obj.obj_name()} {obj.VERSION}"
        if level <= 0 or self._left <= 0 or id(obj) in self._open:
            return f"{head}(...)"
        self._left -= 1
        self._open.add(id(obj))
        values = [f"{n}={self.repr1(v, level - 1)}" for n, v in sorted(obj.obj_values().items())]
        self._open.remove(id(obj))
        return f"{head}({', '.join(values)})"


def _is_versioned(value: Any) -> bool:
    """Whether a value is an object of ours that has no ``__repr__`` of its own."""
    kind: Any = type(value)
    return kind.__repr__ is versioned_repr


def versioned_repr(self: Any) -> str:
    """The class, the version and the set fields of a versioned object, as its ``__repr__``."""
    return _Text(levels=32, items=1000, length=10_000, objects=1000).repr(self)


def _has_no_text(value: Any) -> bool:
    kind: Any = type(value)
    return kind.__repr__ is object.__repr__


def brief(value: Any) -> str:
    """The text of a value, cut to a line."""
    try:
        text = _Text(levels=5, items=40, length=_LENGTH, objects=40).repr(value)
    except Exception:  # the repr of a stranger may do anything
        text = f"{_PLAIN}{type(value).__name__}"
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 3]}..."


def shown(value: Any) -> str:
    """A value as errors show it: its type and its text."""
    kind = type(value).__name__
    text = brief(value)
    alone = value is None or kind.startswith("_") or _is_versioned(value)
    return text if alone or text.startswith("an ") else f"{kind} {text}"


def type_of_secret(value: Any) -> str:
    """What errors say of a value that may be a secret."""
    return f"a value of the type {type(value).__name__}, which is not shown: it may be a secret"


def outline(raw: Any, plain: int = 0) -> str:
    """What errors say of data that no class has read: its keys and the types of its values.

    Any text in it may be a secret, as nothing tells which field it is of. Of a list the first
    ``plain`` are names and versions, which are none.
    """
    kind, text = type(raw).__name__, _outlined(raw, 4, plain)
    text = text if raw is None or text == kind else f"{kind} {text}"
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 3]}..."


def _outlined(raw: Any, levels: int, plain: int = 0) -> str:
    if levels and isinstance(raw, dict):
        some = itertools.islice(raw.items(), _PARTS)
        return f"{{{', '.join(f'{brief(key)}: {_outlined(x, levels - 1)}' for key, x in some)}}}"
    if levels and isinstance(raw, list | tuple):
        first = [brief(x) if isinstance(x, str) else _outlined(x, levels - 1) for x in raw[:plain]]
        others = [_outlined(x, levels - 1) for x in raw[plain:_PARTS]]
        return f"[{', '.join([*first, *others])}]"
    is_hidden = isinstance(raw, str | bytes | dict | list | tuple) and len(raw) > 0
    return type(raw).__name__ if is_hidden else brief(raw)


def one_line(text: str, most: int) -> str:
    """Text of a stranger on one line, cut; what steers a terminal or a log is escaped."""
    cut = text if len(text) <= most else f"{text[: most - 3]}..."
    return cut if cut.isprintable() else "".join(map(_visible, cut))


def _visible(char: str) -> str:
    return char if char.isprintable() else repr(char)[1:-1]
