"""Objects of random classes, and views to convert them into."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from vobjects import DeclarationError, Registry, VersionedObject, View
from vobjects._plan.combinations import must_be_allowed
from vobjects._plan.lineage import Lineage
from vobjects.testing._random.registries import random_registries
from vobjects.testing._strategies import objects
from vobjects.version import Version

ObjectAndViews = tuple[VersionedObject, list[View]]
"""An object, and views of its registry; the first one is that of the object."""


@st.composite
def random_conversions(draw: st.DrawFn, views: int, loose: bool = True) -> ObjectAndViews:
    """Draw an object of a class with a random history, and views to convert it into.

    Args:
        draw: given by Hypothesis.
        views: how many; the first is that of the object, and no class is older in one than in
            those before it, or none is newer.
        loose: in some views children are at versions that the history of their parent rules out.
    """
    registry = draw(random_registries())
    name = draw(st.sampled_from(sorted(registry.head)))
    allowed = not (loose and draw(st.booleans()))
    rows = _lined_up([_versions(draw, registry, allowed) for _ in range(views)])
    drawn = [registry.at(manifest, loose=not allowed) for manifest in rows]
    if draw(st.booleans()):
        drawn.reverse()
    return draw(objects(drawn[0], name, sparse=draw(st.booleans()))), drawn


def is_rising(views: list[View]) -> bool:
    """Whether no class is older in a view than in the one before."""
    return all(one.versions[n] <= other.versions[n] for one, other in pairwise(views) for n in one)


def _versions(draw: st.DrawFn, registry: Registry, allowed: bool) -> dict[str, Version]:
    lineages = {name: registry.lineage(name) for name in registry.head}
    found = {n: draw(st.sampled_from(one.history.versions)) for n, one in lineages.items()}
    parts = lineages["Part"].history.versions
    fitting = [v for v in parts if _allowed({**found, "Part": v}, lineages)] if allowed else parts
    return found | {"Part": draw(st.sampled_from(fitting))}


def _allowed(versions: dict[str, Version], lineages: dict[str, Lineage]) -> bool:
    try:
        must_be_allowed(versions, lineages, "")
    except DeclarationError:
        return False
    return True


def _lined_up(found: list[dict[str, Version]]) -> list[dict[str, str]]:
    """Manifests such that no class is older in one than in a later one.

    Where each pair of versions is allowed, so is each pair in the rows that come out.
    """
    columns = {n: sorted((row[n] for row in found), reverse=True) for n in found[0]}
    return [{n: str(column[row]) for n, column in columns.items()} for row in range(len(found))]
