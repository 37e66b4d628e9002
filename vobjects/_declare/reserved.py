"""The names that a field cannot have, since every versioned object uses them itself."""

from __future__ import annotations

import functools
import inspect

from vobjects._declare.object import VersionedObject
from vobjects.errors import DeclarationError


def must_be_free(name: str, where: str) -> None:
    """Check the name of a field.

    Raises:
        DeclarationError: every object uses the name itself.
    """
    if name in reserved():
        raise DeclarationError(
            where=where,
            found=f"a field {name!r}",
            expected="a name that versioned objects do not use themselves",
            remedy=f"give it another name, such as {name.strip('_') + '_'!r}",
        )


@functools.cache
def reserved() -> frozenset[str]:
    """The attributes of every versioned object and the arguments of its constructor."""
    annotated = (name for owner in VersionedObject.__mro__ for name in vars(owner))
    declared = (name for o in VersionedObject.__mro__ for name in inspect.get_annotations(o))
    arguments = inspect.signature(VersionedObject.__init__).parameters.values()
    named = (a.name for a in arguments if a.kind is not inspect.Parameter.VAR_KEYWORD)
    return frozenset(annotated) | frozenset(declared) | frozenset(named)
