"""Determinism: the same value gives the same bytes, in every process."""

import os
import subprocess
import sys

from vobjects import Registry, VersionedObject, catalog, history, initial
from vobjects.testing import filled

_PRINT = """
import hashlib, json
from vobjects.testing import filled
from tests.support.pairs import MILESTONES
from vobjects import catalog
for release in MILESTONES:
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
