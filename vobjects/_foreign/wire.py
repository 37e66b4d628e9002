"""Between a primitive of oslo.versionedobjects and the compact form, without knowing its classes.

Each dict that is the envelope of an object becomes a node and the reverse, at any depth, so a
receiver gets back the very primitive. A list that could be taken for a node is written as the one
value of a node without a name.
"""

from __future__ import annotations

from typing import Any, Final

from vobjects._generate.envelope import Compact, Node
from vobjects._paths import ROOT, Path, render
from vobjects._repr import shown
from vobjects.errors import DecodeError, FieldValueError

_QUOTED: Final = ""
_SUBCLASSED: Final[tuple[Any, ...]] = (str, int, float)
_ATOMS: Final = frozenset({str, int, float, bool, type(None)})


class Wire:
    """The envelope of one project: its name, and the keys of the parts of a primitive."""

    def __init__(self, project: str, keys: dict[str, str], depth: int) -> None:
        """``depth`` is how many objects may stand in each other."""
        self.project, self.keys, self.depth = project, keys, depth
        self._least = {key for part, key in keys.items() if part != "changes"}
        self._most = set(keys.values())
        self._form = Compact()

    def compacted(self, value: Any, path: Path = ROOT, depth: int | None = None) -> Any:
        """A primitive value as it stands in the compact form.

        Raises:
            FieldValueError: JSON could not carry it as it is, so o.vo could not send it; or
                MessagePack or a reader cannot.
        """
        depth = self.depth if depth is None else depth
        kind = type(value)
        if kind in _ATOMS:
            return _atom(value, path)
        if kind is dict:
            return self._dict(value, path, depth)
        if kind in (list, tuple):
            items = [self.compacted(x, (path, i), depth) for i, x in enumerate(value)]
            return [_QUOTED, _QUOTED, {"": items}, []] if self.is_node(items) else items
        for plain in _SUBCLASSED:
            if isinstance(value, plain):  # JSON writes a subclass as the value that it is
                return _atom(plain.__new__(plain, value), path)
        raise FieldValueError(
            path=render(path), expected="a value that JSON carries", found=shown(value)
        )

    def expanded(self, raw: Any, depth: int | None = None) -> Any:
        """A value of the compact form as the primitive that it was.

        Raises:
            DecodeError: more objects stand in each other than may.
        """
        depth = self.depth if depth is None else depth
        if type(raw) is dict:
            return {key: self.expanded(value, depth) for key, value in raw.items()}
        if type(raw) is not list:
            return raw
        if not self.is_node(raw):
            return [self.expanded(value, depth) for value in raw]
        name, version, data, changes = self.parts(raw)
        if name == _QUOTED and type(data.get("")) is list:
            return [self.expanded(value, depth) for value in data[""]]
        if depth == 0:
            raise DecodeError(
                path="$", expected="objects within the depth limit", found="one deeper"
            )
        return self.envelope(name, version, self.expanded(data, depth - 1), changes)

    def envelope(self, name: str, version: str, data: dict[str, Any], changes: list[str]) -> Any:
        """The primitive of one object."""
        keys = self.keys
        found = {
            keys["name"]: name,
            keys["namespace"]: self.project,
            keys["version"]: version,
            keys["data"]: data,
        }
        if changes:
            found[keys["changes"]] = changes
        return found

    def is_envelope(self, value: Any) -> bool:
        """Whether a value is the primitive of an object, and nothing but that."""
        if type(value) is not dict or not self._least <= value.keys() <= self._most:
            return False
        name, namespace, version, data, changes = map(value.get, self.keys.values())
        return (
            namespace == self.project
            and type(name) is type(version) is str
            and name != _QUOTED
            and type(data) is dict
            and (self.keys["changes"] not in value or _are_names(changes))
        )

    def is_node(self, raw: Any) -> bool:
        """Whether a reader would take a value for a node."""
        if type(raw) is not list or len(raw) < 3 or type(raw[0]) is not str:
            return False
        try:
            self.parts(raw)
        except DecodeError:
            return False
        return True

    def parts(self, raw: Any, path: Path = ROOT) -> Node:
        """Name, version, data and changes of a node.

        Raises:
            DecodeError: it is no node.
        """
        return self._form.unwrap(raw, path)

    def _dict(self, value: dict[str, Any], path: Path, depth: int) -> Any:
        if not self.is_envelope(value):
            return self._values(value, path, "[{!r}]", depth)
        if depth == 0:
            raise FieldValueError(
                path=render(path), expected="objects within the depth limit", found="one deeper"
            )
        keys = self.keys
        data = self._values(value[keys["data"]], path, ".{}", depth - 1)
        changes = sorted(value.get(keys["changes"], ()))
        return [value[keys["name"]], value[keys["version"]], data, changes]

    def _values(self, value: dict[str, Any], path: Path, step: str, depth: int) -> dict[str, Any]:
        for key in value:
            if type(key) is not str:
                raise FieldValueError(
                    path=render(path), expected="keys that are text", found=shown(key)
                )
            _atom(key, path)
        return {key: self.compacted(x, (path, step.format(key)), depth) for key, x in value.items()}


def _atom(value: Any, path: Path) -> Any:
    if type(value) is str and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise FieldValueError(
                path=render(path), expected="text that UTF-8 carries", found=shown(value)
            ) from None
    if type(value) is int and not -(2**63) <= value < 2**64:
        raise FieldValueError(path=render(path), expected="an int of 64 bits", found=shown(value))
    return value


def _are_names(changes: Any) -> bool:
    return type(changes) is list and bool(changes) and {*map(type, changes)} == {str}
