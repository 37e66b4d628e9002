"""``ObjectList``: an object that is read like a list of the objects in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from vobjects._declare.object import VersionedObject, make, set_unchanged

V = TypeVar("V", bound=VersionedObject)


class ObjectList(VersionedObject, Generic[V]):
    """Base of classes with a field ``objects: tuple[V, ...]``, which a subclass annotates.

    It has the habits of a list of oslo.versionedobjects: length, order, slices, ``in`` asks for an
    object, and made without ``objects`` it is empty. The tuple itself cannot be changed: assign
    another one, or call :meth:`sort`.
    """

    __slots__ = ()
    KEY = ()

    if TYPE_CHECKING:
        objects: tuple[V, ...]
    else:

        def __init__(self, context=None, **values):
            """Make a list; without ``objects`` it is empty, which is no change."""
            super().__init__(context, **values)
            if "objects" not in self._node[2]:
                set_unchanged(self, "objects", ())

    def __len__(self) -> int:
        return len(self.objects)

    def __iter__(self) -> Iterator[V]:
        return iter(self.objects)

    def __reversed__(self) -> Iterator[V]:
        return reversed(self.objects)

    def __contains__(self, item: object) -> bool:
        return item in self.objects

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> V | Self:
        """One object, or a list of some of them without changes and in the same context."""
        if isinstance(place, slice):
            return make(type(self), {"objects": self.objects[place]}, set(), self._context, ())
        return self.objects[place]

    def __add__(self, other: Self) -> Self:
        """The objects of both.

        Raises:
            TypeError: the classes differ, or have other fields than ``objects``.
        """
        if type(self) is not type(other) or self.fields.keys() != {"objects"}:
            raise TypeError(
                f"found {type(self).__name__} + {type(other).__name__}, expected two lists of one "
                "class that has no field but 'objects'; assign a tuple of both"
            )
        return type(self)(objects=self.objects + other.objects)

    def index(self, item: object) -> int:
        """The place of the first object that is equal.

        Raises:
            ValueError: there is none.
        """
        return self.objects.index(item)

    def count(self, item: object) -> int:
        """How many objects are equal."""
        return self.objects.count(item)

    def sort(self, key: Callable[[V], Any], reverse: bool = False) -> None:
        """Assign the objects in another order."""
        self.objects = tuple(sorted(self.objects, key=key, reverse=reverse))


Sequence.register(ObjectList)
