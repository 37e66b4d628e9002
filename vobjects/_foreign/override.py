"""A class's own reading function, with the generated one in the place of o.vo's below it."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

from vobjects._foreign.codegen import Loader
from vobjects._foreign.plan import ClassPlan
from vobjects._foreign.twin import twin_of


class OpenedError(BaseException):
    """An override looked into a sealed primitive; not to be caught by the override itself."""


def _opened(*_: Any) -> NoReturn:
    raise OpenedError


class Sealed:
    """What an override gets for a primitive: it can be handed on, but not looked into."""

    __slots__ = ("_parts",)
    __getattribute__ = __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = _opened
    __setitem__ = __delitem__ = __eq__ = __str__ = __repr__ = _opened
    __hash__ = _opened


_PARTS: Any = vars(Sealed)["_parts"]
_ALONE = sys.getrefcount(object()) + 1
"""The references to an object that one variable holds."""


class Override:
    """Runs ``_obj_from_primitive`` of a class on a twin.

    Most overrides only hand the primitive to ``super()``. So they get a sealed one first, which
    costs nothing to make; a class whose override opens or keeps it gets primitives from then on.
    """

    load: Loader
    """Makes an object of the twin of the parts of an object in the form that is read."""
    load_primitive: Loader
    """Makes an object of the twin of the parts of a primitive."""

    def __init__(self, plan: ClassPlan) -> None:
        self._cls: Any = plan.cls
        self._keys = plan.hooks.keys
        self._seals = True
        self.twin = twin_of(plan, self._below)

    def sealed(self, data: Any, changes: Any, version: str, context: Any, depth: int) -> Any:
        """The object, or None if the override wants to see the primitive."""
        if not self._seals:
            return None
        seal = Sealed()
        _PARTS.__set__(seal, (data, changes, depth))
        try:
            found = self.opened(context, version, seal)
        except OpenedError:
            self._seals = False
            return None
        self._seals = sys.getrefcount(seal) == _ALONE
        return found if self._seals else None

    def opened(self, context: Any, version: str, primitive: Any) -> Any:
        """The object that the override makes of a primitive."""
        found = self._cls._obj_from_primitive.__func__(self.twin, context, version, primitive)
        if type(found) is self.twin:
            found.__class__ = self._cls
        return found

    def _below(self, twin: type, context: Any, version: str, primitive: Any) -> Any:
        """What the override gets from ``super()``."""
        if type(primitive) is Sealed:
            data, changes, depth = _PARTS.__get__(primitive)
            return self.load(data, changes, version, context, depth)
        changes = primitive.get(self._keys["changes"], [])
        return self.load_primitive(primitive[self._keys["data"]], changes, version, context, -1)
