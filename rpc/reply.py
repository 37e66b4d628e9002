"""The reply of one peer of ours to another: a code, and a result or the facts of an error."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, Self

from rpc.codes import Code
from vobjects import DecodeError

KEY: Final = "pinrail_reply"


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

    def to_dict(self) -> dict[str, Any]:
        """The reply as oslo.messaging carries it."""
        return {KEY: dataclasses.asdict(self)}

    @classmethod
    def is_one(cls, raw: Any) -> bool:
        """Whether a result of oslo.messaging is a reply of a peer of ours."""
        return isinstance(raw, dict) and set(raw) == {KEY}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Self:
        """The reply back.

        Raises:
            DecodeError: a part is missing or of a wrong type.
        """
        parts = raw[KEY]
        try:
            reply = cls(**{**parts, "code": Code(parts["code"])})
        except (TypeError, ValueError, KeyError) as error:
            raise DecodeError(path="$", expected="a reply", found=repr(raw)[:120]) from error
        texts = (reply.receiver, reply.name, reply.detail)
        if not all(isinstance(t, str) for t in texts) or not isinstance(reply.facts, dict):
            raise DecodeError(path="$", expected="a reply", found=repr(raw)[:120])
        return reply
