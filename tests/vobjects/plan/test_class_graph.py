"""Which classes can hold which: as all paths say, and in the work of one look at each field."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from tests.support.pairs import law
from tests.support.work import bend, calls
from vobjects import (
    UNSET,
    Limits,
    Registry,
    VersionedObject,
    View,
    added,
    history,
    initial,
    version,
)
from vobjects._declare.json_schema import json_schema

Declared = list[tuple[int | None, list[int]]]
"""By class, the earlier class that it is a kind of, and the earlier classes that its fields name"""


def registered(classes: Declared) -> Registry:
    """A registry of such classes, ``C0`` first; each has a second version."""
    registry, made = Registry("graph", limits=Limits(depth=10**6)), list[Any]()
    for number, (base, held) in enumerate(classes):
        fields = {f"c{number}_{place}": made[other] for place, other in enumerate(held)}
        annotations = {f"k{number}": int, **fields}
        body = {
            **dict.fromkeys(annotations, UNSET),
            "__annotations__": annotations,
            "__module__": __name__,
            "HISTORY": history(
                initial("1.0"), version("1.1", "More.", added(f"k{number}", default=0))
            ),
        }
        bases = (VersionedObject,) if base is None else (made[base],)
        made.append(registry.register(type(f"C{number}", bases, body)))
    return registry


@st.composite
def graphs(draw: st.DrawFn) -> Declared:
    """Few classes: with subclasses in fields, there are rings among them."""
    found: Declared = []
    for number in range(draw(st.integers(1, 6))):
        earlier = st.integers(0, number - 1)
        base = draw(st.none() | earlier) if number else None
        found.append((base, draw(st.lists(earlier, max_size=2)) if number else []))
    return found


def _below(view: View, name: str) -> set[str]:
    return {kind for child in view.types(name) for kind in view.kinds(child)}


def _longest(view: View, name: str, above: tuple[str, ...] = ()) -> float:
    """The longest of all paths."""
    if name in above:
        return math.inf
    paths = [_longest(view, child, (*above, name)) for child in _below(view, name)]
    return 1 + max(paths, default=0)


def _on_paths(view: View, name: str, above: frozenset[str] = frozenset()) -> set[str]:
    if name in above:
        return set()
    return {name}.union(*(_on_paths(view, one, above | {name}) for one in _below(view, name)))


@law(60)
@hypothesis.given(graphs(), st.randoms(use_true_random=False))
def test_graph_when_classes_are_random_is_what_all_paths_say(classes: Declared, order: Any) -> None:
    view = registered(classes).head
    names = list(view)
    order.shuffle(names)
    for name in names:
        assert view.depth(name) == _longest(view, name)
        assert view.reachable(name) == _on_paths(view, name)
        known = view.graph.nodes(names[:1])
        assert view.graph.nodes([name], known) == view.graph.nodes([name]) - known


def _chain(size: int) -> Declared:
    return [(None, [number - 1] if number else []) for number in range(size)]


def _lattice(size: int) -> Declared:
    """Two fields of each class name the two classes before it: its paths are 2**size."""
    return [(None, [n for n in (number - 1, number - 2) if n >= 0]) for number in range(size)]


def _ring(size: int) -> Declared:
    """All hold the base, so all hold all."""
    return [(None, []), *((0, [0, 0]) for _ in range(size - 1))]


def _star(size: int) -> Declared:
    """Half of the classes are kinds of one that the fields of the other half name."""
    half = size // 2
    return [(None, []), *((0, []) for _ in range(half)), *((None, [0]) for _ in range(half))]


SHAPES = [_chain, _lattice, _ring, _star]


def _root(view: View) -> str:
    return f"C{len(view) - 1}"


def _sample(view: View) -> Any:
    name = _root(view)
    return view[name](**{f"k{name[1:]}": 0})


def _older(registry: Registry) -> View:
    return registry.at(dict.fromkeys(registry.head, "1.0"))


ACTS: dict[str, Callable[[Registry], object]] = {
    "depth": lambda r: r.head.depth(_root(r.head)),
    "depth of all": lambda r: [r.head.depth(name) for name in r.head],
    "reachable": lambda r: r.head.reachable(_root(r.head)),
    "kinds of all": lambda r: [r.head.kinds(name) for name in r.head],
    "manifest": lambda r: r.at(r.head.manifest),
    "older manifest": _older,
    "closure": lambda r: r.closure(_root(r.head), "1.0"),
    "JSON schema": lambda r: json_schema(r.head, _root(r.head)),
    "primitive": lambda r: r.head.to_primitive(_sample(r.head)),
    "primitive of a release": lambda r: r.head.to_primitive(_sample(r.head), _older(r)),
    "message": lambda r: r.head.encode(_sample(r.head)),
    "message of all": lambda r: [r.head.encode(r.head[name]()) for name in r.head],
    "message for a release": lambda r: r.head.encode(_sample(r.head), _older(r)),
    "message there and back": lambda r: r.head.decode(r.head.encode(_sample(r.head))),
    "messages there and back": lambda r: [r.head.decode(r.head.encode(c())) for c in _classes(r)],
    "message of an older release": lambda r: r.head.decode(_old_message(r)),
    "adopted": lambda r: _older(r).adopt(_sample(r.head)),
}


def _classes(registry: Registry) -> list[type[VersionedObject]]:
    return [registry.head[name] for name in registry.head]


def _old_message(registry: Registry) -> bytes:
    root = _root(registry.head)
    older = registry.closure(root, "1.0")
    return older.encode(older[root]())


SIZE = 40


def _read_kinds(act: str, shape: Callable[[int], Declared]) -> int:
    """The bend of what msgspec alone does: it looks at all kinds of a type in each of the fields.

    In a star of ``n`` classes ``n / 2`` fields name a type of ``n / 2`` kinds, which takes four
    calls each.
    """
    return 4 * 2 * (SIZE // 2) ** 2 if act == "messages there and back" and shape is _star else 0


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("act", ACTS)
def test_first_use_when_there_are_more_classes_takes_the_same_calls_for_each(
    act: str, shape: Callable[[int], Declared]
) -> None:
    def work(size: int) -> Callable[[], object]:
        registry = registered(shape(size))
        return lambda: ACTS[act](registry)

    assert bend(work, SIZE) <= SIZE // 2 + _read_kinds(act, shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_calls_when_the_work_is_the_same_are_the_same_number(
    shape: Callable[[int], Declared],
) -> None:
    def count() -> int:
        registry = registered(shape(SIZE))
        return calls(lambda: ACTS["messages there and back"](registry))

    count()
    assert len({count() for _ in range(3)}) == 1
