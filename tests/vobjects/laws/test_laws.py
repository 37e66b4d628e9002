"""The laws of conversion, over all pairs and triples of versions and over random histories."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.kinds import KINDS
from tests.support.pairs import (
    EXAMPLES,
    MILESTONES,
    every_release,
    every_version,
    law,
    release_steps,
)
from tests.support.zoo import ZOO
from vobjects import Registry, VersionedObject, View, catalog
from vobjects.catalog import NOVA
from vobjects.testing import ObjectAndViews, objects, random_conversions, random_registries
from vobjects.testing._random.conversions import is_rising
from vobjects.testing._round_trip import RoundTrip
from vobjects.testing._versions import newer, older, some, views
from vobjects.testing.laws import (
    LAWS,
    detour_is_the_same,
    every_path_is_the_same,
    fields_follow_the_history,
    marks_are_of_the_versions_passed,
)

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches

_MANY = EXAMPLES * 20
_ALL = 9
"""A class with more other versions goes to some of them; a long run has them all."""


def _drawn(view: View, name: str) -> st.SearchStrategy[VersionedObject]:
    return st.one_of(objects(view, name), objects(view, name, sparse=True))


def _few(registry: Registry, name: str) -> int:
    """Classes with many versions have many pairs and triples: fewer objects for each."""
    return max(1, EXAMPLES * 4 // len(views(registry, name)))


def _others(registry: Registry, name: str, version: str) -> tuple[list[View], list[View]]:
    """The views that the versions of a class go to; of many, the nearest and some beyond."""
    below, above = older(registry, name, version), newer(registry, name, version)
    return (some(below), some(above)) if len(below) + len(above) > _ALL else (below, above)


def _every_law_holds(obj: VersionedObject, view: View) -> None:
    way = RoundTrip(obj, view)
    for holds in LAWS:
        holds(way)


@pytest.mark.parametrize(("registry", "name", "version"), every_version(NOVA, ZOO, KINDS))
def test_conversion_when_any_object_goes_to_any_version_then_every_law_holds(
    registry: Registry, name: str, version: str
) -> None:
    @law(_few(registry, name))
    @given(_drawn(views(registry, name)[version], name))
    def holds(obj: VersionedObject) -> None:
        for view in itertools.chain(*_others(registry, name, version)):
            _every_law_holds(obj, view)

    holds()


@pytest.mark.parametrize(("registry", "name", "version"), every_version(NOVA, ZOO, KINDS))
def test_conversion_when_it_goes_through_any_other_version_then_it_is_the_same(
    registry: Registry, name: str, version: str
) -> None:
    below, above = _others(registry, name, version)

    @law(_few(registry, name))
    @given(_drawn(views(registry, name)[version], name))
    def holds(obj: VersionedObject) -> None:
        for way in (below, above):
            for between, target in itertools.combinations(way, 2):
                every_path_is_the_same(obj, between, target)
        for target, top in (*itertools.product(below, above), *itertools.combinations(above, 2)):
            detour_is_the_same(obj, top, target)

    holds()


@pytest.mark.parametrize(("release", "name"), every_release())
def test_conversion_when_an_object_stays_in_its_release_then_every_law_holds(
    release: str, name: str
) -> None:
    view = catalog.at(release)

    @law(2)
    @given(_drawn(view, name))
    def holds(obj: VersionedObject) -> None:
        _every_law_holds(obj, view)

    holds()


@pytest.mark.parametrize(("new", "old", "name"), release_steps())
def test_conversion_when_releases_write_for_each_other_then_every_law_holds(
    new: str, old: str, name: str
) -> None:
    one, other = catalog.at(new), catalog.at(old)

    @law(2)
    @given(_drawn(one, name), _drawn(other, name))
    def holds(newer: VersionedObject, older: VersionedObject) -> None:
        _every_law_holds(newer, other)
        _every_law_holds(older, one)

    holds()


def _triples() -> list[tuple[str, str, str, str]]:
    """Each class that three milestones in a row have, oldest first."""
    rows = zip(MILESTONES, MILESTONES[1:], MILESTONES[2:], strict=False)
    return [(name, *row) for row in rows for name in sorted(catalog.at(row[0]))]


@pytest.mark.parametrize(("name", "old", "middle", "new"), _triples())
def test_conversion_when_a_release_lies_between_then_it_is_the_same(
    name: str, old: str, middle: str, new: str
) -> None:
    first, second, third = (catalog.at(release) for release in (old, middle, new))

    @law(1)
    @given(_drawn(third, name), _drawn(first, name), _drawn(second, name))
    def holds(newest: VersionedObject, oldest: VersionedObject, between: VersionedObject) -> None:
        every_path_is_the_same(newest, second, first)
        every_path_is_the_same(oldest, second, third)
        detour_is_the_same(between, third, first)

    holds()


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "version"),
    [(name, v) for name in sorted(NOVA.head) for v in views(NOVA, name)],
)
def test_conversion_when_a_class_has_many_versions_then_every_law_holds_between_all(
    name: str, version: str
) -> None:
    @law(1)
    @given(_drawn(views(NOVA, name)[version], name))
    def holds(obj: VersionedObject) -> None:
        for view in older(NOVA, name, version) + newer(NOVA, name, version):
            _every_law_holds(obj, view)

    holds()


@law(_MANY * 2)
@given(random_conversions(2))
def test_conversion_when_the_history_is_random_then_every_law_holds(case: ObjectAndViews) -> None:
    obj, (_, view) = case
    _every_law_holds(obj, view)


@law(_MANY * 2)
@given(random_conversions(3, loose=False))
def test_conversion_when_the_history_is_random_then_any_way_is_the_same(
    case: ObjectAndViews,
) -> None:
    obj, (_, between, target) = case
    every_path_is_the_same(obj, between, target)


@law(_MANY)
@given(random_conversions(3, loose=False))
def test_conversion_when_the_history_is_random_then_over_the_top_is_the_same(
    case: ObjectAndViews,
) -> None:
    obj, (first, middle, last) = case
    if is_rising([first, last]):
        detour_is_the_same(obj, last, middle)
    elif (there := RoundTrip(obj, middle).there) is not None:
        detour_is_the_same(there, first, last)


@law(_MANY)
@given(random_conversions(3))
def test_mark_of_an_object_when_it_was_adopted_twice_is_the_versions_that_it_passed(
    case: ObjectAndViews,
) -> None:
    obj, (first, middle, last) = case
    marks_are_of_the_versions_passed(obj, middle, last)
    if (there := RoundTrip(obj, middle).there) is not None:
        marks_are_of_the_versions_passed(there, first, middle)


@pytest.mark.parametrize(
    ("registry", "name"), [(r, name) for r in (NOVA, ZOO, KINDS) for name in sorted(r.head)]
)
def test_fields_when_one_has_come_then_every_version_until_it_goes_has_it(
    registry: Registry, name: str
) -> None:
    fields_follow_the_history(registry.lineage(name))


@law(_MANY)
@given(random_registries())
def test_fields_when_the_history_is_random_then_they_follow_it(registry: Registry) -> None:
    for name in registry.head:
        fields_follow_the_history(registry.lineage(name))
