"""Which classes of a view can hold which others, computed once for each class."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from vobjects._types.base import FieldType
from vobjects._types.containers import Child, Optional

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject
    from vobjects._declare.schema import Schema
    from vobjects.version import Version

Node = tuple[str, int]
"""A class and 1, which is what it adds to the depth; or 0 for the class as the type of fields.

A class leads to the types of its fields, and a type to its class and the subclasses. So a type with
many subclasses that many fields have costs their sum and not their product.
"""


class ClassGraph:
    """The classes of one release and the types of their fields; linear in both together."""

    def __init__(
        self,
        versions: Mapping[str, Version],
        schema: Callable[[str], Schema],
        declared: Callable[[str], type[VersionedObject]],
    ) -> None:
        """Take the names and versions, and what gives the fields and the declared class of each."""
        self._versions, self._schema, self._declared = versions, schema, declared
        self._depths: dict[Node, float] = {}
        self._most: dict[Node, float] = {}

    @functools.cached_property
    def kinds(self) -> dict[str, tuple[str, ...]]:
        """By class, the class and its subclasses in this view."""
        found = dict[str, list[str]]()
        names = {self._declared(name): name for name in self._versions}
        for declared, name in names.items():
            for base in declared.__mro__:
                if base in names:
                    found.setdefault(names[base], []).append(name)
        return {name: tuple(kinds) for name, kinds in found.items()}

    def types(self, name: str) -> tuple[str, ...]:
        """The classes that the fields of a class name."""
        children = self._schema(name).children().values()
        return tuple(dict.fromkeys(itertools.chain.from_iterable(children)))

    def reachable(self, roots: Iterable[str]) -> set[str]:
        """The classes and all that can stand in their objects, at any depth."""
        return {name for name, is_class in self.nodes(roots) if is_class}

    def nodes(self, roots: Iterable[str], known: Collection[Node] = ()) -> set[Node]:
        """The nodes of some classes and all that they lead to.

        Args:
            roots: names of classes.
            known: what earlier calls returned; it is left out, with all that it leads to.
        """
        waiting: list[Node] = [(root, 1) for root in roots]
        nodes: set[Node] = set()
        while waiting:
            node = waiting.pop()
            if node not in nodes and node not in known:
                nodes.add(node)
                waiting += self._below(node)
        return nodes

    def depth(self, name: str) -> float:
        """How many objects can stand in each other at most; infinite where classes form a ring."""
        root = (name, 1)
        if root not in self._depths:
            self._measure(root)
        return self._depths[root]

    def most(self, name: str) -> float:
        """How many objects an object of a class is at most, itself too; infinite for collections.

        Only for a class whose depth is finite.
        """
        found = self._most.get((name, 1))
        if found is None:
            types = [spec.type for spec in self._schema(name).fields.values()]
            found = self._most[name, 1] = 1 + sum(map(self.most_in, types))
        return found

    def most_in(self, type_: FieldType) -> float:
        """How many objects there are at most in a value of a type."""
        name = next(iter(type_.children()), None)
        if name is None:
            return 0
        if not isinstance(type_.inner if isinstance(type_, Optional) else type_, Child):
            return math.inf
        if (name, 0) not in self._most:
            self._most[name, 0] = max(map(self.most, self.kinds[name]), default=0)
        return self._most[name, 0]

    def _measure(self, root: Node) -> None:
        """Give a node its depth after all that it leads to."""
        depths = self._depths
        entered: dict[Node, Iterator[Node]] = {root: iter(self._below(root))}
        while entered:
            node = next(reversed(entered))
            step = next((n for n in entered[node] if n not in depths and n not in entered), None)
            if step is not None:
                entered[step] = iter(self._below(step))
                continue
            below = (math.inf if n in entered else depths[n] for n in self._below(node))
            depths[node] = node[1] + max(below, default=0)
            del entered[node]

    def _below(self, node: Node) -> list[Node]:
        name, is_class = node
        if not is_class:
            return [(kind, 1) for kind in self.kinds.get(name, ())]
        return [(type_, 0) for type_ in self.types(name)]
