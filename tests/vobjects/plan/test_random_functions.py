"""Functions of random histories that change what they do not declare are found, or never ran."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from vobjects import (
    BackportRefusedError,
    Classes,
    Conversion,
    ConversionBrokenError,
    DecodeError,
    Registry,
    Values,
    VersionedObject,
    View,
)
from vobjects.testing import objects
from vobjects.testing._random.registries import random_registry
from vobjects.testing._round_trip import convert
from vobjects.testing._trees import parts, state, tree

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches

_HOLDERS = ("part", "maybe", "parts", "named")
"""The fields of a ``Whole`` that hold parts; no function of a history declares one."""


class Meddler:
    """Wraps functions of a history so that each changes a part that it reaches."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.meddled = False
        """Whether a part was changed since it was last asked."""

    def wrap(self, function: Conversion) -> Conversion:
        """The function with a change of a part before it or after it, or none."""
        first, last = self._rng.random() < 0.3, self._rng.random() < 0.3

        def meddling(values: Values, classes: Classes) -> None:
            if first:
                self._meddle(values)
            function(values, classes)
            if last:
                self._meddle(values)

        return meddling

    def _meddle(self, values: Values) -> None:
        for name in _HOLDERS:
            inside = [part for _, part in parts(values.get(name))]
            for part in inside:
                if isinstance(part, VersionedObject) and part.obj_values():
                    self.meddled = True
                    delattr(part, sorted(part.obj_values())[0])
                    return

    def asked(self) -> bool:
        """Whether a part was changed since this was last asked."""
        found, self.meddled = self.meddled, False
        return found


def _view(draw: st.DrawFn, found: Registry) -> View:
    versions = {name: found.lineage(name).history.versions for name in found.head}
    drawn = {name: str(draw(st.sampled_from(known))) for name, known in versions.items()}
    return found.at(drawn, loose=True)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[Any, Registry, VersionedObject, View]:
    """A meddler, the registry without it, an object of the one with it, and a view of that."""
    seed = draw(st.integers(0, 2**32 - 1))
    meddler = Meddler(random.Random(seed))
    found = random_registry(random.Random(seed), meddler.wrap)
    source, target = _view(draw, found), _view(draw, found)
    obj = draw(objects(source, "Whole", sparse=draw(st.booleans())))
    return meddler, random_registry(random.Random(seed)), obj, target


@law(EXAMPLES * 20)
@given(_cases())
def test_function_when_it_changes_a_part_it_does_not_declare_is_found(
    case: tuple[Any, Registry, VersionedObject, View],
) -> None:
    meddler, honest, obj, target = case
    before = state(obj)
    try:
        found: Any = convert(target, obj)
    except ConversionBrokenError as error:
        found = error
    assert state(obj) == before
    if meddler.asked():
        assert isinstance(found, ConversionBrokenError | BackportRefusedError | DecodeError)
        return
    source = honest.at(obj.VIEW.manifest, loose=True)
    same = source.from_primitive(obj.VIEW.to_primitive(obj))
    expected = convert(honest.at(target.manifest, loose=True), same)
    if isinstance(expected, VersionedObject):
        assert tree(found) == tree(expected)
    else:
        assert (type(found), found.path) == (type(expected), expected.path)
