"""Classes that hold their own class, directly or in another one, and a line of one of them."""

from __future__ import annotations

import dataclasses
import inspect
import random
from collections.abc import Mapping
from typing import Any

from vobjects import Registry, VersionedObject, added, history, initial, line, version


def _holding(cls: Any) -> dict[str, Any]:
    """By the name of a field, its type in a class that holds ``cls``."""
    return {
        "one": cls | None,
        "some": tuple[cls, ...],
        "named": Mapping[str, cls],
        "rows": Mapping[str, tuple[cls | None, ...]],
    }


@dataclasses.dataclass(frozen=True)
class ClosedGraph:
    """A base, a box that holds it, and a subclass of the base that holds the box."""

    registry: Registry
    base: Any
    box: Any
    kind: Any
    line: Any
    """A line of the base or of the subclass, at version 3.1, with the field ``weight``."""


def closed_graph(rng: random.Random) -> ClosedGraph:
    """Make the classes, each with one field or more that holds the other, in any container."""
    registry = Registry("graph")
    base = _declared(registry, "Base", VersionedObject, {"id": int}, rng, None)
    box = _declared(registry, "Box", VersionedObject, {}, rng, base)
    kind = _declared(registry, "Kind", base, {"label": str}, rng, box)
    of = rng.choice([base, kind])
    entry = version("3.1", "Weights.", added("weight", default=0, why="weights count"))
    body = {
        "__annotations__": _annotations(of) | {"weight": int},
        "HISTORY": line(of, "1.0", entry),
    }
    made = type("Line", (VersionedObject,), body | {"__module__": __name__, "KEY": ("id",)})
    return ClosedGraph(registry, base, box, kind, registry.register(made))


def _annotations(cls: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for owner in reversed(cls.__mro__[: cls.__mro__.index(VersionedObject)]):
        found |= inspect.get_annotations(owner)
    return found


def _declared(
    registry: Registry, name: str, base: Any, fields: dict[str, Any], rng: random.Random, held: Any
) -> Any:
    """A class with fields that hold ``held``, or objects of the class itself where it is None."""
    key = {"KEY": ("id",)} if "id" in fields else {}
    entries = [initial("1.0"), version("1.1", "Nothing else.")][: rng.randint(1, 2)]
    body = {"__module__": __name__, "HISTORY": history(*entries), "__annotations__": fields}
    cls: Any = type(name, (base,), body | key)
    holding = _holding(held or cls)
    for field in rng.sample(sorted(holding), rng.randint(1, 3)):
        fields[f"{name.lower()}_{field}"] = holding[field]
    cls.__annotations__ = fields
    return registry.register(cls)
