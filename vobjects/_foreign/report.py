"""What is left to oslo.versionedobjects, what a backport left too new, and what is unset."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable


@dataclasses.dataclass(frozen=True, order=True)
class Fallback:
    """One part of a class, or one field of it, that the class does in its own way.

    ``part`` is ``writing``, ``reading``, ``changes``, ``children`` or ``envelope`` for a class, and
    ``values`` for a field; ``why`` names the member that is not o.vo's.
    """

    object: str
    version: str
    field: str
    part: str
    why: str

    def __str__(self) -> str:
        where = f"{self.object}.{self.field}" if self.field else self.object
        return f"{where} {self.version}: {self.part} by {self.why}"

    def as_dict(self) -> dict[str, str]:
        """The entry as plain data."""
        return dataclasses.asdict(self)


class FallbackReport(tuple[Fallback, ...]):
    """All fall-backs of a project, one a line when it is printed."""

    __slots__ = ()

    def __new__(cls, found: Iterable[Fallback]) -> FallbackReport:
        """Sorted by class and field."""
        return super().__new__(cls, sorted(found))

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or "nothing is left to oslo.versionedobjects"


@dataclasses.dataclass(frozen=True)
class Newer:
    """An object that a backport left newer than its receiver's manifest asks for.

    ``wanted`` is the version in the manifest, or empty if the manifest does not name the class.
    """

    path: str
    object: str
    version: str
    wanted: str

    def __str__(self) -> str:
        asked = f"{self.wanted} was asked for" if self.wanted else "the manifest does not name it"
        return f"{self.path}: {self.object} stays at {self.version}, {asked}"

    def as_dict(self) -> dict[str, str]:
        """The entry as plain data."""
        return dataclasses.asdict(self)


@dataclasses.dataclass(frozen=True)
class Unset:
    """A field that an object was sent without, which its reader may need.

    ``version`` is that of the object at its sender.
    """

    path: str
    object: str
    version: str
    field: str

    def __str__(self) -> str:
        return f"{self.path}: {self.field!r} of {self.object} {self.version} is unset"

    def as_dict(self) -> dict[str, str]:
        """The entry as plain data."""
        return dataclasses.asdict(self)
