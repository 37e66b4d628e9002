"""A server remembers what it ran, within bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rpc._broker.deduplicator import Seen
from tests.support.pairs import law

IDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@law(100)
@given(ids=IDS)
def test_add_when_there_is_room_is_true_once_for_each_id(ids: list[str]) -> None:
    seen = Seen()

    assert sum(seen.add(id_) for id_ in ids) == len(set(ids))


@law(100)
@given(ids=IDS, most=st.integers(1, 4))
def test_add_when_there_are_too_many_knows_the_last_ones(ids: list[str], most: int) -> None:
    seen = Seen(most)
    for id_ in dict.fromkeys(ids):
        seen.add(id_)

    last = list(dict.fromkeys(ids))[-most:]

    assert not any(seen.add(id_) for id_ in last)


def test_add_when_the_oldest_was_forgotten_takes_it_for_new() -> None:
    seen = Seen(2)

    assert [seen.add(id_) for id_ in ("a", "b", "c", "b", "a")] == [True, True, True, False, True]


def test_add_when_there_is_no_id_is_always_new() -> None:
    seen = Seen()

    assert seen.add(None)
    assert seen.add(None)


def test_forget_when_ids_did_not_run_takes_them_for_new() -> None:
    seen = Seen()
    seen.add("a")
    seen.add("b")

    seen.forget(["a", None, "z"])

    assert (seen.add("a"), seen.add("b")) == (True, False)
