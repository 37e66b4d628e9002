"""The classes of the catalog have the fingerprints that Nova records."""

from __future__ import annotations

import pytest

from tests.support.fingerprints import fingerprint
from tests.support.nova_facts import recorded_fingerprints
from vobjects import catalog
from vobjects.catalog import NOVA

_OTHERWISE = {
    "ImageMetaProps 1.16": "ocata had the types of signature keys in another order",
}
"""Fingerprints that ours differ from, and why."""
_RECORDED = [
    (name, version, f"{version.split('-')[0]}-{found}")
    for name, versions in recorded_fingerprints().items()
    for version, found in versions.items()
]
_FIRST = catalog.releases().index("ocata")
"""The first release whose fingerprints stand in the facts."""


def _fingerprints(name: str, version: str) -> set[str]:
    """What all releases with a class at a version have."""
    views = [catalog.at(release) for release in catalog.releases()[_FIRST:]]
    having = [view for view in views if view.manifest.get(name) == version]
    return {fingerprint(view, name) for view in having}


@pytest.mark.parametrize(("name", "version", "found"), _RECORDED)
def test_class_when_nova_records_its_fingerprint_then_it_has_it(
    name: str, version: str, found: str
) -> None:
    same = _fingerprints(name, version) == {found}
    assert same == (f"{name} {version}" not in _OTHERWISE)


def test_facts_when_they_are_counted_then_more_than_half_of_the_classes_have_a_fingerprint() -> (
    None
):
    assert len({name for name, _, _ in _RECORDED}) > len(NOVA.head) / 2
    assert {f"{name} {version}" for name, version, _ in _RECORDED} >= _OTHERWISE.keys()
