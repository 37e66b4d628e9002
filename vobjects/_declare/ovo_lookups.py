"""What oslo.versionedobjects finds by asking a class: other classes, its schema, itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from oslo_versionedobjects import exception

from vobjects._declare.json_schema import json_schema
from vobjects._repr import brief
from vobjects.errors import DeclarationError
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject
    from vobjects._declare.release_view import ReleaseView


class Lookups:
    """Answers from the view of the class, and from no registry of the process."""

    __slots__ = ()

    if TYPE_CHECKING:
        VIEW: ClassVar[ReleaseView]

        @classmethod
        def obj_name(cls) -> str:
            """The name on the wire."""

    @classmethod
    def obj_class_from_name(cls, objname: str, objver: str) -> type[VersionedObject]:
        """The class of the view that reads objects of a version.

        Raises:
            UnsupportedObjectError: the view has no such class; an exception of o.vo.
            IncompatibleObjectVersion: the version is newer than the view's; an exception of o.vo.
        """
        view = cls.VIEW
        if objname not in view:
            raise exception.UnsupportedObjectError(objtype=brief(objname))
        own = view.versions[objname]
        if Version.parse(objver)[:2] > own[:2]:  # a class has one number, whatever its content
            raise exception.IncompatibleObjectVersion(
                objname=objname, objver=objver, supported=own.number
            )
        return view[objname]

    @classmethod
    def to_json_schema(cls) -> dict[str, Any]:
        """The JSON schema of the primitive form; the classes that stand in it are definitions."""
        return json_schema(cls.VIEW, cls.obj_name())


class Unregistered:
    """Stands for what only a registry gives a class."""

    def __get__(self, obj: object, owner: type) -> NoReturn:
        raise DeclarationError(
            where=f"{owner.__module__}.{owner.__qualname__}",
            found="a class that is in no registry",
            expected="a registered class",
            remedy="decorate it with @registry.register, or use a class of a view",
        )


def is_registered(cls: type) -> bool:
    """Whether a registry made the class itself work, and not only one above it."""
    view = vars(cls).get("VIEW")
    return view is not None and not isinstance(view, Unregistered)
