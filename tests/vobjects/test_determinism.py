"""Determinism: the same value gives the same bytes, in every process."""

import os
import subprocess
import sys

import pytest
from hypothesis import given

from tests.support.filled import filled, objects
from tests.support.pairs import every_release, law
from vobjects import Registry, VersionedObject, catalog, history, initial

_PRINT = """
import hashlib, json
from tests.support.filled import filled
from vobjects import catalog
for release in catalog.releases():
    view = catalog.at(release)
    for name in sorted(view):
        obj = filled(view, name)
        print(release, name, view.encode(obj).hex(), json.dumps(view.to_primitive(obj)))
"""


def _printed(seed: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PRINT],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_bytes_when_another_process_writes_them_then_they_are_the_same() -> None:
    assert _printed("1") == _printed("2") != b""


@pytest.mark.parametrize(("release", "name"), every_release())
def test_bytes_when_they_are_decoded_and_encoded_then_they_are_the_same(
    release: str, name: str
) -> None:
    view = catalog.at(release)

    @law()
    @given(objects(view, name, sparse=True))
    def holds(obj: VersionedObject) -> None:
        message, primitive = view.encode(obj), view.to_primitive(obj)
        assert view.encode(obj) == message
        assert view.encode(view.decode(message)) == message
        assert view.to_primitive(view.from_primitive(primitive)) == primitive
        assert view.decode(message) == obj == view.from_primitive(primitive)
        assert view.decode(message).obj_what_changed() == obj.obj_what_changed()

    holds()


def test_bytes_when_equal_values_were_put_in_otherwise_then_they_are_the_same() -> None:
    things = Registry("things")

    @things.register
    class Thing(VersionedObject):
        numbers: frozenset[int]
        words: frozenset[str]
        share: float
        HISTORY = history(initial("1.0"))

    one = Thing(numbers=frozenset([1, 2, 2**40]), words=frozenset("abc"), share=0.0)
    two = Thing(share=-0.0, words=frozenset("cba"), numbers=frozenset([2**40, 2, 1]))
    assert one == two
    assert things.head.encode(one) == things.head.encode(two)


def test_changes_when_they_are_written_then_they_are_in_order_and_only_of_set_fields() -> None:
    kilo = catalog.at("kilo")
    obj = filled(kilo, "NUMACell")
    assert kilo.to_primitive(obj)["nova_object.changes"] == sorted(kilo.schema("NUMACell").fields)
    obj.obj_reset_changes()
    assert "nova_object.changes" not in kilo.to_primitive(obj)
