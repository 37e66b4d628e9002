"""What a field can hold: the interface that every type of value implements."""

from __future__ import annotations

import abc
import functools
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, NoReturn, Protocol

from oslo_versionedobjects import fields as ovo

from vobjects._paths import ROOT, Path, render
from vobjects._repr import outline, shown, type_of_secret
from vobjects.errors import FieldValueError


class ChildDumper(Protocol):
    """Writes a child object in the form and at the version that the receiver reads."""

    def __call__(self, child: Any, path: Path, /) -> Any:
        """The child as a node of the form."""


class ChildLoader(Protocol):
    """Reads a child object of class ``name``, or one of its subclasses."""

    def __call__(self, raw: Any, path: Path, name: str, /) -> Any:
        """The child in a node of the form."""


class ChildJudge(Protocol):
    """Checks that a value is a child of class ``name`` in the same view."""

    def __call__(self, value: Any, path: Path, name: str, /) -> Any:
        """The value as it is."""


class Reading(NamedTuple):
    """How msgspec reads a value, and what is left to do to what it read."""

    type: Any
    """The type for msgspec, which refuses what is not of it."""
    value: str
    """A Python expression over ``{0}``, what msgspec read, for the canonical value."""

    def of(self, read: str) -> str:
        """The expression for the canonical value of what the expression ``read`` gives."""
        return self.value.replace("{0}", read)


class Readings(Protocol):
    """What the expressions of one generated function may use."""

    def put(self, value: Any) -> str:
        """The name of a constant of the function."""

    def child(self, name: str) -> Reading:
        """How an object of a class is read."""


class FieldType(abc.ABC):
    """A type of value.

    ``check`` takes what a user assigns, ``dump`` writes it, ``load`` reads it: a value that went
    through ``check`` or ``load`` is immutable, but for child objects.
    """

    text: str
    """The type as a reader writes it, such as ``frozenset[int]``."""

    ready: str | None = None
    """A Python condition over ``{0}`` that holds only if a raw value is canonical as it is."""

    plain: bool = False
    """Whether msgspec, which sorts sets and keys, writes a canonical value as ``written`` says."""

    secret: bool = False
    """Whether the value may hold a secret, so that errors say its type alone."""

    @abc.abstractmethod
    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        """The value in its canonical, immutable form.

        Raises:
            FieldValueError: the value is not of this type.
        """

    @abc.abstractmethod
    def ovo(self) -> ovo.FieldType[Any]:
        """The type of oslo.versionedobjects that means the same."""

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """The value as numbers, text, lists and dicts: a Python expression over ``var``.

        Args:
            var: an expression for the value.
            path: an expression for where it stands; ``child(value, path)`` writes an object.
            depth: how many loops stand around the expression.
        """
        return var

    def dump(self, value: Any, path: Path, child: ChildDumper) -> Any:
        """The value as ``written`` says."""
        return self._writer(value, path, child)

    @functools.cached_property
    def _writer(self) -> Callable[[Any, Path, ChildDumper], Any]:
        made: Callable[[Any, Path, ChildDumper], Any]
        made = eval(f"lambda x, path, child: {self.written('x', 'path')}", {})
        return made

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        """The value back from its dumped form.

        Raises:
            FieldValueError: the form is not one that ``dump`` writes.
        """
        return self.check(raw, path, no_child)

    def reading(self, names: Readings) -> Reading:
        """How msgspec reads the value; it may refuse more than ``load`` does, but never less."""
        return Reading(
            Any, f"{names.put(self.load)}({{0}}, {names.put(ROOT)}, {names.put(no_child)})"
        )

    def load_many(self, raws: list[Any], path: Path, child: ChildLoader) -> list[Any]:
        """Many values of one list at once, for which a type may know a faster way."""
        if self.all_ready(raws):
            return raws
        return [self.load(raw, (path, i), child) for i, raw in enumerate(raws)]

    def check_many(self, values: Sequence[Any], path: Path, judge: ChildJudge) -> Sequence[Any]:
        """Many assigned values at once, for which a type may know a faster way."""
        return [self.check(value, (path, i), judge) for i, value in enumerate(values)]

    def all_ready(self, raws: Collection[Any]) -> bool:
        """Whether every one of many raw values is canonical as it is; False where none can be."""
        return False

    def children(self) -> tuple[str, ...]:
        """The names of the classes that stand in the value."""
        return ()

    def values(self) -> tuple[str, ...]:
        """The enum values that may stand in the value; empty where any may."""
        return ()

    def with_values(self, values: tuple[str, ...]) -> FieldType:
        """The same type with these enum values in place of its own."""
        return self

    def fail(self, value: Any, path: Path, expected: str = "") -> NoReturn:
        """Refuse a value; ``expected`` says what is wrong with it besides its type."""
        if self.secret:
            found = type_of_secret(value)
        else:  # what is no object may be the data of one, with secrets in it
            found = outline(value) if self.children() else shown(value)
        raise FieldValueError(path=render(path), expected=expected or self.text, found=found)


def no_child(value: Any, path: Path, name: str = "an object") -> NoReturn:
    """The judge, the loader and the dumper of values that cannot hold objects."""
    raise FieldValueError(path=render(path), expected="a value without objects", found=name)
