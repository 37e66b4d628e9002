"""None and empty collections, which have no key: a merge loses none and puts none back."""

import itertools
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from tests.support.seating import (
    SHAPES,
    Guest,
    Plan,
    Row,
    Seater,
    assign,
    counted,
    expected,
    first_plan,
    room_of,
)
from vobjects import (
    UNSET,
    VALUE,
    LossReport,
    MergeRefusedError,
    Registry,
    VersionedObject,
    history,
    initial,
    merge,
)
from vobjects.testing._trees import state


class _Scene:
    """A plan of a room that two writers read and changed."""

    def __init__(self, seed: int, shape: str) -> None:
        rng, ids = random.Random(seed), itertools.count(1)
        self.shape = shape
        self.base = first_plan(rng, shape, ids)
        self.ours, self.theirs = (Seater(rng, shape, ids).changed(self.base) for _ in range(2))
        self.current = room_of(self.ours, shape)
        self.update: Any = room_of(self.base, shape)
        assign(self.update, self.theirs, shape)

    def merge(self, three_way: bool) -> bool:
        """Whether the merge is carried out; a refused one has changed nothing."""
        before, report = state(self.current), LossReport()
        try:
            merge(
                self.current,
                self.update,
                room_of(self.base, self.shape) if three_way else None,
                report,
            )
        except MergeRefusedError:
            assert state(self.current) == before
            assert not report
            return False
        return True

    def check(self) -> None:
        plans = (self.base, self.ours, self.theirs)
        hosts = {row.host for plan in plans for row in plan if isinstance(row, Row)}
        merged = counted(getattr(self.current, self.shape), self.shape, hosts)
        assert merged == expected(*plans), (plans, getattr(self.current, self.shape))


def _empties(plan: Plan) -> Any:
    frees = [row.free() if isinstance(row, Row) else row for row in plan]
    return sorted(map(str, frees))


@pytest.mark.parametrize("shape", SHAPES)
def test_merge_when_entries_have_no_key_then_those_of_both_are_kept_or_it_is_refused(
    shape: str,
) -> None:
    taken = []

    @law(EXAMPLES * 60)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        scene = _Scene(seed, shape)
        same = getattr(scene.current, shape) == getattr(scene.update, shape)
        if scene.merge(three_way=True) and not same:
            scene.check()
            taken.append(seed)

    holds()
    assert len(taken) > EXAMPLES * 15


@pytest.mark.parametrize("shape", SHAPES)
def test_merge_when_one_side_changed_entries_without_a_key_then_it_has_to_know_the_base(
    shape: str,
) -> None:
    @law(EXAMPLES * 60)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        scene = _Scene(seed, shape)
        both = _empties(scene.base) not in (_empties(scene.ours), _empties(scene.theirs))
        if not both and scene.merge(three_way=False):
            scene.check()

    holds()


def _halls(key: Any) -> Any:
    """A class with halls of guests whose class has a key."""
    halls = Registry("halls")

    @halls.register
    class Guest(VersionedObject):
        id: int
        KEY = key
        HISTORY = history(initial("1.0"))

    @halls.register
    class Hall(VersionedObject):
        seats: tuple[Guest | None, ...] = UNSET
        spots: Mapping[str, Mapping[str, Guest | None] | None] = UNSET
        HISTORY = history(initial("1.0"))

    return halls.head


def _read(view: Any, *seats: Any, **spots: Any) -> Any:
    hall = view["Hall"](seats=seats, spots=spots)
    hall.obj_reset_changes(recursive=True)
    return hall


def test_merge_when_another_added_none_in_a_tuple_then_it_stays_before_its_neighbor() -> None:
    view = _halls(("id",))
    first, second = (view["Guest"](id=number) for number in (1, 2))
    read, current = _read(view, first), _read(view, None, first)
    update = read.obj_clone()
    update.seats = (*update.seats, second)
    with pytest.raises(MergeRefusedError) as caught:
        merge(current, update)
    assert (caught.value.path, caught.value.object) == ("$.seats[0]", "Hall")
    assert caught.value.found == "None"
    assert caught.value.why.startswith("it has no key: the writer added, removed or moved it")
    merge(current, update, read)
    assert current.seats == (None, first, second)


def test_merge_when_another_removed_none_from_a_tuple_then_it_does_not_come_back() -> None:
    view = _halls(("id",))
    first, second = (view["Guest"](id=number) for number in (1, 2))
    read, current = _read(view, None, first, None), _read(view, first, None)
    update = read.obj_clone()
    update.seats = (*update.seats, second)
    merge(current, update, read)
    assert current.seats == (first, None, second)


def test_merge_when_both_changed_entries_without_a_key_then_it_is_refused_with_a_base() -> None:
    view = _halls(("id",))
    first = view["Guest"](id=1)
    read, current = _read(view, first), _read(view, None, first)
    update = read.obj_clone()
    update.seats = (*update.seats, None)
    with pytest.raises(MergeRefusedError) as caught:
        merge(current, update, read)
    assert "the writer and another one changed the collection" in caught.value.why
    assert caught.value.remedy == "read the current object, and make the change in it"


def test_merge_when_a_tuple_has_no_objects_then_another_ones_none_is_kept_or_it_is_refused() -> (
    None
):
    view = _halls(("id",))
    read, current = _read(view, None), _read(view, None, None)
    update = read.obj_clone()
    update.seats = (view["Guest"](id=1),)
    update.seats = (None,)
    merge(current, update, read)
    assert current.seats == (None, None)
    with pytest.raises(MergeRefusedError):
        merge(current, update)
    update.seats = ()
    with pytest.raises(MergeRefusedError):
        merge(current, update, read)


def test_merge_when_a_tuple_is_of_values_then_it_is_replaced_whole() -> None:
    view = _halls(VALUE)
    current, update = _read(view, None), _read(view)
    update.seats = (None, None)
    merge(current, update)
    assert current.seats == (None, None)


def test_merge_when_another_put_an_empty_mapping_for_none_then_it_stays() -> None:
    view = _halls(("id",))
    read, current = _read(view, a=None), _read(view, a={})
    update = read.obj_clone()
    update.spots = {"a": None, "b": None}
    merge(current, update, read)
    assert current.spots == {"a": {}, "b": None}


@pytest.mark.parametrize(
    ("value", "found"),
    [(None, "None"), ({}, "an empty mapping"), ({"x": None}, "None")],
)
def test_merge_when_an_entry_without_an_object_is_refused_then_the_error_says_what_it_is(
    value: Any, found: str
) -> None:
    view = _halls(("id",))
    read, current = _read(view), _read(view, n=value)
    update = read.obj_clone()
    update.spots = {"m": None}
    with pytest.raises(MergeRefusedError) as caught:
        merge(current, update)
    assert caught.value.path in ("$.spots['m']", "$.spots['n']", "$.spots['n']['x']")
    update.spots = {"m": {"y": view["Guest"](id=1)}}
    with pytest.raises(MergeRefusedError) as caught:
        merge(current, update)
    assert caught.value.path.startswith("$.spots['n']")
    assert caught.value.found == found
    merge(current, update, read)
    assert sorted(current.spots) == ["m", "n"]


def test_merge_when_objects_have_no_key_then_none_of_others_is_not_lost() -> None:
    view = _halls(None)
    first, second = (view["Guest"](id=number) for number in (1, 2))
    read = _read(view, first)
    update = read.obj_clone()
    update.seats = (*update.seats, second)
    for current in (_read(view, None, first), _read(view, first, None)):
        for base in (None, read):
            with pytest.raises(MergeRefusedError):
                merge(current, update, base)
    same = _read(view, None, first)
    update.seats = (None, second, *update.seats[:1])
    with pytest.raises(MergeRefusedError):
        merge(_read(view, first, None), update)
    update.seats = (None, *reversed(update.seats[1:]))
    merge(same, update)
    assert same.seats == (None, first, second)


def test_merge_when_the_current_object_lacks_the_field_then_all_entries_are_taken() -> None:
    for key in (None, ("id",)):
        view = _halls(key)
        current, seats = view["Hall"](), (None, view["Guest"](id=1), None)
        merge(current, view["Hall"](seats=seats))
        assert current.seats == seats


def test_merge_when_another_added_an_entry_with_none_in_a_tuple_then_it_is_there_once() -> None:
    base: Plan = [Row(1, [1])]
    current, update, read = (room_of(base, "named") for _ in range(3))
    current.named = current.named | {"a": (None,)}
    update.named = update.named | {"b": (Guest(id=2),)}
    merge(current, update, read)
    assert current.named == {"r1": (Guest(id=1),), "a": (None,), "b": (Guest(id=2),)}
