"""The encoders of one view: for each view that reads what it writes, while that view lives."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from vobjects._codec.arguments import must_be_view_of
from vobjects._codec.encoder import Encoder
from vobjects._generate.envelope import Form

if TYPE_CHECKING:
    from vobjects._codec.codec import Codec

_Key = tuple[int, Form]


class Encoders:
    """Makes an encoder when it is first needed, and drops it with the view that it writes for."""

    def __init__(self, source: Codec) -> None:
        self._source = source
        self._made: dict[_Key, tuple[weakref.ref[Codec], Encoder]] = {}

    def __len__(self) -> int:
        return len(self._made)

    def of(self, target: Codec, form: Form) -> Encoder:
        """What writes objects of the view as ``target`` reads them.

        Raises:
            DeclarationError: the target is no view of the same registry.
        """
        made = self._made.get((id(target), form))  # an id is that of a view which lives
        return self._make(target, form) if made is None else made[1]

    def _make(self, target: Codec, form: Form) -> Encoder:
        source, made, key = self._source, self._made, (id(target), form)
        must_be_view_of(source.registry, target, f"a conversion from {source!r}")
        encoder = Encoder(source, target, form)
        made[key] = (weakref.ref(target, lambda _: made.pop(key, None)), encoder)
        return encoder
