"""Objects of random classes, with the views that they go through."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from tests.support.filled import objects
from tests.support.random_history import registries
from vobjects import Registry, VersionedObject, View

Case = tuple[VersionedObject, list[View]]


@st.composite
def cases(draw: st.DrawFn, views: int) -> Case:
    """An object of a random class, and views in a row, falling or rising; the first is its own."""
    registry = draw(registries())
    name = draw(st.sampled_from(sorted(registry.head)))
    found = _lined_up(registry, [_view(draw, registry) for _ in range(views)])
    if draw(st.booleans()):
        found.reverse()
    return draw(objects(found[0], name, sparse=draw(st.booleans()))), found


def rising(views: list[View]) -> bool:
    """Whether no class is older in a view than in the one before."""
    return all(one.versions[n] <= other.versions[n] for one, other in pairwise(views) for n in one)


def _view(draw: st.DrawFn, registry: Registry) -> View:
    versions = {n: registry.lineage(n).history.versions for n in registry.head}
    return registry.at({n: str(draw(st.sampled_from(found))) for n, found in versions.items()})


def _lined_up(registry: Registry, views: list[View]) -> list[View]:
    """Views such that no class is older in one than in a later one."""
    columns = {
        name: sorted((view.versions[name] for view in views), reverse=True)
        for name in registry.head
    }
    return [
        registry.at({name: str(column[place]) for name, column in columns.items()})
        for place in range(len(views))
    ]
