"""Objects to bytes and back, at any version that the registry knows.

The message is MessagePack: ``[1, project, [name, version, {field: value}, [changed, ...]]]``.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import msgpack
import msgspec

from vobjects.base import VersionedObject, make
from vobjects.calls import Dump, Dumper, Load, Loader, Way
from vobjects.codegen import compile_dumper, compile_loader
from vobjects.contents import content_of
from vobjects.errors import DeclarationError, DecodeError, FieldValueError
from vobjects.fast_encoder import FastEncoder
from vobjects.fieldtype import FieldType
from vobjects.forms import WIRE_VERSION, Form
from vobjects.loss import LossReport
from vobjects.paths import ROOT, Path, render
from vobjects.plan import plan
from vobjects.shown import brief, shown
from vobjects.skew import too_new
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects.view import View

_pack = msgspec.msgpack.Encoder().encode


@dataclasses.dataclass(frozen=True)
class Limits:
    """What a decoder takes: bytes of a message, and objects standing in each other."""

    bytes: int = 16 * 2**20
    depth: int = 64


class Encoder(dict[Any, Dumper]):
    """Writes objects of ``source`` as ``target`` reads them; compiles a class when first met."""

    def __init__(self, source: View, target: View, form: Form) -> None:
        super().__init__()
        self._source, self._target, self._form = source, target, form
        self.fast = FastEncoder(source, target)

    def __missing__(self, cls: type[VersionedObject]) -> Dumper:
        dumper = self[cls] = self._compile(cls)
        return dumper

    def dump(self, obj: VersionedObject, report: LossReport) -> Any:
        """The object as numbers, text, lists and dicts.

        Raises:
            BackportRefusedError: the target cannot hold a value.
            FieldValueError: the object belongs to another view, or is too deep.
        """
        return self._call(report).child(obj, ROOT)

    def dump_value(self, type_: FieldType, value: Any, path: Path, report: LossReport) -> Any:
        """A value that may hold objects, such as an argument of a call.

        Raises:
            BackportRefusedError: the target cannot hold an object in it.
        """
        return type_.dump(value, path, self._call(report).child)

    def _call(self, report: LossReport) -> Dump:
        depth = self._source.limits.depth
        return Dump(self, self._source, self._target.label, depth, report)

    def _compile(self, cls: type[VersionedObject]) -> Dumper:
        name = self._source.name_of(cls, ROOT)
        lineage = self._source.registry.lineage(name)
        source = self._source.versions[name]
        target = self._target.versions.get(name)
        if target is None:
            return _absent(Way(name, str(source), "nothing"))
        target = lineage.written(source, target)
        steps = plan(lineage, source, target)
        return compile_dumper(steps, lineage.schemas[source], lineage.schemas[target], self._form)


def _absent(way: Way) -> Dumper:
    def refuse(obj: Any, path: Path, call: Dump) -> NoReturn:
        call.refuse(way, path, shown(obj), f"the receiver has no class {way.name}")

    return refuse


class Decoder(dict[tuple[str, str | Version], tuple[Loader, type[VersionedObject]]]):
    """Reads objects of any older version into the classes of one view.

    A loader is found by the version on the wire, or by the content where its number has several.
    """

    def __init__(self, view: View, form: Form) -> None:
        super().__init__()
        self._view, self._form = view, form

    def __missing__(self, key: tuple[str, str | Version]) -> tuple[Loader, type[VersionedObject]]:
        name, version = key
        lineage = self._view.registry.lineage(name)
        source, target = lineage.at(str(version)), self._view.versions[name]
        loader = compile_loader(
            plan(lineage, source.version, target), source, lineage.schemas[target]
        )
        found = self[key] = (loader, self._view[name])
        return found

    def load(self, raw: Any, report: LossReport, sender: View | None = None) -> VersionedObject:
        """The object back from numbers, text, lists and dicts.

        Raises:
            DecodeError: it is not an object that this view reads.
        """
        with _as_decode_error():
            return self._call(report, sender).child(raw, ROOT, None)  # type: ignore[no-any-return]

    def load_value(self, type_: FieldType, raw: Any, path: Path, report: LossReport) -> Any:
        """A value that may hold objects back from its dumped form.

        Raises:
            DecodeError: it is not of the type, or an object in it is not one that this view reads.
        """
        with _as_decode_error():
            return type_.load(raw, path, self._call(report).child)

    def _call(self, report: LossReport, sender: View | None = None) -> Load:
        return Load(self._node, self._view, self._view.limits.depth, report, sender)

    def _node(self, raw: Any, path: Path, call: Load, expected: str | None) -> VersionedObject:
        name, version, data, changes = self._form.unwrap(raw, path)
        found = self.get((name, version))
        if found is None or (expected is not None and expected != name):
            self._must_know(name, version, path, expected)
            key = self._content(raw, path, call.sender)
            found, version = self[name, key], str(key)
        loader, cls = found
        values, changed = loader(data, changes, path, call)
        return make(cls, values, changed.intersection(values), None, version)

    def _must_know(self, name: str, version: str, path: Path, expected: str | None) -> None:
        view = self._view
        if name not in view or (expected is not None and not view.is_kind(name, expected)):
            raise DecodeError(
                path=render(path),
                expected=expected or f"a class of {view.label or view.registry.project}",
                found=f"{brief(name)} {brief(version)}",
            )
        try:
            Version.parse(version)
        except DeclarationError as error:
            raise DecodeError(
                path=render(path), expected=f"{name} of {error.expected}", found=error.found
            ) from None

    def _content(self, raw: Any, path: Path, sender: View | None) -> str | Version:
        """The version on the wire, or the content that it means where there are several."""
        view = self._view
        name, version, data, _changes = self._form.unwrap(raw, path)
        lineage, own = view.registry.lineage(name), view.versions[name]
        known = [v for v in lineage.versions if v == own or not lineage.precedes(own, v)]
        contents = [v for v in lineage.contents(version) if v in known]
        if not contents and Version.parse(version) > own:
            raise too_new(view, self._form, raw, path)
        if not contents:
            numbers = ", ".join(dict.fromkeys(v.number for v in known))
            raise DecodeError(
                path=render(path),
                expected=f"{name} at one of {numbers}",
                found=f"version {version}",
            )
        if len(lineage.contents(version)) == 1:
            return version
        if sender is not None and name in sender:
            written = lineage.written(sender.versions[name], own)
            if written in contents:
                return written
        return content_of(lineage, contents, data)


@contextlib.contextmanager
def _as_decode_error() -> Iterator[None]:
    try:
        yield
    except FieldValueError as error:
        raise DecodeError(path=error.path, expected=error.expected, found=error.found) from None
    except RecursionError:
        raise DecodeError(
            path="$", expected="a value that fits the stack of the reader", found="a deeper one"
        ) from None


def pack(project: str, node: Any) -> bytes:
    """The message around a compact node."""
    return _pack([WIRE_VERSION, project, node])


def too_long(message: bytes, limits: Limits) -> FieldValueError:
    """The error for a message that no receiver takes."""
    return FieldValueError(
        path="$", expected=f"at most {limits.bytes} bytes", found=f"{len(message)} bytes"
    )


def unpack(project: str, message: bytes, limits: Limits) -> Any:
    """The compact node in a message.

    Raises:
        DecodeError: the bytes are no message of this project, or exceed the limits.
    """
    if type(message) is not bytes:
        raise DecodeError(path="$", expected="bytes", found=shown(message))
    if len(message) > limits.bytes:
        raise DecodeError(
            path="$", expected=f"at most {limits.bytes} bytes", found=f"{len(message)} bytes"
        )
    try:
        raw = msgpack.loads(message, strict_map_key=True)
    except (ValueError, TypeError, OverflowError, MemoryError, msgpack.UnpackException) as error:
        raise DecodeError(
            path="$", expected="one MessagePack value", found=f"{type(error).__name__}: {error}"
        ) from error
    good = type(raw) is list and len(raw) == 3 and type(raw[0]) is int
    if not good or raw[:2] != [WIRE_VERSION, project]:
        raise DecodeError(
            path="$", expected=f"[{WIRE_VERSION}, {project!r}, object]", found=shown(raw)
        )
    return raw[2]
