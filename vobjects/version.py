"""Versions of objects and interfaces: ``"1.10"`` is newer than ``"1.9"``."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from vobjects.errors import DeclarationError
from vobjects.shown import shown

_FORM = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


class Version(NamedTuple):
    """A major and a minor number, ordered as numbers and never as text."""

    major: int
    minor: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read ``"major.minor"``.

        Raises:
            DeclarationError: it is not two numbers, of nine digits at most, with a dot between.
        """
        return _parse(text)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    def accepts(self, other: Version) -> bool:
        """Whether one who knows this version reads ``other``: same major, minor not newer."""
        return self.major == other.major and other.minor <= self.minor


@functools.lru_cache(maxsize=4096)  # bounded, for peers send versions
def _parse(text: str) -> Version:
    found = _FORM.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise DeclarationError(
            where="version",
            found=shown(text),
            expected="two numbers with a dot, such as '1.10'",
            remedy="write the version as a string of major.minor",
        )
    return Version(int(found[1]), int(found[2]))
