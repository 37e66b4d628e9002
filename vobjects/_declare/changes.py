"""The history of a class as data: what came, went and changed at each version.

``history.py`` makes it, ``plan/derive.py`` derives the fields of every version from it and
``plan/planner.py`` the conversions between them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final

from vobjects._declare.entries import must_be_well_formed
from vobjects._declare.field import FieldOptions
from vobjects._repr import brief
from vobjects._types.base import FieldType
from vobjects.loss import Loss
from vobjects.version import Version

Values = MutableMapping[str, Any]
"""The set fields of an object by name; what is unset is not in it."""
Classes = Mapping[str, Any]
"""The classes of the release that converts, by name, to make child objects with."""
Conversion = Callable[[Values, Classes], None]
"""Changes the values of an object in place; ``classes`` makes child objects by class name."""


@dataclasses.dataclass(frozen=True)
class FieldTypes:
    """The types of all fields, by name, on both sides of a change."""

    older: Mapping[str, FieldType]
    newer: Mapping[str, FieldType]


NOT_DERIVED: Final = FieldTypes({}, {})
"""The types around a change that no class has taken into its lineage yet."""


@dataclasses.dataclass(frozen=True)
class _OfField:
    """A change of one field, called ``field`` in the version that has it."""

    field: str

    def __post_init__(self) -> None:
        must_be_well_formed(self)

    @property
    def word(self) -> str:
        """The change as the author of the history wrote it, such as ``value_added('policy')``."""
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()
        return f"{name}({brief(self.field)})"


@dataclasses.dataclass(frozen=True)
class _WithFunctions(_OfField):
    """A change that may have functions."""

    absence: Loss = dataclasses.field(default=Loss.REFUSED, kw_only=True)
    """What happens where a field is unset and the functions set it on the way back."""
    types: FieldTypes = dataclasses.field(
        default=NOT_DERIVED, compare=False, repr=False, kw_only=True
    )
    """Known when a class is registered; what functions return is brought into their form."""


@dataclasses.dataclass(frozen=True)
class Added(_WithFunctions):
    """A field that came. Older objects get ``default``, or what ``up`` computes.

    ``default`` is UNSET where older objects leave it unset, and REQUIRED beside functions.
    """

    default: Any
    loss: Loss
    why: str
    up: Conversion | None
    down: Conversion | None
    writes: tuple[str, ...]
    may_drop: tuple[Any, ...] = ()
    """The values that may be left out on the way down, and reported."""


@dataclasses.dataclass(frozen=True)
class Removed(_WithFunctions):
    """A field that went; ``was`` is its annotation while it lived.

    Older versions get ``default``, or what ``down`` computes. ``default`` is REQUIRED where
    nothing was said of it.
    """

    was: Any
    default: Any
    loss: Loss
    why: str
    up: Conversion | None
    down: Conversion | None
    writes: tuple[str, ...]
    options: FieldOptions
    """What the class body said of the field while it lived."""
    may_drop: tuple[Any, ...] = ()
    """The values that may be left out on the way up, and reported."""


@dataclasses.dataclass(frozen=True)
class Renamed(_OfField):
    """A field that changed its name and nothing else."""

    was: str


@dataclasses.dataclass(frozen=True)
class Retyped(_WithFunctions):
    """A field of another type from here on; ``was`` is the older annotation."""

    was: Any
    up: Callable[[Any], Any]
    down: Callable[[Any], Any]
    why: str


@dataclasses.dataclass(frozen=True)
class Converted(_WithFunctions):
    """A field of another type or meaning, made by functions that see the other fields as well."""

    was: Any
    up: Conversion
    down: Conversion
    writes: tuple[str, ...]
    why: str


@dataclasses.dataclass(frozen=True)
class ValueAdded(_OfField):
    """An enum value that came; ``instead`` is what older versions get for it, if anything."""

    value: str
    instead: Any
    why: str


@dataclasses.dataclass(frozen=True)
class ValueRemoved(_OfField):
    """An enum value that went; ``instead`` is what newer versions get for it, if anything."""

    value: str
    instead: Any
    why: str


@dataclasses.dataclass(frozen=True)
class ValueRenamed(_OfField):
    """An enum value that changed its text and nothing else."""

    value: str
    was: str


@dataclasses.dataclass(frozen=True)
class MadeNullable(_OfField):
    """A field that may be None from here on; ``instead`` is what older versions get for None."""

    instead: Any
    why: str


@dataclasses.dataclass(frozen=True)
class MadeRequired(_OfField):
    """A field that is never None from here on; ``instead`` is what newer versions get for None."""

    instead: Any
    why: str


@dataclasses.dataclass(frozen=True)
class ChildBumped(_OfField):
    """The version of the child objects in ``field`` that this version was made for."""

    to: str


@dataclasses.dataclass(frozen=True)
class OptionsChanged(_OfField):
    """A field with another default or flag; ``was`` is what ``field()`` said before."""

    was: FieldOptions


Change = (
    Added
    | Removed
    | Renamed
    | Retyped
    | Converted
    | ValueAdded
    | ValueRemoved
    | ValueRenamed
    | MadeNullable
    | MadeRequired
    | ChildBumped
    | OptionsChanged
)


@dataclasses.dataclass(frozen=True)
class SameAs:
    """The changes of a version of the other line, which came to this one too."""

    version: Version

    @property
    def word(self) -> str:
        """The word as the author of the history wrote it."""
        return f"same_as({str(self.version)!r})"


@dataclasses.dataclass(frozen=True)
class Entry:
    """One version: its changes and the sentence for the changelog.

    The changes of the versions in ``same_as`` come before its own.
    """

    version: Version
    description: str
    changes: tuple[Change, ...]
    same_as: tuple[Version, ...] = ()
    alike: str = ""
    """Why it does no harm that its data are read as a newer content of the number."""

    @property
    def word(self) -> str:
        """The word as the author of the history wrote it."""
        return f"version({str(self.version)!r})"


@dataclasses.dataclass(frozen=True)
class History:
    """All versions of a class, oldest first."""

    entries: tuple[Entry, ...]

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions, oldest first."""
        return tuple(entry.version for entry in self.entries)

    @property
    def latest(self) -> Version:
        """The version of the declared class itself."""
        return self.entries[-1].version


@dataclasses.dataclass(frozen=True)
class Line(History):
    """Versions that left the history of the class ``of`` at the version ``after``.

    They live on beside the versions that ``of`` has after that one.
    """

    of: Any
    after: Version
