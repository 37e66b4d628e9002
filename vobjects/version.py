"""Versions of objects and interfaces: ``"1.10"`` is newer than ``"1.9"``.

One number may have stood for two contents in two releases. The older content then has a name of its
own, such as ``"1.3-spring"``; on the wire it is ``"1.3"``, as that release writes it.
"""

from __future__ import annotations

import functools
import re
from typing import Any, Final, NamedTuple

from vobjects._repr import shown
from vobjects.errors import DeclarationError

_LONGEST: Final = 52
"""Characters of a version: a longer text is none, and is not kept with those that are."""
_FORM: Final = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(?:-([a-z][a-z0-9]{0,31}))?")


class Version(NamedTuple):
    """A major and a minor number, ordered as numbers and never as text.

    A content with a name is older than the one that has the number alone. Among names, and among
    lines of a class, the history says which is older: see :class:`vobjects._plan.lineage.Lineage`.
    """

    major: int
    minor: int
    newest: bool = True
    """Whether the number alone means this content."""
    content: str = ""

    @classmethod
    def parse(cls, text: Any) -> Version:
        """Read ``"major.minor"``.

        Raises:
            DeclarationError: it is not two numbers, of nine digits at most, with a dot between.
        """
        found = _read(text)
        if found is None or not found.newest:
            raise _malformed(text, "two numbers with a dot, such as '1.10'")
        return found

    @classmethod
    def named(cls, text: Any) -> Version:
        """Read ``"major.minor"``, or ``"major.minor-name"`` for an older content of the number.

        Raises:
            DeclarationError: it is neither.
        """
        found = _read(text)
        if found is None:
            raise _malformed(text, "two numbers with a dot, such as '1.10', or '1.3-spring'")
        return found

    @property
    def number(self) -> str:
        """The version as it stands on the wire."""
        return f"{self.major}.{self.minor}"

    def __str__(self) -> str:
        return self.number if self.newest else f"{self.number}-{self.content}"

    def accepts(self, other: Version) -> bool:
        """Whether one who knows this version reads ``other``: same major, minor not newer."""
        return self.major == other.major and other.minor <= self.minor


def is_version(text: Any) -> bool:
    """Whether a text is a version as it stands on the wire: there are few of one class."""
    found = _read(text)
    return found is not None and found.newest


def _read(text: Any) -> Version | None:
    return _parse(text) if isinstance(text, str) and len(text) <= _LONGEST else None


@functools.lru_cache(maxsize=4096)  # bounded, for peers send versions
def _parse(text: str) -> Version | None:
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    return Version(int(found[1]), int(found[2]), found[3] is None, found[3] or "")


def _malformed(text: Any, expected: str) -> DeclarationError:
    return DeclarationError(
        where="version",
        found=shown(text),
        expected=expected,
        remedy="write the version as a string of major.minor, in quotes: the number 1.10 is 1.1"
        if isinstance(text, int | float)
        else "write the version as a string of major.minor",
    )
