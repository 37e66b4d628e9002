"""The reply of one peer of ours to another: a code, and a result or the facts of an error."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, Self

from rpc._declare.json_values import plain
from rpc._declare.peer_text import LONGEST, is_shallow, supported
from rpc.codes import Code
from vobjects import DecodeError, LossEntry
from vobjects._repr import one_line, outline

KEY: Final = "pinrail_reply"
_LONGEST: Final = 65_536
"""Characters of the text of an error."""
_MOST: Final = 10_000
"""Losses of one result."""


@dataclasses.dataclass(frozen=True)
class Reply:
    """What a server answers to a peer that has introduced itself."""

    code: Code
    receiver: str
    """Name and release of the server that answers."""
    result: Any = None
    """The body of the result."""
    name: str = ""
    """The kind of error, for readers and for comparison; never imported."""
    detail: str = ""
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """The details of an error, or what the server announces."""
    losses: tuple[LossEntry, ...] = ()
    """What the result left behind on its way to the release of the caller."""
    supports: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """The release of the server and the versions of its interfaces."""

    def to_dict(self) -> dict[str, Any]:
        """The reply as oslo.messaging carries it."""
        parts = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        losses = [loss.as_dict() for loss in self.losses]
        return {KEY: {**parts, "facts": plain(self.facts), "losses": losses}}

    @classmethod
    def is_one(cls, raw: Any) -> bool:
        """Whether a result of oslo.messaging is a reply of a peer of ours."""
        return isinstance(raw, dict) and set(raw) == {KEY}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Self:
        """The reply back; parts that only newer peers know are left out.

        Raises:
            DecodeError: a part is missing or of a wrong type.
        """
        try:
            parts = {name: raw[KEY][name] for name in _NAMES & set(raw[KEY])}
            code, losses = Code(parts["code"]), _losses(parts.get("losses", []))
            reply = cls(**{**parts, "code": code, "losses": losses})
        except (TypeError, ValueError, KeyError) as error:
            raise DecodeError(path="$", expected="a reply", found=outline(raw)) from error
        texts = {type(text) for text in (reply.receiver, reply.name, reply.detail)}
        maps = {type(reply.facts), type(reply.supports)}
        if texts != {str} or maps != {dict} or not is_shallow(reply.facts):
            raise DecodeError(path="$", expected="a reply", found=outline(raw))
        detail = reply.detail[:_LONGEST].encode(errors="backslashreplace").decode()
        return dataclasses.replace(
            reply,
            receiver=one_line(reply.receiver, LONGEST),
            name=one_line(reply.name, LONGEST),
            detail=detail if code is Code.FAILED else one_line(detail, _LONGEST),
            supports=supported(reply.supports),
        )


_NAMES: Final = frozenset(field.name for field in dataclasses.fields(Reply))


def _losses(raw: list[dict[str, Any]]) -> tuple[LossEntry, ...]:
    losses = tuple(LossEntry(**loss) for loss in raw[:_MOST])
    if not all(type(text) is str for loss in losses for text in loss.as_dict().values()):
        raise TypeError("a loss is told in text")
    return tuple(
        LossEntry(**{name: one_line(text, 4 * LONGEST) for name, text in loss.as_dict().items()})
        for loss in losses
    )
