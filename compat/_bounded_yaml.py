"""YAML of a bounded size, without aliases and without a key twice, and what it can hold."""

from __future__ import annotations

import math
from typing import Any, Final

import yaml

DEPTH: Final = 32
"""Maps and lists in each other."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableError(Exception):
    """A file that is no YAML of this kind; its text says what was found."""


class _Loader(_LOADER):  # type: ignore[misc]  # one of two classes
    """The safe loader, which also refuses a key that is there twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in keys:
                problem = f"the key {key.value!r} twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            keys.add(str(key.value))
        return super().construct_mapping(node, deep)


def is_plain(value: Any) -> bool:
    """Whether a file can hold a value: JSON of 64 bits, without NaN, infinities and subclasses."""
    if type(value) is dict:
        return all(type(key) is str for key in value) and all(map(is_plain, value.values()))
    if type(value) is list:
        return all(map(is_plain, value))
    if type(value) is int:
        return -(2**63) <= value < 2**64
    if type(value) is float:
        return math.isfinite(value)
    return value is None or type(value) in (bool, str)


def load(raw: bytes, limit: int) -> Any:
    """Return the plain data in a file.

    Args:
        raw: what is in the file.
        limit: how many bytes may be in it.

    Raises:
        UnreadableError: the file is too large or too deep, no YAML, or has an alias, a tag of
            Python or a key twice.
    """
    if len(raw) > limit:
        raise UnreadableError(f"more than {limit} bytes")
    try:
        text = raw.decode()
        _check_events(text)
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(f"no YAML that can be read: {_line(error)}") from error


def _check_events(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableError(f"the alias *{event.anchor}")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH:
            raise UnreadableError(f"more than {DEPTH} maps and lists in each other")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
