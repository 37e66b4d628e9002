"""Who asks: the values that an application sends along, and the peer that sent them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, Self

from rpc._declare.json_values import is_plain
from rpc._declare.peer_text import LONGEST, is_short, short_texts
from vobjects import FieldValueError
from vobjects._repr import brief, shown, type_of_secret

KEY: Final = "pinrail"
"""The key in the context of oslo.messaging under which a peer introduces itself."""

_TAKEN: Final = frozenset({KEY, "client_timeout"})
"""Keys of a context that Pinrail and oslo.messaging use themselves."""


@dataclasses.dataclass(frozen=True)
class Introduction:
    """What a sender says of itself with every message.

    Nobody verifies it: whoever can write to the broker can say anything here. It is for logs and
    for the form of the answer, and never for what a sender may do.
    """

    name: str
    release: str
    reply: str
    """The release in whose form the sender wants the result: never newer than the receiver."""
    trace: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What carries the trace of the sender on, if it has one."""

    def to_dict(self) -> dict[str, Any]:
        """The introduction as it travels; without a trace there is no word of one."""
        said: dict[str, Any] = {"name": self.name, "release": self.release, "reply": self.reply}
        return {**said, "trace": dict(self.trace)} if self.trace else said

    @classmethod
    def read(cls, raw: Any) -> Self | None:
        """The introduction in a context, or None if the sender is no peer of ours.

        Raises:
            FieldValueError: a text of it is none that can be shown.
        """
        if not isinstance(raw, dict):
            return None
        name, release, reply = said = raw.get("name"), raw.get("release"), raw.get("reply")
        if not (type(name) is type(release) is type(reply) is str):
            return None
        if not all(map(is_short, said)):
            raise FieldValueError(
                path=f"context.{KEY}",
                expected=f"texts of at most {LONGEST} characters that can be printed",
                found=shown(said),
            )
        return cls(name, release, reply, short_texts(raw.get("trace")))


@dataclasses.dataclass(frozen=True)
class Context:
    """The first argument of every method."""

    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Whatever the application sends along, as far as JSON carries it."""
    sender: Introduction | None = None
    """Who says that it called, and at which release, which is not verified; None for a client
    without Pinrail, and in a context that an application makes itself."""

    def __repr__(self) -> str:
        """The keys alone: what is under them may be a token of a user."""
        return f"<{type(self).__name__} with {', '.join(map(brief, self.values)) or 'no values'}>"

    def to_dict(self, introduction: Introduction) -> dict[str, Any]:
        """The context as oslo.messaging carries it.

        Raises:
            FieldValueError: a value would not arrive as it is, or its key is taken.
        """
        for key, value in self.values.items():
            if type(key) is not str or key in _TAKEN or not is_plain(value):
                raise FieldValueError(
                    path=f"context.values[{shown(key)}]",
                    expected=f"what JSON carries unchanged, under a key not in {sorted(_TAKEN)}",
                    found=type_of_secret(value),
                )
        return {**self.values, KEY: introduction.to_dict()}

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Self:
        """The context back from what oslo.messaging carried.

        Raises:
            FieldValueError: the sender introduces itself in text that cannot be shown.
        """
        values = {key: value for key, value in raw.items() if key not in _TAKEN}
        return cls(values, Introduction.read(raw.get(KEY)))
