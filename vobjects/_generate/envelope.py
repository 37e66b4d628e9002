"""The forms of an object: compact for MessagePack, within one process, and o.vo's primitive."""

from __future__ import annotations

import abc
from typing import Any

from vobjects._declare.schema import Schema
from vobjects._paths import Path, render
from vobjects._repr import outline, shown
from vobjects.errors import DecodeError

Node = tuple[str, str, dict[str, Any], list[str]]
"""Name, version, data and changes of one object on the wire."""


class Form(abc.ABC):
    """How name, version, data and changes of an object stand on the wire."""

    label: str

    @abc.abstractmethod
    def names(self, schema: Schema) -> dict[str, Any]:
        """The constants that ``wrap_source`` uses."""

    @abc.abstractmethod
    def wrap_source(self) -> list[str]:
        """Lines that return ``data`` and ``changes`` as a node."""

    @abc.abstractmethod
    def unwrap(self, raw: Any, path: Path) -> Node:
        """The parts of a node.

        Raises:
            DecodeError: ``raw`` is no node of this form.
        """

    def passed(self, raw: Any) -> tuple[str, ...]:
        """The versions that the object of a node passed, its writer's last; none if not known."""
        return ()


class Compact(Form):
    """``[name, version, {field: value}, [changed, ...]]``."""

    label = "compact"

    def names(self, schema: Schema) -> dict[str, Any]:
        """The name and the version."""
        return {"NAME": schema.name, "VERSION": schema.version.number}

    def wrap_source(self) -> list[str]:
        """A list of the four parts."""
        return ["return [NAME, VERSION, data, changes]"]

    def unwrap(self, raw: Any, path: Path) -> Node:
        """The parts of the list."""
        if type(raw) is not list or len(raw) != 4:
            raise DecodeError(
                path=render(path),
                expected="[name, version, data, changes]",
                found=outline(raw, plain=2),
            )
        name, version, data, changes = raw
        return _node(name, version, data, changes, path)


class Adopted(Compact):
    """The compact form within one process: ``[name, version, data, changes, passed]``.

    ``passed`` are the versions that the object had before, and that of its own view last.
    """

    label = "adopted"

    def wrap_source(self) -> list[str]:
        """A list of the five parts."""
        own = "str(obj.VIEW.versions[NAME])"
        return [f"return [NAME, VERSION, data, changes, (*obj._passed, {own})]"]

    def unwrap(self, raw: Any, path: Path) -> Node:
        """The parts of the list but the versions."""
        return super().unwrap(raw[:4], path)

    def passed(self, raw: Any) -> tuple[str, ...]:
        """The versions in the list."""
        versions: tuple[str, ...] = raw[4]
        return versions


class Primitive(Form):
    """The dict that oslo.versionedobjects writes and reads, for one project and envelope."""

    label = "primitive"

    def __init__(self, project: str, envelope: str) -> None:
        self._project = project
        self._keys = {
            part: f"{envelope}.{part}"
            for part in ("name", "namespace", "version", "data", "changes")
        }

    def names(self, schema: Schema) -> dict[str, Any]:
        """The keys of the envelope, the name, the project and the version."""
        keys = {f"K_{part}": key for part, key in self._keys.items()}
        head = {"NAME": schema.name, "VERSION": schema.version.number, "PROJECT": self._project}
        return keys | head

    def wrap_source(self) -> list[str]:
        """A dict with the keys of the envelope."""
        return [
            "node = {K_name: NAME, K_namespace: PROJECT, K_version: VERSION, K_data: data}",
            "if changes:",
            "    node[K_changes] = changes",
            "return node",
        ]

    def unwrap(self, raw: Any, path: Path) -> Node:
        """The parts of the dict; its project must be ours."""
        keys = self._keys
        if type(raw) is not dict or not {keys["name"], keys["version"], keys["data"]} <= set(raw):
            raise DecodeError(
                path=render(path), expected=f"a dict with {keys['name']}", found=outline(raw)
            )
        if raw.get(keys["namespace"]) != self._project:
            raise DecodeError(
                path=render(path),
                expected=f"an object of project {self._project!r}",
                found=shown(raw.get(keys["namespace"])),
            )
        changes = raw.get(keys["changes"], [])
        return _node(raw[keys["name"]], raw[keys["version"]], raw[keys["data"]], changes, path)


def _node(name: Any, version: Any, data: Any, changes: Any, path: Path) -> Node:
    good = type(name) is str and type(version) is str and type(data) is dict
    if not good or type(changes) is not list or (changes and set(map(type, changes)) != {str}):
        raise DecodeError(
            path=render(path),
            expected="a name, a version, a dict of data and a list of changed names",
            found=outline([name, version, data, changes], plain=2),
        )
    return name, version, data, changes
