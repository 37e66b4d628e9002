"""Values by name, each of its type, such as the arguments of a call: to bytes and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vobjects._codec.arguments import collecting
from vobjects._codec.message import must_fit, pack, unpack
from vobjects._declare.node import NotFastError
from vobjects._paths import ROOT, Path
from vobjects._repr import outline
from vobjects._types.base import FieldType
from vobjects.errors import DecodeError
from vobjects.loss import LossReport

if TYPE_CHECKING:
    from vobjects._codec.codec import Codec


class Values:
    """Dicts of values whose objects belong to one view; any of the names may be left out."""

    def __init__(self, view: Codec, types: Mapping[str, FieldType]) -> None:
        self._view = view
        self.types = dict(sorted(types.items()))

    def encode(self, values: Mapping[str, Any], at: Codec, report: LossReport) -> bytes:
        """The values as one MessagePack message ``[1, project, {name: value}]`` that ``at`` reads.

        Raises:
            IncompleteObjectError: an object lacks a field that may not be absent.
            BackportRefusedError: ``at`` cannot hold a value; nothing is encoded.
            FieldValueError: the message would be larger than any receiver takes.
        """
        try:
            encoder = self._view.fast_encoder(at)
            message = encoder.of_values(self)(values)
        except NotFastError:
            with collecting(report) as losses:
                message = pack(
                    self._view.registry.project, self.dump(values, at, "compact", losses)
                )
                must_fit(message, self._view.limits)
            return message
        must_fit(message, self._view.limits)
        return message

    def dump(
        self, values: Mapping[str, Any], at: Codec, form: str, report: LossReport
    ) -> dict[str, Any]:
        """The values as ``at`` reads them; ``form`` is compact or primitive.

        Raises:
            BackportRefusedError: ``at`` cannot hold a value.
        """
        dump = self._view.dump_value
        with collecting(report) as losses:
            return {
                name: dump(self.types[name], value, at, form, path_of(name), losses)
                for name, value in sorted(values.items())
            }

    def read(self, message: bytes, written: Codec | None = None) -> dict[str, Any] | None:
        """The values in a message, or None where only :meth:`raw` and the types can tell.

        Args:
            message: what :meth:`encode` wrote.
            written: the view at whose versions its objects stand, as far as that is known; nothing
                but speed depends on it.
        """
        return self._view.read_values(self, message, written)

    def raw(self, message: bytes) -> dict[str, Any]:
        """The values in a message, in their dumped form, whatever their names and types.

        Raises:
            DecodeError: it is no message of this project with values by name.
        """
        values = unpack(self._view.registry.project, message, self._view.limits)
        if not isinstance(values, dict) or set(map(type, values)) - {str}:
            raise DecodeError(path="$", expected="values by name", found=outline(values))
        return values


def path_of(name: str) -> Path:
    """Where a value stands, for errors and reports."""
    return (ROOT, f".{name}")
