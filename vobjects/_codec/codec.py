"""Objects of one release to bytes and back, and to the releases before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from vobjects._codec.arguments import collecting, must_be_object, must_be_view_of
from vobjects._codec.decoder import Decoder
from vobjects._codec.encoders import Encoders
from vobjects._codec.fast_decoder import FastDecoder
from vobjects._codec.message import WIRE_VERSION, must_fit, pack, unpack
from vobjects._codec.unknown_fields import unknown_fields
from vobjects._declare.node import NotFastError
from vobjects._declare.object import VersionedObject
from vobjects._generate.envelope import Adopted, Compact, Form, Primitive
from vobjects._paths import Path
from vobjects._plan.release import Lineages, Release
from vobjects._types.base import FieldType
from vobjects.loss import LossReport
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._codec.fast_encoder import FastEncoder
    from vobjects._codec.values import Values

V = TypeVar("V", bound=VersionedObject)


class Codec(Release):
    """What writes and reads the objects of a release."""

    def __init__(self, registry: Lineages, versions: Mapping[str, Version], label: str) -> None:
        super().__init__(registry, versions, label)
        self._project = registry.project
        self._unchecked = min(self.limits.bytes, self.limits.items)
        self._primitive = Primitive(registry.project, registry.envelope)
        self._compact, self._adopted = Compact(), Adopted()
        forms: tuple[Form, ...] = (self._compact, self._primitive, self._adopted)
        self._decoders = {form: Decoder(self, form) for form in forms}
        self.forget()

    def forget(self) -> None:
        """Make encoders and decoders anew: a class was added."""
        super().forget()
        self._fast = FastDecoder(self)
        self._encoders = Encoders(self)
        self._own = self._encoders.of(self, self._compact)

    def encode(
        self, obj: VersionedObject, at: Codec | None = None, report: LossReport | None = None
    ) -> bytes:
        """The object as one MessagePack message that ``at`` reads; the object stays as it is.

        Raises:
            IncompleteObjectError: a field is unset that may not be absent; nothing is encoded.
            BackportRefusedError: ``at`` cannot hold a value; nothing is encoded.
        """
        encoder = self._own if at is None else self._encoders.of(at, self._compact)
        try:
            message = encoder.fast[type(obj)]((WIRE_VERSION, self._project, obj))
        except (NotFastError, RecursionError):
            with collecting(report) as losses:
                message = pack(self.registry.project, encoder.dump(obj, losses))
                must_fit(message, self.limits)
        if len(message) > self._unchecked:
            must_fit(message, self.limits)
        return message

    def decode(
        self, message: bytes, report: LossReport | None = None, sender: Codec | None = None
    ) -> VersionedObject:
        """The object in a message of this or any older release, as the class of this view.

        Where the number of a version stood for two contents, ``sender`` says which one it is;
        without it, it is the newest that the data fit. It also says which fields a sender did not
        know that wrote in the version of this view, as one that is newer or of another line does.

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

    def _must_know(self, sender: Codec | None) -> None:
        if sender is not None:
            must_be_view_of(self.registry, sender, "sender")

    def to_primitive(
        self, obj: VersionedObject, at: Codec | None = None, report: LossReport | None = None
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
        self, primitive: Any, report: LossReport | None = None, sender: Codec | None = None
    ) -> VersionedObject:
        """The object in a dict of oslo.versionedobjects; ``sender`` as in :meth:`decode`.

        Raises:
            DecodeError: the dict is none that this view reads.
        """
        self._must_know(sender)
        with collecting(report) as losses:
            return self._decoders[self._primitive].load(primitive, losses, sender)

    def dump_value(
        self, type_: FieldType, value: Any, at: Codec, form: str, path: Path, report: LossReport
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
        sender: Codec | None = None,
    ) -> Any:
        """A value that may hold objects, back from its dumped form; ``sender`` as in `decode`."""
        with collecting(report) as losses:
            return self._decoders[self._form(form)].load_value(type_, raw, path, losses, sender)

    def fast_encoder(self, at: Codec) -> FastEncoder:
        """What writes objects as ``at`` reads them, as far as msgspec can."""
        return self._encoders.of(at, self._compact).fast

    def read_values(
        self, values: Values, message: bytes, written: Codec | None
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
