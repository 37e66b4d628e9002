"""The state of one writing: how deep it is, and whether it is known that the object fits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Final

from oslo_versionedobjects import base

from vobjects._codec.written_size import Containers, must_fit_when_written
from vobjects._paths import Path
from vobjects.errors import FieldValueError
from vobjects.limits import Limits

_FEW: Final = 256
"""How many objects are written before it is found out how many there will be."""
MANY: Final = 2**62
"""More than are ever written."""
_COLLECTIONS: Final = (list, tuple, dict, set, frozenset)


class Call:
    """One writing under way."""

    __slots__ = ("_limits", "_refused", "_root", "changed", "depth", "left")

    def __init__(self, root: Any, limits: Limits, depth: int = MANY) -> None:
        """``root`` is what is written; ``depth`` is how many objects may contain each other."""
        self.depth = depth
        self.left = _FEW
        """How many objects more may be written before the root is measured."""
        self.changed: Any = ()
        """What o.vo says has changed in the object that was written last."""
        self._root, self._limits = root, limits
        self._refused: FieldValueError | None = None

    def must_fit(self) -> None:
        """Check once that the root does not exceed the limits because objects are at many places.

        Raises:
            FieldValueError: it does.
        """
        if self.left < MANY:
            self.left = 2 * MANY  # it is never counted down to MANY
            try:
                limits = dataclasses.replace(self._limits, depth=MANY)
                must_fit_when_written(self._root, limits, containers=_CONTAINERS)
            except FieldValueError as error:
                self._refused = error
            except RecursionError:  # o.vo raises it as well
                pass
        if self._refused is not None:
            raise self._refused


def has_objects(value: Any) -> bool:
    """Whether a value is an object, or contains one."""
    if isinstance(value, dict):
        return any(map(has_objects, value.values()))
    if isinstance(value, _COLLECTIONS):
        return any(map(has_objects, value))
    return isinstance(value, base.VersionedObject)


def _parts(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """The stored fields of an object, or the members of a collection."""
    if isinstance(value, base.VersionedObject):
        stored = ((name, f"_obj_{name}") for name in value.fields)
        found = value.__dict__
        return (((path, f".{name}"), found[key]) for name, key in stored if key in found)
    if isinstance(value, dict):
        return (((path, f"[{key!r}]"), part) for key, part in value.items())
    return (((path, index), part) for index, part in enumerate(value))


_CONTAINERS: Final = Containers(base.VersionedObject, _COLLECTIONS, _parts)
