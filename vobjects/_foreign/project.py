"""The existing classes of one project: their objects to bytes and back, for any receiver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import msgspec
from oslo_versionedobjects import base

from vobjects._codec.message import WIRE_VERSION, must_fit, unpack
from vobjects._foreign.backport import At, newer_objects, primitive_of
from vobjects._foreign.call import Call
from vobjects._foreign.culprit import Culprits
from vobjects._foreign.hooks import PARTS, Class, is_own
from vobjects._foreign.plan import class_plan
from vobjects._foreign.reading import Readers
from vobjects._foreign.report import FallbackReport, Newer, Unset
from vobjects._foreign.unset import MayBeAbsent, UnsetFields, must_be_list, must_name_fields
from vobjects._foreign.wire import Wire
from vobjects._foreign.writing import Writers
from vobjects._generate.envelope import Compact, Primitive
from vobjects._repr import shown
from vobjects.errors import DecodeError, FieldValueError
from vobjects.limits import Limits

_write: Final = msgspec.msgpack.Encoder(order="deterministic").encode


class ForeignClasses:
    """Classes of oslo.versionedobjects as they are: what they write and read is what o.vo does.

    A receiver is given as its manifest, the version of each class by name, or as the version that
    it has of the object's class alone.
    """

    def __init__(
        self,
        base_class: Class,
        limits: Limits | None = None,
        may_be_absent: MayBeAbsent | None = None,
    ) -> None:
        """All classes of the project derive from ``base_class``.

        Args:
            base_class: such as ``ShopObject``.
            limits: the bounds of messages.
            may_be_absent: by the name of a class, the fields that are no loss when they are unset,
                such as those that its readers load themselves.

        Raises:
            DeclarationError: a class has no field of a name in ``may_be_absent``.
        """
        self.base, self.limits = base_class, limits or Limits()
        self._short = min(self.limits.bytes, self.limits.items)  # an item has a byte at least
        self.project: str = base_class.OBJ_PROJECT_NAMESPACE
        wire_type = tuple[Literal[WIRE_VERSION], Literal[self.project], list[Any]]  # type: ignore[valid-type,name-defined]
        self._read = msgspec.msgpack.Decoder(wire_type).decode
        keys = {part: base_class._obj_primitive_key(part) for part in PARTS}
        wire = self._wire = Wire(self.project, keys, self.limits.depth)
        primitive = Primitive(self.project, base_class.OBJ_SERIAL_NAMESPACE)
        self._nodes = Writers(wire, Compact())
        self._primitives = Writers(wire, primitive)
        self._sorted = Writers(wire, primitive, "sorted_tuple")
        self._node_of = Readers(wire, compact=True).finder(base_class)
        self._object_of = Readers(wire, compact=False).finder(base_class)
        self._reads = not is_own(base_class, "obj_from_primitive")
        self._culprits = Culprits(wire, base_class)
        absent = {} if may_be_absent is None else may_be_absent
        must_name_fields(self.classes, absent)
        self._unset = UnsetFields(wire, absent)

    def __repr__(self) -> str:
        return f"<ForeignClasses of {self.project}: {len(self.classes)} classes>"

    @property
    def classes(self) -> list[Class]:
        """The registered classes of the project, each in all of its versions."""
        registered = base.VersionedObjectRegistry.obj_classes().values()
        return [cls for found in registered for cls in found if issubclass(cls, self.base)]

    @property
    def manifest(self) -> dict[str, str]:
        """The newest version of every class, for those who send objects here."""
        found: dict[str, str] = {}
        for cls in self.classes:
            found.setdefault(cls.obj_name(), cls.VERSION)
        return dict(sorted(found.items()))

    def fallbacks(self) -> FallbackReport:
        """What classes and fields do in their own way, and so is left to them."""
        plans = (class_plan(cls, self._wire) for cls in self.classes)
        return FallbackReport(entry for plan in plans for entry in plan.fallbacks())

    def to_primitive(
        self,
        obj: base.VersionedObject,
        at: At | None = None,
        newer: list[Newer] | None = None,
        unset: list[Unset] | None = None,
    ) -> Any:
        """What ``obj_to_primitive`` gives for a receiver; the object stays as it is.

        ``newer`` gets the objects that the hooks left newer than the manifest of the receiver,
        ``unset`` the fields that are unset and may not be absent, 100 at most.

        Raises:
            BackportRefusedError: the manifest does not name the class of the object.
            FieldValueError: it exceeds the limits because one object is at many of its places.
            Exception: whatever the classes themselves raise.
        """
        must_be_list(unset)
        primitive = self._primitive(obj, at, self._primitives, newer)
        self._report(obj, unset)
        return primitive

    def from_primitive(self, primitive: Any, context: Any = None) -> Any:
        """What ``obj_from_primitive`` of the base class gives.

        Raises:
            Exception: whatever the classes themselves raise.
        """
        if self._reads:
            try:
                return self._object_of(primitive, None, False, context, -1)
            except Exception:  # the base class meets it again and says it in its own words
                pass
        return self.base.obj_from_primitive(primitive, context)

    def encode(
        self,
        obj: base.VersionedObject,
        at: At | None = None,
        newer: list[Newer] | None = None,
        unset: list[Unset] | None = None,
    ) -> bytes:
        """The object as one MessagePack message for a receiver; the object stays as it is.

        ``newer`` gets the objects that the hooks left newer than the manifest of the receiver,
        ``unset`` the fields that are unset and may not be absent, 100 at most.

        Raises:
            BackportRefusedError: the manifest does not name the class of the object.
            FieldValueError: a value that JSON or MessagePack cannot carry, or a message too long.
            Exception: whatever the classes themselves raise.
        """
        must_be_list(unset)
        message = self._encoded(obj, at, newer)
        self._report(obj, unset)
        return message

    def _encoded(
        self, obj: base.VersionedObject, at: At | None, newer: list[Newer] | None
    ) -> bytes:
        if at is None:
            try:
                node = self._nodes.write(obj, Call(obj, self.limits, self.limits.depth))
                if type(node) is list:  # what is of another project is written as a dict
                    return self._message(node)
            except Exception:  # the long way says what is wrong and where
                pass
        primitive = self._primitive(obj, at, self._sorted, newer)
        if not self._wire.is_envelope(primitive):
            raise FieldValueError(
                path="$", expected=f"an object of {self.project}", found=shown(obj)
            )
        return self._message(self._wire.compacted(primitive))

    def decode(self, message: bytes, context: Any = None) -> Any:
        """The object in a message, as ``obj_from_primitive`` makes it of the primitive.

        Raises:
            DecodeError: the message is none that these classes read.
        """
        if self._reads and type(message) is bytes and len(message) <= self._short:
            try:
                node = self._read(message)[2]
                return self._node_of(node, None, False, context, self.limits.depth)
            except Exception:  # what is wrong is found by reading once more
                pass
        node = unpack(self.project, message, self.limits)
        self._wire.parts(node)
        try:
            return self.base.obj_from_primitive(self._wire.expanded(node), context)
        except DecodeError:
            raise
        except Exception as error:
            raise self._culprits.error(node, error) from error

    def _primitive(
        self, obj: base.VersionedObject, at: At | None, writers: Writers, newer: list[Newer] | None
    ) -> Any:
        if not isinstance(obj, base.VersionedObject):
            expected = f"an object of {self.project}"
            raise FieldValueError(path="$", expected=expected, found=shown(obj))
        primitive = primitive_of(obj, at, writers, self.limits)
        if newer is not None and isinstance(at, Mapping):
            newer.extend(newer_objects(self._wire, primitive, at))
        return primitive

    def _report(self, obj: base.VersionedObject, unset: list[Unset] | None) -> None:
        """Add the unset fields of an object that was written; it costs nothing without a list."""
        if unset is not None:
            unset.extend(self._unset.of(obj))

    def _message(self, node: Any) -> bytes:
        message = _write([WIRE_VERSION, self.project, node])
        must_fit(message, self.limits)
        return message
