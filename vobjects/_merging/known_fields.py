"""The fields that not all writers of a decoded object knew."""

from __future__ import annotations

from typing import Any

from vobjects._declare.field import UNSET
from vobjects._declare.object import VersionedObject
from vobjects._plan.passed import ANY, fillings, made_up

_Key = tuple[type, tuple[str, ...], frozenset[str]]


class UnknownFields:
    """The fields that were made up when an object was converted, and that nobody assigned since.

    The answer for the versions is the same for all objects of a class that passed the same ones
    with the same fields set, and is computed once for them.
    """

    def __init__(self) -> None:
        self._made_up: dict[_Key, frozenset[str]] = {}

    def of(self, obj: VersionedObject) -> frozenset[str]:
        """The fields of which an object has no value of its writer.

        One that a version on its way did not know has none, until who knows it assigns it: a
        conversion marks no field that it makes up, and a reader takes no such mark.
        """
        passed = obj._passed
        if not passed:
            return frozenset()
        key = (type(obj), passed, frozenset(obj._node[2]))
        if key not in self._made_up:
            self._made_up[key] = _made_up(*key)
        return self._made_up[key] - obj._changed_fields


class UnsureFields:
    """The fields of which it is not known whether the writer of a message knew them.

    A writer of a newer version, or of another line, writes in the version of the reader. What it
    does not know has the default that its history says, or is unset, and has no mark. A reader that
    is told the sender knows it better.
    """

    def __init__(self, unknown: UnknownFields) -> None:
        self._unknown = unknown
        self._fillings: dict[type, dict[str, list[object]]] = {}

    def of(self, obj: VersionedObject) -> frozenset[str]:
        """The fields without a mark that have such a default, and that are not unknown."""
        cls = type(obj)
        if str(cls.VIEW.versions[cls.obj_name()]) in obj._passed:
            return frozenset()
        if cls not in self._fillings:
            view, name = cls.VIEW, cls.obj_name()
            self._fillings[cls] = fillings(view.registry.lineage(name), view.versions[name])
        fields, values = self._fillings[cls], obj._node[2]
        found = {name for name in fields if _fits(values.get(name, UNSET), fields[name])}
        return frozenset(found - obj._changed_fields - self._unknown.of(obj))


def _fits(value: Any, defaults: list[object]) -> bool:
    return any(default is ANY or default == value for default in defaults)


def _made_up(
    cls: type[VersionedObject], passed: tuple[str, ...], there: frozenset[str]
) -> frozenset[str]:
    name, view = cls.obj_name(), cls.VIEW
    lineage, own = view.registry.lineage(name), view.versions[name]
    sources = [lineage.at(text).version for text in passed]
    return frozenset().union(*(made_up(lineage, source, own, there) for source in sources))
