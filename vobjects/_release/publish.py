"""The classes of a view in the one registry that oslo.versionedobjects has in a process."""

from __future__ import annotations

from oslo_versionedobjects import base as ovo

from vobjects._declare.ovo_lookups import is_registered
from vobjects._release.view import View
from vobjects._repr import shown
from vobjects.errors import DeclarationError


def publish(view: View) -> None:
    """Let o.vo find the classes of a view by their names, in place of those of another view.

    Its ``remotable`` class methods with an ``indirection_api`` need that, and its fixtures where
    they are given no classes. Its own decorator would put properties over the fields.

    Raises:
        DeclarationError: it is no view, or o.vo has a class of the name that is of another project.
    """
    if not isinstance(view, View):
        raise DeclarationError(
            where="publish",
            found=shown(view),
            expected="a view",
            remedy="pass registry.head, or the view of a release",
        )
    known = ovo.VersionedObjectRegistry.obj_classes()
    for name in view:
        for cls in known.get(name, []):
            of = vars(cls)["VIEW"] if is_registered(cls) else None
            if of is None or of.registry is not view.registry:
                raise DeclarationError(
                    where=f"publish({view!r})",
                    found=f"{cls.__module__}.{cls.__qualname__} in the registry of o.vo",
                    expected=f"no other class of the name {name!r}",
                    remedy="publish one of the two projects only, for o.vo finds classes by name",
                )
    for name in view:
        known[name] = [view[name]]
