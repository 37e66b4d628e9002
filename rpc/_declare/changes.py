"""The history of an interface as data: what came, went and changed at each version.

``history.py`` makes it, ``plan/derive.py`` derives every version from it and
``plan/planner.py`` the steps between them. The changes of a version are made in the order in which
they are written, and say names as they are after the change.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any, Final

from rpc._declare.method import MethodSpec, Style
from vobjects import Loss
from vobjects._declare.changes import Classes
from vobjects._declare.entries import must_be_well_formed
from vobjects.version import Version

Values = dict[str, Any]
Converted = Callable[[Any, Classes], Any]
"""Makes one value of another one; ``classes`` makes objects by the name of their class."""
Conversion = Callable[[Values, Classes], None]
"""Changes the arguments of a call by name, in place."""

KEPT: Final[Any] = object()
"""The default of an argument that did not change with its type."""


@dataclasses.dataclass(frozen=True)
class _OfMethod:
    """A change of one method, called ``method`` in the version that has it."""

    method: str

    def __post_init__(self) -> None:
        must_be_well_formed(self)

    @property
    def word(self) -> str:
        """The change as the author of the history wrote it, such as ``method_added('read')``."""
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()
        return f"{name}({', '.join(map(repr, self.names))})"

    @property
    def names(self) -> tuple[str, ...]:
        """What the change is of."""
        return (self.method,)


@dataclasses.dataclass(frozen=True)
class _OfArgument(_OfMethod):
    """A change of one argument, called ``argument`` in the version that has it."""

    argument: str

    @property
    def names(self) -> tuple[str, ...]:
        """What the change is of."""
        return (self.method, self.argument)


@dataclasses.dataclass(frozen=True)
class MethodAdded(_OfMethod):
    """A method that came."""


@dataclasses.dataclass(frozen=True)
class MethodRemoved(_OfMethod):
    """A method that went; ``spec`` is what it was when it went."""

    spec: MethodSpec


@dataclasses.dataclass(frozen=True)
class MethodRenamed(_OfMethod):
    """A method that changed its name and nothing else."""

    was: str


@dataclasses.dataclass(frozen=True)
class StyleChanged(_OfMethod):
    """A method that answers and did not, or the reverse."""

    was: Style


@dataclasses.dataclass(frozen=True)
class ResultRetyped(_OfMethod):
    """A result of another type from here on; ``was`` is the older annotation."""

    was: Any
    up: Converted
    down: Converted
    why: str
    instead: Any = KEPT


@dataclasses.dataclass(frozen=True)
class ArgumentAdded(_OfArgument):
    """An argument that came. Older messages get its default, or what ``up`` makes."""

    loss: Loss
    why: str
    up: Conversion | None
    down: Conversion | None


@dataclasses.dataclass(frozen=True)
class ArgumentRemoved(_OfArgument):
    """An argument that went; ``was`` is its annotation and ``was_default`` its default then.

    Older servers get ``instead``, or what ``down`` makes.
    """

    was: Any
    was_default: Any
    instead: Any
    loss: Loss
    why: str
    up: Conversion | None
    down: Conversion | None


@dataclasses.dataclass(frozen=True)
class ArgumentRenamed(_OfArgument):
    """An argument that changed its name and nothing else."""

    was: str


@dataclasses.dataclass(frozen=True)
class ArgumentRetyped(_OfArgument):
    """An argument of another type from here on; ``was`` is the older annotation."""

    was: Any
    up: Converted
    down: Converted
    was_default: Any
    instead: Any
    """What stands for a value that the other version has no form for, if anything."""
    why: str


@dataclasses.dataclass(frozen=True)
class DefaultChanged(_OfArgument):
    """An argument with another default from here on, or with none."""

    was: Any


@dataclasses.dataclass(frozen=True)
class PreviousMajorServed:
    """A new major whose servers go on serving the last one."""

    word = "previous_major_served()"


Change = (
    MethodAdded
    | MethodRemoved
    | MethodRenamed
    | StyleChanged
    | ResultRetyped
    | ArgumentAdded
    | ArgumentRemoved
    | ArgumentRenamed
    | ArgumentRetyped
    | DefaultChanged
)


@dataclasses.dataclass(frozen=True)
class Entry:
    """One version of an interface."""

    version: Version
    description: str
    changes: tuple[Change, ...]
    previous_major_served: bool = False

    @property
    def word(self) -> str:
        """The word as the author of the history wrote it."""
        return f"version({str(self.version)!r})"
