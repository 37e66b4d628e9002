"""A real Nova reads what the catalog writes, and the catalog what a real Nova writes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interop.alike import in_seconds, read, written
from tests.interop.nova_release import BLANK, NAMES, NEWER, NOT_SENT, READER, REAL, REFUSED, VIEW
from tests.interop.samples import for_nova, made_in_nova
from tests.support.pairs import law
from vobjects import IncompleteObjectError, VersionedObject
from vobjects.testing import filled, objects
from vobjects.testing._trees import is_complete


def _goes_to_nova_and_back(obj: VersionedObject) -> None:
    theirs = READER.obj_from_primitive(json.loads(json.dumps(VIEW.to_primitive(obj))))
    assert type(theirs) is REAL[obj.obj_name()]
    assert theirs.VERSION == obj.VERSION
    assert read(theirs) == written(obj, BLANK)
    ours = VIEW.from_primitive(json.loads(json.dumps(theirs.obj_to_primitive())))
    assert read(ours) == in_seconds(written(theirs))


def test_catalog_when_nova_is_asked_then_it_has_the_classes_at_the_same_versions() -> None:
    assert set(VIEW) == {*NAMES, *NOT_SENT}
    differing = {name for name in NAMES if REAL[name].VERSION != VIEW[name].VERSION}
    assert {name: REAL[name].VERSION for name in differing} == NEWER


@pytest.mark.parametrize("name", NAMES)
def test_object_when_every_field_is_set_then_nova_reads_it_and_sends_it_back(name: str) -> None:
    _goes_to_nova_and_back(for_nova(filled(VIEW, name)))


@pytest.mark.parametrize("name", NAMES)
def test_object_when_it_is_drawn_then_nova_reads_it_and_sends_it_back(name: str) -> None:
    @law(10)
    @given(st.one_of(objects(VIEW, name), objects(VIEW, name, sparse=True)))
    def holds(obj: VersionedObject) -> None:
        _goes_to_nova_and_back(for_nova(obj))

    holds()


@pytest.mark.parametrize("name", NAMES)
def test_object_when_nova_made_it_then_the_catalog_reads_it_and_sends_it_back(name: str) -> None:
    newer = bool(VIEW.reachable(name) & NEWER.keys())
    target = (VIEW[name].VERSION, VIEW.manifest) if newer else ()
    sent = 0
    for theirs in made_in_nova(name):
        try:
            primitive = json.loads(json.dumps(theirs.obj_to_primitive(*target)))
        except REFUSED:  # a value that came after the newest release of the catalog
            assert newer
            continue
        ours = VIEW.from_primitive(primitive)
        known = read(READER.obj_from_primitive(primitive))
        assert read(ours) == (known if newer else written(theirs))
        try:
            back = json.loads(json.dumps(VIEW.to_primitive(ours)))
        except IncompleteObjectError:  # Nova sends what it has not set, and we do not
            assert not is_complete(ours)
            continue
        assert read(READER.obj_from_primitive(back)) == known
        sent += 1
    assert sent
