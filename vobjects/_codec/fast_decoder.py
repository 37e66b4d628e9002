"""The fast way from a message: msgspec reads it by types that are made of the schemas.

It gives the object that the generated loaders give, or nothing: what msgspec refuses, and what an
operation of a plan has to look at, is left to the loaders, which accept it or say what is wrong.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from vobjects._codec.message import WIRE_VERSION
from vobjects._declare.node import NotFastError
from vobjects._generate.structs import FastTypes

if TYPE_CHECKING:
    from vobjects._codec.codec import Codec
    from vobjects._codec.values import Values
    from vobjects._declare.object import VersionedObject
    from vobjects._plan.release import Release
    from vobjects._types.base import FieldType

Read = Callable[[bytes], "VersionedObject"]
ReadValues = Callable[[bytes], dict[str, Any]]


class _Named(msgspec.Struct, array_like=True):
    name: str
    version: str


class _Head(msgspec.Struct, array_like=True):
    form: int
    project: str
    node: _Named


_ByView = weakref.WeakKeyDictionary["Codec", ReadValues]
_ByValues = weakref.WeakKeyDictionary["Values", _ByView]
_NONE: Final[_ByView] = weakref.WeakKeyDictionary()


class FastDecoder:
    """Reads messages of one view's own versions, and of older ones that need defaults only."""

    def __init__(self, view: Codec) -> None:
        self._view = view
        self._most = min(view.limits.bytes, view.limits.items)  # an item has a byte at least
        self._head = msgspec.msgpack.Decoder(_Head)
        self._before = b"\x93" + _bytes(WIRE_VERSION, view.registry.project) + b"\x94"
        self._by_bytes: dict[bytes, Read] = {}
        self._by_name: dict[tuple[str, str], Read] = {}
        self._of_values: _ByValues = weakref.WeakKeyDictionary()
        self._making = threading.Lock()  # msgspec makes no two decoders of one struct at once
        self._types: weakref.WeakKeyDictionary[Release, FastTypes] = weakref.WeakKeyDictionary()

    def decode(self, message: bytes) -> VersionedObject | None:
        """The object, or None where only the loaders can tell."""
        if type(message) is not bytes or len(message) > self._most:
            return None
        try:
            name = len(self._before)
            version = name + 1 + (message[name] & 31)  # a name is short: the length is in its byte
            head = message[: version + 1 + (message[version] & 31)]
            read = self._by_bytes.get(head) or self._found(message, head)
            return read(message)
        except Exception:  # whatever it is, the loaders meet it again and say it better
            return None

    def values(self, values: Values, message: bytes, written: Codec) -> dict[str, Any] | None:
        """The values by name, or None where only their types can tell.

        Args:
            values: which names and types.
            message: the bytes.
            written: the view at whose versions the objects are expected.
        """
        if type(message) is not bytes or len(message) > self._most:
            return None
        read = self._of_values.get(values, _NONE).get(written)
        if read is None:
            with self._making:
                read = self._values(values.types, written)
            by_view = self._of_values.setdefault(values, weakref.WeakKeyDictionary())
            by_view[written] = read
        try:
            return read(message)
        except Exception:  # as above
            return None

    def _values(self, types: Mapping[str, FieldType], written: Codec) -> ReadValues:
        view = self._view
        named = {name for type_ in types.values() for name in type_.children()}
        roots = {kind for name in named for kind in view.kinds(name)}
        if any(view.depth(root) > view.limits.depth for root in roots):
            return _not_fast
        try:
            made = self._types_of(written).values(types)
        except NotFastError:
            return _not_fast
        return _reader(made.struct, made.load, view.registry.project)

    def _types_of(self, written: Release) -> FastTypes:
        """The types at the versions of a view: all that is read at those versions shares them."""
        found = self._types.get(written)
        if found is None:
            found = self._types[written] = FastTypes(self._view, written.versions)
        return found

    def _found(self, message: bytes, head: bytes) -> Read:
        node = self._head.decode(message).node
        named = (node.name, node.version)
        read = self._by_name.get(named)
        if read is None:
            with self._making:
                read = self._by_name[named] = self._make(*named)
        if head == self._before + _bytes(*named):
            self._by_bytes[head] = read
        return read

    def _make(self, name: str, text: str) -> Read:
        """What reads a class at one version; an error for what no message of a peer has."""
        view = self._view
        contents = view.contents(name, text)
        if not contents:
            raise NotFastError
        if view.depth(name) > view.limits.depth:
            return _not_fast
        own = contents[0] == view.versions[name]
        older = view if own else view.registry.closure(name, str(contents[0]), loose=True)
        try:
            made = self._types_of(older).of(name)
        except NotFastError:
            return _not_fast
        return _reader(made.struct, made.load, view.registry.project)


def _reader(node: Any, load: Callable[[Any], Any], project: str) -> Callable[[bytes], Any]:
    wire = tuple[Literal[WIRE_VERSION], Literal[project], node]  # type: ignore[valid-type]
    decode = msgspec.msgpack.Decoder(wire).decode
    return lambda message: load(decode(message)[2])


def _bytes(*values: Any) -> bytes:
    return b"".join(map(msgspec.msgpack.encode, values))


def _not_fast(message: bytes) -> Any:
    raise NotFastError
