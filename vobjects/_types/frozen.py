"""A mapping that cannot be changed in place, so that a change is always an assignment."""

from __future__ import annotations

import copy
from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict whose every mutator raises; equal to, printed and encoded like a dict.

    oslo.versionedobjects hands out live dicts: a change inside one is in no ``changes`` and is
    never saved.
    """

    __slots__ = ()

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("a mapping of a versioned object is a value: assign a new mapping instead")

    __setitem__ = _refuse
    __delitem__ = _refuse
    __ior__ = _refuse
    clear = _refuse
    pop = _refuse
    popitem = _refuse
    setdefault = _refuse
    update = _refuse

    def __copy__(self) -> FrozenDict[K, V]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> FrozenDict[K, V]:
        copied = {key: copy.deepcopy(value, memo) for key, value in self.items()}
        if id(self) in memo:  # an object in the mapping holds the mapping itself
            return memo[id(self)]  # type: ignore[no-any-return]
        same = all(copied[key] is value for key, value in self.items())
        return self if same else FrozenDict(copied)

    def __reduce__(self) -> tuple[Any, ...]:
        return (FrozenDict, (dict(self),))
