"""The class that the serializers of oslo.versionedobjects read by, for one view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vobjects._declare.object import VersionedObject

if TYPE_CHECKING:
    from vobjects._release.view import View


def base_class(view: View) -> type[VersionedObject]:
    """A class without objects, whose class methods read what ``view`` reads."""
    members: dict[str, Any] = {
        "__doc__": f"Reads the objects of {view!r}.",
        "__module__": __name__,
        "__slots__": (),
        "OBJ_PROJECT_NAMESPACE": view.registry.project,
        "OBJ_SERIAL_NAMESPACE": view.registry.envelope,
        "VIEW": view,
    }
    return type("BaseClass", (VersionedObject,), members)
