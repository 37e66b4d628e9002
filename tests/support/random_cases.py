"""Objects of random classes, with the views that they go through."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from tests.support.random_history import registries
from vobjects import DeclarationError, Registry, VersionedObject, View
from vobjects._plan.combinations import must_be_allowed
from vobjects._plan.lineage import Lineage
from vobjects.testing import objects
from vobjects.version import Version

Case = tuple[VersionedObject, list[View]]


@st.composite
def cases(draw: st.DrawFn, views: int, loose: bool = True) -> Case:
    """An object of a random class, and views in a row, falling or rising; the first is its own.

    With ``loose`` some have children at versions that the history of their parent rules out.
    """
    registry = draw(registries())
    name = draw(st.sampled_from(sorted(registry.head)))
    allowed = not (loose and draw(st.booleans()))
    rows = _lined_up([_versions(draw, registry, allowed) for _ in range(views)])
    found = [registry.at(manifest, loose=not allowed) for manifest in rows]
    if draw(st.booleans()):
        found.reverse()
    return draw(objects(found[0], name, sparse=draw(st.booleans()))), found


def rising(views: list[View]) -> bool:
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
