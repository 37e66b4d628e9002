"""YAML of a bounded size, without aliases and without a key twice."""

from __future__ import annotations

from typing import Any, Final

import yaml

from compat.errors import ManifestError

LIMIT: Final = 16 * 2**20
"""Bytes of one file."""
DEPTH: Final = 32
"""Maps and lists in each other."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


class _Dumper(yaml.SafeDumper):
    """The safe dumper, which writes equal lists where they are and never by an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(data: Any) -> str:
    """Return the YAML of plain data, in the order that its maps have."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=100)


def load(raw: bytes, file: str) -> Any:
    """Return the plain data in a file.

    Raises:
        ManifestError: the file is too large or too deep, no YAML, or has an alias, a tag of Python
            or a key twice.
    """
    if len(raw) > LIMIT:
        raise _unreadable(file, f"more than {LIMIT} bytes")
    try:
        text = raw.decode()
        _check_events(text, file)
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        raise _unreadable(file, f"no YAML that can be read: {_line(error)}") from error


def _check_events(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _unreadable(file, f"the alias *{event.anchor}")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH:
            raise _unreadable(file, f"more than {DEPTH} maps and lists in each other")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _unreadable(file: str, found: str) -> ManifestError:
    return ManifestError(
        file=file,
        path="$",
        found=found,
        expected="YAML as pinrail record writes it",
        remedy="record the release again, or take the file from the version control",
    )
