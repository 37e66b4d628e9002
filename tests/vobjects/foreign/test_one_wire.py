"""Unmodified classes and ours speak the same messages; threads and processes make no difference."""

# ruff: noqa: RUF012  (fields are as o.vo wants them)

from __future__ import annotations

import datetime
import functools
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from oslo_versionedobjects import base, fields

from tests.support.foreign.classes import FORGE, Fields, ForgeParent, register
from tests.support.untyped import new
from vobjects import ForeignClasses, Registry, VersionedObject, history, initial
from vobjects.testing._foreign.filling import Filler
from vobjects.testing._foreign.laws import in_order, outcome

OURS = Registry("smithy", "smithy_object")
ANY = {"FieldType": lambda rng: [1]}
WHEN = datetime.datetime(2024, 2, 29, 12, 0, 5, tzinfo=datetime.UTC)


class SmithyObject(base.VersionedObject):
    """The base class of a project that has both kinds of classes."""

    OBJ_PROJECT_NAMESPACE = "smithy"
    OBJ_SERIAL_NAMESPACE = "smithy_object"


THEIRS = ForeignClasses(SmithyObject)


@OURS.register
class Nail(VersionedObject):
    """A nail as we declare it."""

    size: int | None
    HISTORY = history(initial("1.0"))


@OURS.register
class Box(VersionedObject):
    """A box as we declare it."""

    nails: tuple[Nail, ...]
    first: Nail | None
    labels: frozenset[str]
    prices: Mapping[str, float]
    made: datetime.datetime
    HISTORY = history(initial("1.0"))


def _theirs() -> Any:
    @register
    class Nail(SmithyObject):
        fields: Fields = {"size": fields.IntegerField(nullable=True)}

    @register
    class Box(SmithyObject):
        fields: Fields = {
            "nails": fields.ListOfObjectsField("Nail"),
            "first": fields.ObjectField("Nail", nullable=True),
            "labels": fields.SetOfStringsField(),
            "prices": fields.Field(fields.Dict(fields.Float())),
            "made": fields.DateTimeField(),
        }

    nails = [Nail(size=3), Nail(size=None)]
    return Box(nails=nails, first=None, labels={"b", "a"}, prices={"z": 1.5, "a": 2.0}, made=WHEN)


def _ours() -> Any:
    nails = (new(OURS.head, "Nail", size=3), new(OURS.head, "Nail", size=None))
    prices = {"z": 1.5, "a": 2.0}
    return new(
        OURS.head, "Box", nails=nails, first=None, labels={"a", "b"}, prices=prices, made=WHEN
    )


def test_message_when_both_kinds_of_classes_hold_the_same_then_the_bytes_are_the_same() -> None:
    assert THEIRS.encode(_theirs()) == OURS.head.encode(_ours())


def test_message_when_one_kind_of_class_wrote_it_then_the_other_reads_it() -> None:
    theirs, ours = _theirs(), _ours()
    assert OURS.head.decode(THEIRS.encode(theirs)) == ours
    found = THEIRS.decode(OURS.head.encode(ours))
    assert in_order(found.obj_to_primitive()) == in_order(theirs.obj_to_primitive())


def test_objects_when_threads_send_them_to_many_receivers_then_each_gets_its_own() -> None:
    parents = [Filler(seed, ANY).object(ForgeParent, 0.3) for seed in range(4)]
    manifests = [
        {name: f"1.{min(minor, int(version.split('.')[1]))}" for name, version in newest.items()}
        for newest in [FORGE.manifest]
        for minor in range(4)
    ]
    jobs = [(parent, at) for parent in parents for at in [None, *manifests]]
    alone = [outcome(functools.partial(FORGE.encode, *job)) for job in jobs]
    with ThreadPoolExecutor(8) as pool:
        together = list(
            pool.map(lambda job: outcome(functools.partial(FORGE.encode, *job)), jobs * 8)
        )
    assert together == alone * 8
    assert any(isinstance(found, bytes) for found in alone)


_PRINT = """
from tests.support.foreign.classes import FORGE, ForgeContainers, ForgeParent
from vobjects.testing._foreign.filling import Filler
parent = Filler(5, {"FieldType": lambda rng: {"a": [1]}}).object(ForgeParent)
print(FORGE.encode(parent).hex(), FORGE.encode(parent, "1.5").hex())
containers = ForgeContainers(names=set("abcdefgh"), map=dict.fromkeys("hgfedcba", ""))
print(FORGE.encode(containers).hex(), FORGE.encode(containers, "1.0").hex())
"""


@pytest.mark.slow
def test_bytes_when_processes_hash_in_another_way_then_they_are_the_same() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _PRINT],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(3)
    }
    assert len(printed) == 1
    assert all(len(line) > 100 for line in printed.pop().split())
