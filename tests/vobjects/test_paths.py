"""Path independence: any way between two versions gives the same, refusals included."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.filled import objects
from tests.support.laws import comes_back, converted, same_by_any_way
from tests.support.pairs import EXAMPLES, every_version, law, newer, older, views
from vobjects import BackportRefusedError, VersionedObject, catalog
from vobjects.catalog import NOVA
from vobjects.history import Added, Removed, Renamed


def _few(name: str) -> int:
    """Classes with many versions have many triples: fewer objects for each."""
    return max(1, EXAMPLES * 4 // len(views(NOVA, name))) if name != "InstanceList" else 1


@pytest.mark.parametrize(("name", "version"), every_version())
def test_down_when_it_goes_through_a_version_between_then_the_bytes_are_the_same(
    name: str, version: str
) -> None:
    view = views(NOVA, name)[version]

    @law(_few(name))
    @given(st.one_of(objects(view, name), objects(view, name, sparse=True)))
    def holds(obj: VersionedObject) -> None:
        for between, target in itertools.combinations(older(NOVA, name, version), 2):
            same_by_any_way(obj, between, target)

    holds()


@pytest.mark.parametrize(("name", "version"), every_version())
def test_up_when_it_goes_through_a_version_between_then_the_bytes_are_the_same(
    name: str, version: str
) -> None:
    view = views(NOVA, name)[version]

    @law(_few(name))
    @given(st.one_of(objects(view, name), objects(view, name, sparse=True)))
    def holds(obj: VersionedObject) -> None:
        for between, target in itertools.combinations(newer(NOVA, name, version), 2):
            same_by_any_way(obj, between, target)

    holds()


@pytest.mark.parametrize(("name", "version"), every_version())
def test_up_and_down_when_an_old_object_makes_the_way_then_it_is_what_it_was(
    name: str, version: str
) -> None:
    view = views(NOVA, name)[version]

    @law(_few(name))
    @given(st.one_of(objects(view, name), objects(view, name, sparse=True)))
    def holds(obj: VersionedObject) -> None:
        for new in newer(NOVA, name, version):
            comes_back(obj, new)

    holds()


@pytest.mark.parametrize(("name", "version"), every_version())
def test_refusal_when_a_version_refuses_then_every_older_one_does(name: str, version: str) -> None:
    view = views(NOVA, name)[version]

    @law(_few(name))
    @given(objects(view, name))
    def holds(obj: VersionedObject) -> None:
        refused = [
            isinstance(converted(old, obj), BackportRefusedError)
            for old in older(NOVA, name, version)
        ]
        assert refused == sorted(refused)

    holds()


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_fields_when_one_has_come_then_every_version_until_it_goes_has_it(name: str) -> None:
    lineage = NOVA.lineage(name)
    have = set(next(iter(lineage.schemas.values())).fields)
    for entry in lineage.history.entries:
        for change in entry.changes:
            if isinstance(change, Added):
                have.add(change.field)
            elif isinstance(change, Removed):
                have.remove(change.field)
            elif isinstance(change, Renamed):
                have = (have - {change.was}) | {change.field}
        assert set(lineage.schemas[entry.version].fields) == have


def test_releases_when_one_lies_between_then_the_way_through_it_gives_the_same() -> None:
    icehouse, juno, kilo = (catalog.at(release) for release in catalog.releases())
    for name in sorted(icehouse):

        @law(_few(name))
        @given(objects(kilo, name))
        def holds(obj: VersionedObject) -> None:
            same_by_any_way(obj, juno, icehouse)

        holds()
