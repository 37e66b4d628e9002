"""A view: the classes of a registry as one release has them, and the way to other releases."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from vobjects._paths import Path, render
from vobjects._repr import shown
from vobjects.codec.arguments import absent_class, collecting, must_be_object, must_be_view_of
from vobjects.codec.decoder import Decoder
from vobjects.codec.encoders import Encoders
from vobjects.codec.fast_decoder import FastDecoder
from vobjects.codec.message import WIRE_VERSION, must_fit, pack, unpack
from vobjects.codec.unknown_fields import unknown_fields
from vobjects.declare.node import NotFastError
from vobjects.declare.object import VersionedObject, emulate, wrong_child
from vobjects.errors import AbsentClassError
from vobjects.generate.envelope import Adopted, Compact, Form, Primitive
from vobjects.loss import LossReport
from vobjects.plan.class_graph import ClassGraph
from vobjects.plan.lineage import Schema
from vobjects.release.base_class import base_class
from vobjects.types.base import FieldType
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects.codec.fast_encoder import FastEncoder
    from vobjects.codec.values import Values
    from vobjects.release.registry import Registry

V = TypeVar("V", bound=VersionedObject)


class View(Mapping[str, type[VersionedObject]]):
    """The classes of one release: each has the fields of then, and no other.

    A service of a release works with its view alone. ``view["Instance"]`` and
    ``view[Instance]`` are the class of that release; the second form keeps the static type.
    """

    def __init__(
        self,
        registry: Registry,
        versions: Mapping[str, Version],
        label: str,
        classes: dict[str, type[VersionedObject]],
    ) -> None:
        """Made by :meth:`Registry.at`, which says what ``label`` is."""
        self.limits = registry.limits
        self.registry, self.versions, self.label = registry, dict(versions), label
        self._classes, self._project = classes, registry.project
        self._unchecked = min(self.limits.bytes, self.limits.items)
        self._primitive = Primitive(registry.project, registry.envelope)
        self._compact, self._adopted = Compact(), Adopted()
        forms: tuple[Form, ...] = (self._compact, self._primitive, self._adopted)
        self._decoders = {form: Decoder(self, form) for form in forms}
        self._sharers: dict[int, weakref.ref[View]] = {}
        self.forget()
        for owner in {cls.VIEW for cls in classes.values()} - {self}:
            owner._share_with(self)

    @overload
    def __getitem__(self, key: str) -> type[VersionedObject]: ...
    @overload
    def __getitem__(self, key: type[V]) -> type[V]: ...
    def __getitem__(self, key: str | type[V]) -> type[VersionedObject]:
        """The class of this release, by its name or by its declared class.

        It is the declared class itself where that is at its newest version here, and so are all
        that can stand in it.

        Raises:
            AbsentClassError: this release does not have the class; it is a KeyError.
        """
        name: Any = key if isinstance(key, str) else _name(key)
        found = self._classes.get(name)
        if found is None and name in self.versions:
            declared = self.registry.declared(name, self.versions[name])
            found = emulate(declared, self.schema(name), self)
            found = self._classes.setdefault(name, found)
        if found is None:
            raise self._absent(name)
        return found

    def _absent(self, name: object) -> AbsentClassError:
        when = (
            self.registry.absences.get(self.label, {}).get(name, "")
            if isinstance(name, str)
            else ""
        )
        return absent_class(self.label or self._project, name, self.versions, when)

    def put_class(self, cls: type[VersionedObject]) -> None:
        """Hand out a class that is installed for this view."""
        self._classes[cls.obj_name()] = cls

    def __iter__(self) -> Iterator[str]:
        return iter(self.versions)

    def __len__(self) -> int:
        return len(self.versions)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self.versions

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __repr__(self) -> str:
        return f"<View {self.label or 'unnamed'} of {self.registry.project}: {len(self)} classes>"

    @functools.cached_property
    def base_class(self) -> type[VersionedObject]:
        """The class for ``OBJ_BASE_CLASS`` of a serializer of o.vo: it reads as this view does.

        A class of the view is not enough: one that is at its newest version is the declared class,
        which reads as the newest release does.
        """
        return base_class(self)

    @property
    def manifest(self) -> dict[str, str]:
        """The version of every class, as text."""
        return {name: str(version) for name, version in sorted(self.versions.items())}

    def schema(self, name: str) -> Schema:
        """The fields of a class in this release.

        Raises:
            AbsentClassError: this release does not have the class; it is a KeyError.
        """
        if name not in self:
            raise self._absent(name)
        return self.registry.lineage(name).schemas[self.versions[name]]

    def has(self, name: str, field: str | None = None) -> bool:
        """Whether this release has a class, and a field in it if one is named."""
        if name not in self or field is None:
            return name in self
        return isinstance(field, str) and field in self.schema(name).fields

    def reachable(self, name: str) -> frozenset[str]:
        """The class and all classes that stand in it, at any depth."""
        return frozenset(self.graph.reachable([self.schema(name).name]))

    def depth(self, name: str) -> float:
        """How many objects stand in each other at most; infinite where classes hold themselves."""
        return self.graph.depth(self.schema(name).name)

    def types(self, name: str) -> tuple[str, ...]:
        """The classes that the fields of a class name: its objects hold them or subclasses."""
        return self.graph.types(self.schema(name).name)

    def kinds(self, name: str) -> tuple[str, ...]:
        """The class and its subclasses, whose objects may stand where the class is named."""
        return self.graph.kinds[self.schema(name).name]

    def contents(self, name: str, number: str) -> tuple[Version, ...]:
        """What a number on the wire can stand for here, newest first: its own release's or older.

        Those of a line that left the history before it are among them.
        """
        lineage, own = self.registry.lineage(name), self.versions[name]
        found = lineage.contents(number)
        return tuple(v for v in found if v == own or not lineage.precedes(own, v))

    def _share_with(self, view: View) -> None:
        """Note a view that hands out classes of this one: what changes here changes there."""
        key, sharers = id(view), self._sharers
        sharers[key] = weakref.ref(view, lambda _: sharers.pop(key, None))

    def forget(self) -> None:
        """Make encoders and decoders anew: a class was added."""
        for sharer in tuple(self._sharers.values()):
            view = sharer()
            if view is not None:
                view.forget()
        self.graph = ClassGraph(self)
        self._fast = FastDecoder(self)
        self._encoders = Encoders(self)
        self._own = self._encoders.of(self, self._compact)

    def is_kind(self, name: str, expected: str) -> bool:
        """Whether a class is another, or a subclass of it."""
        if name == expected:
            return True
        return {name, expected} <= self.versions.keys() and issubclass(
            self.registry.declared(name), self.registry.declared(expected)
        )

    def owns(self, cls: type[VersionedObject]) -> bool:
        """Whether objects of a class are objects of this view."""
        if cls.VIEW is self:
            return True
        own = self._classes.get(cls._wire_name)
        return own is not None and own.VIEW is cls.VIEW

    def judge(self, value: Any, path: Path, name: str) -> Any:
        """The value, if it is an object of this view and of the class ``name``."""
        good = isinstance(value, VersionedObject) and self.owns(type(value))
        if not good or not (value._wire_name == name or self.is_kind(value._wire_name, name)):
            raise wrong_child(value, render(path), f"{name} of {self.label or 'this view'}")
        return value

    def encode(
        self, obj: VersionedObject, at: View | None = None, report: LossReport | None = None
    ) -> bytes:
        """The object as one MessagePack message that ``at`` reads; the object stays as it is.

        Raises:
            IncompleteObjectError: a field is unset that may not be absent; nothing is encoded.
            BackportRefusedError: ``at`` cannot hold a value; nothing is encoded.
        """
        encoder = self._own if at is None else self._encoders.of(at, self._compact)
        try:
            message = encoder.fast[type(obj)]((WIRE_VERSION, self._project, obj))
        except NotFastError:
            with collecting(report) as losses:
                message = pack(self.registry.project, encoder.dump(obj, losses))
                must_fit(message, self.limits)
        if len(message) > self._unchecked:
            must_fit(message, self.limits)
        return message

    def decode(
        self, message: bytes, report: LossReport | None = None, sender: View | None = None
    ) -> VersionedObject:
        """The object in a message of this or any older release, as the class of this view.

        Where the number of a version stood for two contents, ``sender`` says which one it is;
        without it, it is the newest that the data fit.

        Raises:
            DecodeError: the message is none that this view reads.
        """
        found = self._fast.decode(message) if sender is None else None
        if found is None:
            self._must_know(sender)
            node = unpack(self.registry.project, message, self.limits)
            with collecting(report) as losses:
                return self._decoders[self._compact].load(node, losses, sender)
        return found

    def _must_know(self, sender: View | None) -> None:
        if sender is not None:
            must_be_view_of(self.registry, sender, "sender")

    def to_primitive(
        self, obj: VersionedObject, at: View | None = None, report: LossReport | None = None
    ) -> dict[str, Any]:
        """The object as the dict of oslo.versionedobjects that ``at`` reads.

        Raises:
            IncompleteObjectError: a field is unset that may not be absent.
            BackportRefusedError: ``at`` cannot hold a value.
        """
        encoder = self._encoders.of(self if at is None else at, self._primitive)
        with collecting(report) as losses:
            node: dict[str, Any] = encoder.dump(obj, losses)
        return node

    def from_primitive(
        self, primitive: Any, report: LossReport | None = None, sender: View | None = None
    ) -> VersionedObject:
        """The object in a dict of oslo.versionedobjects; ``sender`` as in :meth:`decode`.

        Raises:
            DecodeError: the dict is none that this view reads.
        """
        self._must_know(sender)
        with collecting(report) as losses:
            return self._decoders[self._primitive].load(primitive, losses, sender)

    def dump_value(
        self, type_: FieldType, value: Any, at: View, form: str, path: Path, report: LossReport
    ) -> Any:
        """A value that may hold objects as ``at`` reads it; ``form`` is compact or primitive."""
        with collecting(report) as losses:
            return self._encoders.of(at, self._form(form)).dump_value(type_, value, path, losses)

    def load_value(
        self,
        type_: FieldType,
        raw: Any,
        form: str,
        path: Path,
        report: LossReport,
        sender: View | None = None,
    ) -> Any:
        """A value that may hold objects, back from its dumped form; ``sender`` as in `decode`."""
        with collecting(report) as losses:
            return self._decoders[self._form(form)].load_value(type_, raw, path, losses, sender)

    def fast_encoder(self, at: View) -> FastEncoder:
        """What writes objects as ``at`` reads them, as far as msgspec can."""
        return self._encoders.of(at, self._compact).fast

    def read_values(
        self, values: Values, message: bytes, written: View | None
    ) -> dict[str, Any] | None:
        """The values in a message, or None where only their types can tell."""
        return self._fast.values(values, message, self if written is None else written)

    def unknown_fields(self, raw: Any, form: str, path: Path) -> list[str]:
        """The fields in a dumped value that this view does not know, by path."""
        return unknown_fields(self, self._form(form), raw, path)

    def adopt(self, obj: V, report: LossReport | None = None) -> V:
        """The object as this view has it: converted down or up, a twin that shares nothing.

        It may be incomplete, for it goes nowhere.

        Raises:
            BackportRefusedError: this view cannot hold a value.
        """
        must_be_object(obj)
        source = obj.VIEW
        with collecting(report) as losses:
            node = source._encoders.of(self, source._adopted).dump(obj, losses, travels=False)
            twin: V = self._decoders[self._adopted].load(node, losses, source)  # type: ignore[assignment]
        return twin

    def _form(self, label: str) -> Form:
        return self._primitive if label == self._primitive.label else self._compact


def _name(key: Any) -> object:
    """The name of a declared class; anything else is no name of a class."""
    named = isinstance(key, type) and issubclass(key, VersionedObject)
    return key.obj_name() if named else shown(key)
