"""A copy of an object for hooks to work on, so that nothing they do reaches the object itself."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

from oslo_versionedobjects import base

V = TypeVar("V", bound=base.VersionedObject)


def shadow(obj: V) -> V:
    """The object again, with values of its own; the context is shared.

    Unlike ``obj_clone`` it keeps the version, the changes and what is no field.
    """
    return _object(obj, {})


def _object(obj: V, memo: dict[int, Any]) -> V:
    found = memo.get(id(obj))
    if found is None:
        found = memo[id(obj)] = object.__new__(type(obj))
        for name, value in vars(obj).items():
            if name == "_changed_fields" or name.startswith("_obj_"):
                value = _value(value, memo)
            elif type(value) in (dict, list, set):
                value = value.copy()
            found.__dict__[name] = value
        for name, value in _slots(obj).items():
            object.__setattr__(found, name, value)
    return found


def _value(value: Any, memo: dict[int, Any]) -> Any:
    if isinstance(value, base.VersionedObject):
        return _object(value, memo)
    if isinstance(value, list):
        return _filled(value, list.extend, [_value(item, memo) for item in value])
    if isinstance(value, dict):
        items = {key: _value(item, memo) for key, item in dict.items(value)}
        return _filled(value, dict.update, items)
    if isinstance(value, set):
        return _filled(value, set.update, {_value(item, memo) for item in value})
    return copy.deepcopy(value, memo)


def _filled(value: Any, fill: Any, content: Any) -> Any:
    """A container of the same type and state; its members are not coerced again."""
    cls: Any = type(value)
    found = cls.__new__(cls)
    fill(found, content)
    if hasattr(value, "__dict__"):
        found.__dict__.update(vars(value))
    return found


def _slots(obj: Any) -> dict[str, Any]:
    state = object.__getstate__(obj)
    return state[1] if isinstance(state, tuple) else {}
