"""A view: the classes of a registry as one release has them, and the way to other releases."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from vobjects._codec.arguments import absent_class
from vobjects._codec.codec import Codec
from vobjects._declare.object import VersionedObject
from vobjects._release.base_class import base_class
from vobjects._release.classes import emulate
from vobjects._repr import shown
from vobjects.errors import AbsentClassError
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._release.registry import Registry

V = TypeVar("V", bound=VersionedObject)


class View(Codec):
    """The classes of one release: each has the fields of then, and no other.

    A service of a release works with its view alone. ``view["Instance"]`` and
    ``view[Instance]`` are the class of that release; the second form keeps the static type.
    """

    registry: Registry

    def __init__(
        self,
        registry: Registry,
        versions: Mapping[str, Version],
        label: str,
        classes: dict[str, type[VersionedObject]],
    ) -> None:
        """Made by :meth:`Registry.at`, which says what ``label`` is."""
        self._classes = classes
        self._sharers: dict[int, weakref.ref[View]] = {}
        super().__init__(registry, versions, label)
        for owner in {cls.VIEW for cls in classes.values()} - {self}:
            owner._share_with(self)

    @overload
    def __getitem__(self, key: str) -> type[VersionedObject]: ...
    @overload
    def __getitem__(self, key: type[V]) -> type[V]: ...
    def __getitem__(self, key: str | type[V]) -> type[VersionedObject]:
        """The class of this release, by its name or by its declared class.

        It is the declared class itself where that is at its newest version here, and so are all
        that can stand in it.

        Raises:
            AbsentClassError: this release does not have the class; it is a KeyError.
        """
        name: Any = key if isinstance(key, str) else _name(key)
        found = self._classes.get(name)
        if found is None and name in self.versions:
            declared = self.registry.declared(name, self.versions[name])
            found = emulate(declared, self.schema(name), self)
            found = self._classes.setdefault(name, found)
        if found is None:
            raise self._absent(name)
        return found

    def _absent(self, name: object) -> AbsentClassError:
        when = (
            self.registry.absences.get(self.label, {}).get(name, "")
            if isinstance(name, str)
            else ""
        )
        return absent_class(self.label or self._project, name, self.versions, when)

    def put_class(self, cls: type[VersionedObject]) -> None:
        """Hand out a class that is installed for this view."""
        self._classes[cls.obj_name()] = cls

    @functools.cached_property
    def base_class(self) -> type[VersionedObject]:
        """The class for ``OBJ_BASE_CLASS`` of a serializer of o.vo: it reads as this view does.

        A class of the view is not enough: one that is at its newest version is the declared class,
        which reads as the newest release does.
        """
        return base_class(self)

    def _share_with(self, view: View) -> None:
        """Note a view that hands out classes of this one: what changes here changes there."""
        key, sharers = id(view), self._sharers
        sharers[key] = weakref.ref(view, lambda _: sharers.pop(key, None))

    def forget(self) -> None:
        """Make encoders and decoders anew, here and where classes of this view are handed out."""
        sharers = tuple(self._sharers.values())
        for view in [living for sharer in sharers if (living := sharer()) is not None]:
            view.forget()
        super().forget()

    def owns(self, cls: type[VersionedObject]) -> bool:
        """Whether objects of a class are objects of this view."""
        if cls.VIEW is self:
            return True
        own = self._classes.get(cls._wire_name)
        return own is not None and own.VIEW is cls.VIEW


def _name(key: Any) -> object:
    """The name of a declared class; anything else is no name of a class."""
    named = isinstance(key, type) and issubclass(key, VersionedObject)
    return key.obj_name() if named else shown(key)
