"""Graphs of a project in Mermaid: what releases speak, and what contains what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from compat.manifest import Manifest

__all__ = ["GRAPHS"]

Edge = tuple[str, str, str]
"""From, label, to."""


def _releases(manifests: Sequence[Manifest]) -> Iterator[Edge]:
    """Yield which version of each object and interface a release speaks."""
    for manifest in manifests:
        for part in (manifest.interfaces, manifest.objects):
            for name, facts in part.items():
                yield manifest.release, "", f"{name} {facts['version']}"


def _objects(manifests: Sequence[Manifest]) -> Iterator[Edge]:
    """Yield which field of an object holds which object, in the newest release."""
    objects = manifests[-1].objects
    for name, facts in objects.items():
        yield f"{name} {facts['version']}", "", ""
        for field, spec in facts["fields"].items():
            for child, version in spec.get("children", {}).items():
                yield f"{name} {facts['version']}", field, f"{child} {version}"


def _interfaces(manifests: Sequence[Manifest]) -> Iterator[Edge]:
    """Yield which method takes and returns which object, in the newest release."""
    newest = manifests[-1]
    for name, facts in newest.interfaces.items():
        for method, spec in facts["methods"].items():
            source = f"{name}.{method}"
            yield f"{name} {facts['version']}", "", source
            for argument, given in spec["arguments"].items():
                for held in _named(given, newest.objects):
                    yield source, argument, held
            for held in _named(spec.get("result", {"type": ""}), newest.objects):
                yield source, "returns", held


def _named(given: Mapping[str, Any], objects: Mapping[str, Any]) -> Iterator[str]:
    """Yield the objects that a type names."""
    for word in dict.fromkeys(re.findall(r"\w+", given["type"])):
        if word in objects:
            yield f"{word} {objects[word]['version']}"


def _mermaid(edges: Iterable[Edge]) -> str:
    numbers: dict[str, int] = {}
    lines = []
    for source, label, target in dict.fromkeys(edges):
        start = numbers.setdefault(source, len(numbers))
        if target:
            end = numbers.setdefault(target, len(numbers))
            lines.append(f"    n{start} -->{f'|{_quoted(label)}|' if label else ''} n{end}")
    nodes = (f"    n{number}[{_quoted(name)}]" for name, number in numbers.items())
    return "\n".join(["flowchart LR", *nodes, *lines])


def _quoted(text: str) -> str:
    """Return a text in quotes; names of manifests are words, so that there are none inside."""
    return f'"{text}"'


def _graph(edges: Callable[[Sequence[Manifest]], Iterator[Edge]]) -> Callable[..., str]:
    return lambda manifests: _mermaid(edges(manifests))


GRAPHS: Final[Mapping[str, Callable[[Sequence[Manifest]], str]]] = MappingProxyType(
    {
        "releases": _graph(_releases),
        "objects": _graph(_objects),
        "interfaces": _graph(_interfaces),
    }
)
"""By name, the function that draws manifests, the oldest first. Objects and interfaces are those
of the last one."""
