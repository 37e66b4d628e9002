"""What oslo.versionedobjects reads from a class body and nothing here does: it would do nothing."""

from __future__ import annotations

from typing import Final

from oslo_versionedobjects import base as ovo

from vobjects._declare.ovo_lookups import is_registered
from vobjects.errors import DeclarationError

_REMEDIES: Final = {
    "VERSION": "take it off: HISTORY has every version",
    "fields": "annotate them in the class or in a mixin; a list of objects is an ObjectList",
    "obj_relationships": "say child_bumped() in HISTORY",
    "child_versions": "say child_bumped() in HISTORY; a list of objects is an ObjectList",
    "obj_make_compatible": "say in HISTORY what each version changed",
    "obj_make_compatible_from_manifest": "say in HISTORY what each version changed",
}


def must_have_no_leftovers(cls: type) -> None:
    """Refuse what a class, or one above it that is not registered, says in the words of o.vo.

    Raises:
        DeclarationError: it says something that only o.vo reads.
    """
    for owner in cls.__mro__:
        if issubclass(ovo.VersionedObject, owner) or is_registered(owner):
            continue
        for name in filter(vars(owner).__contains__, _REMEDIES):
            raise DeclarationError(
                where=f"{cls.__module__}.{cls.__qualname__}",
                found=f"{name!r} of {owner.__module__}.{owner.__qualname__}, which nothing reads",
                expected="annotations and HISTORY",
                remedy=_REMEDIES[name],
            )
