"""Copies and pickles of objects, also of classes that a view made at run time."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from vobjects.errors import DecodeError

if TYPE_CHECKING:
    from vobjects.base import VersionedObject
    from vobjects.view import View

Release = tuple[dict[str, str], str]
"""The manifest and the label of a view."""
State = tuple[dict[str, Any], dict[str, Any]]
"""The values of the instance dictionary, and the marks: changes, context and what users add."""
T = TypeVar("T", bound="Copies")


class Copies:
    """How an object is copied and pickled.

    A pickle names the declared class, which knows its registry, and the release; it is for
    processes that have the class at the same version. Bytes that last come from ``view.encode()``.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        VERSION: str
        VIEW: ClassVar[View]
        SPECS: ClassVar[dict[str, Any]]

        _node: tuple[Any, ...]

        @classmethod
        def obj_name(cls) -> str:
            """The name on the wire."""

        @classmethod
        def _blank(cls) -> Self:
            """An object without values."""

    def __copy__(self) -> Self:
        twin = self._blank()
        twin.__dict__.update(self.__dict__)
        return _marked(twin, self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        twin = memo[id(self)] = self._blank()
        twin.__dict__.update({n: copy.deepcopy(v, memo) for n, v in self.__dict__.items()})
        return _marked(twin, self)

    def __reduce__(self) -> tuple[Any, ...]:
        view, name = self.VIEW, self.obj_name()
        declared = view.registry.declared(name, view.versions[name])
        release = None if type(self) is declared else (view.manifest, view.label)
        return _restored, (declared, self.VERSION, release), self.__getstate__()

    def __getstate__(self) -> State:
        state: Any = object.__getstate__(self)
        values, slots = state  # both, as there are slots; None for no values
        del slots["_node"]
        return values or {}, slots | {"_changed_fields": set(self._node[3])}

    def __setstate__(self, state: State) -> None:
        values, slots = state
        for name, value in values.items():
            if name in self.SPECS:
                self.__dict__[name] = value
            else:
                setattr(self, name, value)
        for name, value in slots.items():
            object.__setattr__(self, name, value)


def _marked(twin: T, obj: Copies) -> T:
    """The twin with marks of its own that are the same as those of an object."""
    for name, value in obj.__getstate__()[1].items():
        object.__setattr__(twin, name, value)
    return twin


def _restored(
    declared: type[VersionedObject], version: str, release: Release | None
) -> VersionedObject:
    """An object without values, of the declared class or as a release has it.

    Raises:
        DecodeError: the class is at another version now; a pickle has no way to it.
    """
    cls = declared if release is None else declared.VIEW.registry.at(*release)[declared]
    if version != cls.VERSION:
        raise DecodeError(
            path="$",
            expected=f"{cls.obj_name()} {cls.VERSION}; keep bytes of view.encode() instead",
            found=f"a pickle of {version}",
        )
    return cls._blank()
