"""Threads that use the same objects and views at once get what one thread alone gets."""

import pickle
import random
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import MILESTONES, law
from vobjects import (
    BackportRefusedError,
    DecodeError,
    IncompleteObjectError,
    LossReport,
    Registry,
    VersionedObject,
    View,
    catalog,
    oldest_reader,
)
from vobjects.testing import filled, objects, random_registries
from vobjects.testing._random.registries import random_registry
from vobjects.testing._round_trip import convert
from vobjects.testing._trees import is_complete, state, tree

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches

_THREADS = 8


@pytest.fixture(autouse=True)
def switching() -> Iterator[None]:
    """Threads take turns after microseconds, so that what can collide does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def _at_once(work: Callable[[], Any]) -> list[Any]:
    """What each of many threads gets that start with the same work at the same time."""
    barrier = threading.Barrier(_THREADS)

    def start() -> Any:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(_THREADS) as pool:
        return [future.result() for future in [pool.submit(start) for _ in range(_THREADS)]]


def _all_of_it(obj: VersionedObject, pins: list[View]) -> list[Any]:
    """What every operation makes of an object at every pin, comparable with another run."""
    return [part for pin in pins for part in _with_pin(obj, pin)] + [oldest_reader(obj)]


def _with_pin(obj: VersionedObject, pin: View) -> list[Any]:
    report = LossReport()
    found = convert(pin, obj, report)
    if not isinstance(found, VersionedObject):
        return [str(found)]
    try:
        message, primitive = obj.VIEW.encode(obj, pin), obj.VIEW.to_primitive(obj, pin)
    except IncompleteObjectError as error:
        assert not is_complete(found)
        return [str(error)]
    read = [pin.decode(message), pin.from_primitive(primitive), pickle.loads(pickle.dumps(found))]
    changes = [sorted(one.obj_what_changed()) for one in (found, *read)]
    trees = [tree(one) for one in (found, *read)]
    return [message, primitive, trees, changes, str(report), [type(one) for one in (found, *read)]]


@pytest.mark.parametrize("release", MILESTONES)
def test_threads_when_they_use_the_same_objects_at_every_pin_then_each_gets_the_same(
    release: str,
) -> None:
    view, pins = catalog.at(release), [catalog.at(pin) for pin in MILESTONES]
    names = [name for name in sorted(view) if all(name in pin for pin in pins)]

    @law(3)
    @given(st.sampled_from(names).flatmap(lambda name: objects(view, name)))
    def holds(obj: VersionedObject) -> None:
        before = state(obj)
        alone = _all_of_it(obj, pins)
        assert _at_once(lambda: _all_of_it(obj, pins)) == [alone] * _THREADS
        assert state(obj) == before

    holds()


def _pins(fresh: Registry) -> list[View]:
    """Views at the newest, the middle and the oldest version of every class."""
    versions = {name: fresh.lineage(name).history.versions for name in fresh.head}
    return [
        fresh.at({n: str(known[int(share * (len(known) - 1))]) for n, known in all_}, loose=True)
        for share in (1, 0.5, 0)
        for all_ in [versions.items()]
    ]


def _first_use(fresh: Registry) -> list[Any]:
    pins = _pins(fresh)
    whole = filled(pins[0], "Whole")
    found = [part for pin in pins for part in _used(whole, pin)]
    return [*found, [{name: pin[name] for name in pin} for pin in pins], pins]


def _used(obj: VersionedObject, pin: View) -> list[Any]:
    try:
        message = obj.VIEW.encode(obj, pin)
        return [message, tree(pin.decode(message)), obj.VIEW.to_primitive(obj, pin)]
    except IncompleteObjectError as error:
        assert not is_complete(pin.adopt(obj))
        return [str(error)]
    except (BackportRefusedError, DecodeError) as error:
        return [str(error)]


@pytest.mark.parametrize("seed", range(8))
def test_threads_when_nobody_used_a_registry_before_then_each_finds_the_same_classes(
    seed: int,
) -> None:
    shared = random_registry(random.Random(seed))
    first, *others = _at_once(lambda: _first_use(shared))
    for other in others:
        assert other == first
        assert other[-2] == first[-2]
    alone = _first_use(random_registry(random.Random(seed)))
    assert first[:-2] == alone[:-2]


@law(5)
@given(random_registries(), st.integers(0, 3))
def test_threads_when_the_history_is_random_then_objects_are_untouched(
    fresh: Registry, turn: int
) -> None:
    pins = _pins(fresh)
    obj = filled(pins[turn % len(pins)], "Whole")
    before = state(obj)
    _at_once(lambda: [_used(obj, pin) for pin in pins])
    assert state(obj) == before


def test_threads_when_each_changes_an_object_of_its_own_then_no_change_is_another_ones() -> None:
    kilo, juno = catalog.at("kilo"), catalog.at("juno")
    source = kilo.encode(filled(kilo, "InstanceNUMACell"))

    def work() -> list[str]:
        wrong = []
        for turn in range(50):
            own: Any = kilo.decode(source)
            own.obj_reset_changes(recursive=True)
            own.memory = 1000 + turn
            if own.obj_what_changed() != {"memory"} or own.obj_clone().memory != 1000 + turn:
                wrong.append(repr(own))
            convert(juno, own)
        return wrong

    assert _at_once(work) == [[]] * _THREADS
