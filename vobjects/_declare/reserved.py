"""The names that a field cannot have, since every versioned object uses them itself."""

from __future__ import annotations

import functools
import inspect
import keyword
import unicodedata

from vobjects._declare.object import VersionedObject
from vobjects._repr import brief
from vobjects.errors import DeclarationError


def must_be_free(name: str, where: str) -> None:
    """Check the name of a field: it stands in the code that is generated for its class.

    Raises:
        DeclarationError: it is no identifier, or every object uses the name itself.
    """
    if not _is_identifier(name):
        raise DeclarationError(
            where=where,
            found=f"a field {brief(name)}",
            expected="an identifier of Python that is no keyword, as the source reads it",
            remedy="give it such a name; letters that Unicode joins or decorates are written plain",
        )
    if name in reserved():
        raise DeclarationError(
            where=where,
            found=f"a field {name!r}",
            expected="a name that versioned objects do not use themselves",
            remedy=f"give it another name, such as {name.strip('_') + '_'!r}",
        )


def _is_identifier(name: str) -> bool:
    plain = unicodedata.normalize("NFKC", name) == name  # Python reads source in this form
    return plain and name.isidentifier() and not keyword.iskeyword(name)


@functools.cache
def reserved() -> frozenset[str]:
    """The attributes of every versioned object and the arguments of its constructor."""
    annotated = (name for owner in VersionedObject.__mro__ for name in vars(owner))
    declared = (name for o in VersionedObject.__mro__ for name in inspect.get_annotations(o))
    arguments = inspect.signature(VersionedObject.__init__).parameters.values()
    named = (a.name for a in arguments if a.kind is not inspect.Parameter.VAR_KEYWORD)
    return frozenset(annotated) | frozenset(declared) | frozenset(named)
