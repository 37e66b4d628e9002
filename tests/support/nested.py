"""Classes that hold objects in every container, and whose functions change them at every place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vobjects import (
    Classes,
    Conversion,
    Registry,
    Values,
    VersionedObject,
    converted,
    history,
    initial,
    version,
)
from vobjects.testing._trees import parts

NESTED = Registry("nested")


@NESTED.register
class Leaf(VersionedObject):
    """An object without children."""

    id: int
    size: int
    tags: frozenset[str]
    HISTORY = history(initial("1.0"))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, VersionedObject):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, Mapping):
        yield from _leaves(tuple(value.values()))


def _flip(name: str) -> Conversion:
    """Change the size of every object in a field; it is its own inverse."""

    def flip(values: Values, classes: Classes) -> None:
        for leaf in _leaves(values.get(name)):
            leaf.size ^= 1

    return flip


CONTAINERS: dict[str, Any] = {
    "child": Leaf,
    "maybe": Leaf | None,
    "several": tuple[Leaf, ...],
    "named": Mapping[str, Leaf],
    "rows": tuple[tuple[Leaf | None, ...], ...],
    "tables": tuple[Mapping[str, Leaf], ...],
    "lists": Mapping[str, tuple[Leaf, ...]],
    "maps": Mapping[str, Mapping[str, Leaf | None] | None],
}


_OTHER_SIZES = version(
    "1.1",
    "The other sizes.",
    *(
        converted(name, was=type_, up=_flip(name), down=_flip(name))
        for name, type_ in CONTAINERS.items()
    ),
)
_BODY = {
    "__annotations__": CONTAINERS,
    "__module__": __name__,
    "__doc__": "A class with each container of objects; their sizes are the other number in 1.0.",
    "HISTORY": history(initial("1.0"), _OTHER_SIZES),
}
Tree: Any = NESTED.register(type("Tree", (VersionedObject,), _BODY))


@NESTED.register
class Forest(VersionedObject):
    """Trees in a tuple and in a mapping."""

    trees: tuple[Tree, ...]
    named: Mapping[str, Tree]
    HISTORY = history(initial("1.0"))


def snapshot(obj: VersionedObject) -> dict[str, Any]:
    """The values and the changes of an object and of all below, by path."""
    return {
        path: (value.obj_name(), dict.fromkeys(value.obj_values()), set(value._changed_fields))
        if isinstance(value, VersionedObject)
        else repr(value)
        for path, value in parts(obj)
        if isinstance(value, VersionedObject) or not isinstance(value, tuple | dict)
    }


def destroy(obj: VersionedObject) -> None:
    """Change all that can be changed: delete every field of every object, and its changes."""
    for one in [value for _, value in parts(obj) if isinstance(value, VersionedObject)]:
        one.obj_reset_changes()
        for name in one.obj_values():
            delattr(one, name)
