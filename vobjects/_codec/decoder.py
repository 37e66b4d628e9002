"""Dumped objects back, from any version that the view reads."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vobjects._codec.unknown_fields import too_new
from vobjects._declare.object import VersionedObject, make
from vobjects._generate.context import Load, Loader
from vobjects._generate.envelope import Form
from vobjects._generate.functions import compile_loader
from vobjects._paths import ROOT, Path, render
from vobjects._plan.ambiguous import content_of
from vobjects._plan.passed import way_to
from vobjects._plan.planner import plan
from vobjects._repr import brief
from vobjects._types.base import FieldType
from vobjects.errors import DeclarationError, DecodeError, FieldValueError
from vobjects.loss import LossReport
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._codec.codec import Codec
    from vobjects._plan.release import Release


class Decoder(dict[tuple[str, str | Version], tuple[Loader, type[VersionedObject]]]):
    """Reads objects of any older version into the classes of one view.

    A loader is found by the version on the wire, or by the content where its number has several.
    """

    def __init__(self, view: Codec, form: Form) -> None:
        super().__init__()
        self._view, self._form = view, form
        self._ways: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def __missing__(self, key: tuple[str, str | Version]) -> tuple[Loader, type[VersionedObject]]:
        name, version = key
        lineage = self._view.registry.lineage(name)
        source, target = lineage.at(str(version)), self._view.versions[name]
        loader = compile_loader(
            plan(lineage, source.version, target), source, lineage.schemas[target]
        )
        found = self[key] = (loader, self._view[name])
        return found

    def load(self, raw: Any, report: LossReport, sender: Codec | None = None) -> VersionedObject:
        """The object back from numbers, text, lists and dicts.

        Raises:
            DecodeError: it is not an object that this view reads.
        """
        with _as_decode_error():
            call = self._call(report, sender, sender)
            return call.child(raw, ROOT, None)  # type: ignore[no-any-return]

    def load_value(
        self,
        type_: FieldType,
        raw: Any,
        path: Path,
        report: LossReport,
        sender: Codec | None = None,
    ) -> Any:
        """A value that may hold objects back from its dumped form.

        ``sender`` is at whose versions its objects are; it may have been written by a newer one.

        Raises:
            DecodeError: it is not of the type, or an object in it is not one that this view reads.
        """
        with _as_decode_error():
            return type_.load(raw, path, self._call(report, sender).child)

    def _call(
        self, report: LossReport, sender: Codec | None = None, writer: Codec | None = None
    ) -> Load:
        return Load(self._node, self._view, self._view.limits.depth, report, sender, writer)

    def _node(self, raw: Any, path: Path, call: Load, expected: str | None) -> VersionedObject:
        name, version, data, changes = self._form.unwrap(raw, path)
        found = self.get((name, version))
        if found is None or (expected is not None and expected != name):
            self._must_know(name, version, path, expected)
        if found is None:
            known = self._content(raw, (name, version, data), path, call.sender)
            found = self[name, known]
            version = version if known == self._view.versions[name] else str(known)
        loader, cls = found
        values, changed = loader(data, changes, path, call)
        passed = self._form.passed(raw)
        way = self._way(name, passed) if passed else self._written(name, version, call.writer)
        return make(cls, values, changed.intersection(values), None, way)

    def _written(self, name: str, version: str, writer: Release | None) -> tuple[str, ...]:
        """What is remembered of the version of a message; the own is last if its writer is known.

        The writer may have converted the object to that version.
        """
        own = self._view.versions[name]
        if writer is None or name not in writer:
            return () if version == own.number else (version,)
        lineage, source = self._view.registry.lineage(name), writer.versions[name]
        read = own if version == own.number else lineage.at(version).version
        if lineage.written(source, own) == read:  # else the writer has another release by now
            return (*self._way(name, (str(source), str(read))), str(own))
        return self._way(name, (str(read),))

    def _way(self, name: str, passed: tuple[str, ...]) -> tuple[str, ...]:
        """What an object remembers of the versions that it passed."""
        way = self._ways.get((name, passed))
        if way is None:
            own, lineage = self._view.versions[name], self._view.registry.lineage(name)
            way = self._ways[name, passed] = way_to(lineage, passed, own)
        return way

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

    def _content(
        self, raw: Any, node: tuple[str, str, dict[str, Any]], path: Path, sender: Release | None
    ) -> str | Version:
        """The version on the wire, or the content that it means where there are several."""
        view, (name, version, data) = self._view, node
        lineage, own = view.registry.lineage(name), view.versions[name]
        contents = view.contents(name, version)
        if not contents and Version.parse(version) > own:
            raise too_new(view, self._form, raw, path)
        if not contents:
            known = [v for v in lineage.versions if v == own or not lineage.precedes(own, v)]
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
