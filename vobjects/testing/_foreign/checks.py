"""The laws over every class of a project of oslo.versionedobjects, for receivers of any age."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

from vobjects import ForeignClasses
from vobjects.testing._errors import LawBrokenError
from vobjects.testing._foreign.filling import Filler, Make
from vobjects.testing._foreign.laws import At, holds

_EXAMPLES = 12
_UNSET = (0.0, 0.3, 0.8, 1.0)


@dataclasses.dataclass(frozen=True)
class ForeignCheck:
    """The laws for one class and one kind of receiver; a call runs it, and ``str()`` names it.

    Attributes:
        project: the classes.
        cls: the class.
        receiver: the version of the class that the receiver has.
        samples: by the name of a field type, what makes its values.
        examples: how many objects are made.
    """

    project: ForeignClasses
    cls: Any
    receiver: str
    samples: Mapping[str, Make]
    examples: int = _EXAMPLES

    def __str__(self) -> str:
        return f"{self.cls.obj_name()} {self.cls.VERSION} to {self.receiver}"

    def __call__(self) -> None:
        """Make objects, from full to empty ones, and compare what becomes of them with o.vo.

        They are sent to a receiver that is known by the version of the class alone, and to one that
        is known by a manifest with random older versions of all other classes. They are the same
        ones every time.

        Raises:
            LawBrokenError: something is written or read otherwise than o.vo does.
        """
        for number in range(self.examples):
            for receiver in (self.receiver, self._manifest(number)):
                self._try(number, receiver)

    def _try(self, number: int, receiver: At) -> None:
        try:
            holds(self.project, lambda: self._object(number), receiver)
        except AssertionError as error:
            raise LawBrokenError(
                object=self.cls.obj_name(),
                source=self.cls.VERSION,
                target=self.receiver,
                law="o.vo_does_the_same",
                why=f"{error}, for {receiver!r}",
                value=repr(self._object(number)),
            ) from error

    def _object(self, number: int) -> Any:
        filler = Filler((self.cls.obj_name(), number), self.samples)
        return filler.object(self.cls, _UNSET[number % len(_UNSET)])

    def _manifest(self, number: int) -> dict[str, str]:
        rng = random.Random(f"{self} {number}")
        manifest = {
            name: rng.choice(_versions(version)) for name, version in self.project.manifest.items()
        }
        return manifest | {self.cls.obj_name(): self.receiver}


def foreign_checks(
    project: ForeignClasses,
    *,
    samples: Mapping[str, Make] | None = None,
    examples: int = _EXAMPLES,
) -> list[ForeignCheck]:
    """Return the checks of every class of a project, for receivers of each minor version.

    Args:
        project: the classes; all of them are registered by now.
        samples: by the name of a field type that o.vo does not have, a function that makes a value
            of it from a ``random.Random``.
        examples: how many objects each check makes.
    """
    return [
        ForeignCheck(project, cls, receiver, samples or {}, examples)
        for cls in sorted(project.classes, key=lambda cls: (cls.obj_name(), cls.VERSION))
        for receiver in _versions(cls.VERSION)
    ]


def _versions(newest: str) -> list[str]:
    """A version and all before it with the same major number, newest first."""
    major, minor = newest.split(".")[:2]
    return [f"{major}.{number}" for number in range(int(minor), -1, -1)]
