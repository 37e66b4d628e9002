"""Pins that name nothing known, with the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from vobjects import DeclarationError
from vobjects._names import nearest


class MisPinError(DeclarationError):
    """A pin that cannot be meant, found when it is read and not when something is sent.

    ``nearest`` is the valid name that is most like the one found, or the empty string.
    """

    def __init__(
        self, *, where: str, found: str, expected: str, remedy: str, nearest: str = ""
    ) -> None:
        self.nearest = nearest
        hint = f"did you mean {nearest!r}? {remedy}" if nearest else remedy
        super().__init__(where=where, found=found, expected=expected, remedy=hint)


def unknown_name(where: object, name: str, valid: Iterable[str], remedy: str) -> MisPinError:
    """The error for a name that is none of the valid ones."""
    names = list(valid)
    return MisPinError(
        where=str(where),
        found=repr(name),
        expected=f"one of {', '.join(names) or 'no name at all'}",
        remedy=remedy,
        nearest=nearest(name, names),
    )
