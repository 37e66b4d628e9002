"""What a field can hold: the interface that every type of value implements."""

from __future__ import annotations

import abc
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

from oslo_versionedobjects import fields as ovo

from vobjects.errors import FieldValueError
from vobjects.paths import Path, render


class ChildDumper(Protocol):
    """Writes a child object in the form and at the version that the receiver reads."""

    def __call__(self, child: Any, path: Path) -> Any: ...


class ChildLoader(Protocol):
    """Reads a child object of class ``name``, or one of its subclasses."""

    def __call__(self, raw: Any, path: Path, name: str) -> Any: ...


class ChildJudge(Protocol):
    """Checks that a value is a child of class ``name`` in the same view."""

    def __call__(self, value: Any, path: Path, name: str) -> Any: ...


def shown(value: Any) -> str:
    """A value as errors show it: its type and its text, cut to a line."""
    text = repr(value)
    text = text if len(text) <= 120 else f"{text[:117]}..."
    return text if value is None else f"{type(value).__name__} {text}"


class FieldType(abc.ABC):
    """A type of value.

    ``check`` takes what a user assigns, ``dump`` writes it, ``load`` reads it: a value that went
    through ``check`` or ``load`` is immutable, but for child objects.
    """

    text: str
    """The type as a reader writes it, such as ``frozenset[int]``."""

    plain: type | None = None
    """The Python type whose every loaded value is canonical as it is, if there is one."""

    @abc.abstractmethod
    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        """The value in its canonical, immutable form.

        Raises:
            FieldValueError: the value is not of this type.
        """

    @abc.abstractmethod
    def ovo(self) -> ovo.FieldType:
        """The type of oslo.versionedobjects that means the same."""

    def dump(self, value: Any, path: Path, child: ChildDumper) -> Any:
        """The value as numbers, text, lists and dicts."""
        return value

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        """The value back from its dumped form.

        Raises:
            FieldValueError: the form is not one that ``dump`` writes.
        """
        return self.check(raw, path, no_child)

    def dump_source(self, var: str) -> str | None:
        """The dump as a Python expression over ``var``, where one is faster than a call."""
        return None

    def load_source(self, var: str) -> str | None:
        """A Python condition that holds only if ``var`` needs no conversion to be loaded."""
        return None

    def children(self) -> tuple[str, ...]:
        """The names of the classes that stand in the value."""
        return ()

    def values(self) -> tuple[str, ...]:
        """The enum values that may stand in the value; empty where any may."""
        return ()

    def without_value(self, value: str) -> FieldType:
        """The same type before an enum value came."""
        return self

    def map_values(self, value: Any, change: Callable[[Any], Any]) -> Any:
        """The value with ``change`` applied to each enum value in it."""
        return change(value)

    def fail(self, value: Any, path: Path) -> NoReturn:
        """Refuse a value."""
        raise FieldValueError(path=render(path), expected=self.text, found=shown(value))


def no_child(value: Any, path: Path, name: str) -> NoReturn:
    """The judge of values that cannot hold objects."""
    raise FieldValueError(path=render(path), expected="a value without objects", found=name)
