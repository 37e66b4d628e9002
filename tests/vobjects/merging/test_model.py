"""Merges of two writers, beside a model that knows keys and fields only."""

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.nested import destroy, snapshot
from tests.support.pairs import EXAMPLES, law
from tests.support.writers import NEW, OLD, SHAPES, Model, Writer, by_key, first_shelf, plain
from vobjects import LossReport, MergeRefusedError, View, merge
from vobjects.testing._trees import state

VIEWS = (OLD, NEW)


class Scene:
    """An object that two writers read and changed, one of them perhaps of the older release.

    With ``rekeys`` the writer of the update changes keys of objects in place.
    """

    def __init__(self, seed: int, view: View, shape: str, rekeys: bool = False) -> None:
        rng, self.ids = random.Random(seed), itertools.count(1)
        first = first_shelf(rng, self.ids)
        self.view, self.current = view, first.obj_clone()
        self.base = view.adopt(first)
        self.base.obj_reset_changes(recursive=True)
        stale = self.base.obj_clone()
        Writer(rng, NEW, self.ids).change(self.current, shape)
        self.current.obj_reset_changes(recursive=True)
        writer = Writer(rng, view, self.ids)
        (writer.change_keys if rekeys else writer.change)(stale, shape)
        self.update: Any = NEW.decode(view.encode(stale))
        self.read: Any = NEW.adopt(self.base)
        self.before = self.current.obj_clone()

    def found(self, shape: str) -> dict[int, Any]:
        return {key: plain(item) for key, item in by_key(getattr(self.current, shape)).items()}

    def expected(self, shape: str) -> dict[int, Any]:
        unknown = frozenset({"page"}) if self.view is OLD else frozenset()
        values = (getattr(obj, shape) for obj in (self.before, self.update, self.read))
        return Model(unknown).field(*values)


def _keys(value: Any) -> list[int]:
    return list(by_key(value))


@pytest.mark.parametrize("rekeys", [False, True], ids=["", "rekeys"])
@pytest.mark.parametrize("view", VIEWS, ids=["old", "new"])
@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "one"])
def test_merge_when_two_writers_changed_a_collection_then_it_is_what_the_model_says(
    shape: str, view: View, rekeys: bool
) -> None:
    refused = []

    @law(EXAMPLES * 40)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        scene = Scene(seed, view, shape, rekeys)
        live = by_key(getattr(scene.current, shape))
        try:
            merge(scene.current, scene.update, scene.base)
        except MergeRefusedError as error:
            refused.append(error.why)
            return
        assert scene.found(shape) == scene.expected(shape)
        for key, item in by_key(getattr(scene.current, shape)).items():
            assert live.get(key, item) is item
        kept = snapshot(scene.current)
        destroy(scene.update)
        assert snapshot(scene.current) == kept

    holds()
    never = shape == "flat" or (shape == "named" and not rekeys)
    most = 12 if rekeys else 6  # a table of which the only key was changed is not recognized
    assert len(refused) <= (0 if never else EXAMPLES * most)
    assert all("its writer never saw it" in why for why in refused)


@pytest.mark.parametrize("view", VIEWS, ids=["old", "new"])
def test_merge_when_both_changed_a_tuple_then_it_is_in_the_order_of_who_rearranged_it(
    view: View,
) -> None:
    @law(EXAMPLES * 20)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        scene = Scene(seed, view, "flat")
        ours, theirs = _keys(scene.before.flat), _keys(scene.update.flat)
        merge(scene.current, scene.update, scene.base)
        merged = _keys(scene.current.flat)
        leading = ours if theirs == _keys(scene.read.flat) else theirs
        assert [key for key in merged if key in leading] == [k for k in leading if k in merged]
        for before, key in itertools.pairwise(ours):
            if key not in theirs and {before, key} <= set(merged):
                assert merged.index(before) < merged.index(key)

    holds()


@pytest.mark.parametrize("view", VIEWS, ids=["old", "new"])
@pytest.mark.parametrize("shape", SHAPES)
def test_merge_when_a_key_was_changed_in_place_and_it_has_no_base_then_it_is_refused(
    shape: str, view: View
) -> None:
    @law(EXAMPLES * 4)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        scene = Scene(seed, view, shape)
        update: Any = NEW.adopt(scene.base)
        update.obj_reset_changes(recursive=True)
        rng = random.Random(seed)
        Writer(rng, NEW, scene.ids).rekey(update, shape)
        before = state(scene.current)
        with pytest.raises(MergeRefusedError):
            merge(scene.current, update)
        assert state(scene.current) == before

    holds()


@pytest.mark.parametrize("view", VIEWS, ids=["old", "new"])
@pytest.mark.parametrize("shape", SHAPES)
def test_merge_when_it_has_no_base_then_it_is_the_same_or_refused_with_nothing_changed(
    shape: str, view: View
) -> None:
    taken = []

    @law(EXAMPLES * 40)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        scene, twin = Scene(seed, view, shape), Scene(seed, view, shape)
        report, before = LossReport(), state(scene.current)
        try:
            merge(scene.current, scene.update, report=report)
        except MergeRefusedError:
            assert state(scene.current) == before
            assert not report
            return
        taken.append(seed)
        ours, theirs = _keys(getattr(scene.before, shape)), _keys(getattr(scene.update, shape))
        remade = set(theirs) & set(_keys(getattr(scene.read, shape))) - set(ours)
        if not remade or shape == "one":
            merge(twin.current, twin.update, twin.base)
            assert scene.found(shape) == twin.found(shape)

    holds()
    assert len(taken) > EXAMPLES * 10
