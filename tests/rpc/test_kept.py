"""What stays in memory of what peers send to a server, or answer to a client."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import rpc
from rpc import Destination, Pin
from rpc._broker import deduplicator
from rpc._broker.deduplicator import Seen
from rpc.observe._cardinality import Distinct
from rpc.pins._announced import Announced
from tests.rpc.direct import Direct, compact, introduction
from tests.support.caches import caches
from tests.support.lab import known, pin
from tests.support.settings import levels
from tests.support.work import kept, kept_of

CHOSEN_BY_US = {"rpc.catalog.pin": "the name of a release of Nova"}
"""Caches without an end, and what their keys are: never anything that a peer sends."""

HOST = Destination("lab", "host")


@pytest.fixture(scope="module")
def kilo() -> Direct:
    return Direct("kilo")


@pytest.fixture(autouse=True)
def _unlogged() -> Iterator[None]:
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def _nodes(direct: Direct, version: str = "1.0", **said: Any) -> None:
    """A message that is understood, but for what is given."""
    direct.send("nodes", version, compact({}), {**introduction("juno"), **said})


def _number(text: str) -> int:
    return 9_000 + int("".join(filter(str.isdigit, text)))


DOORS: dict[str, Callable[[Direct, str], object]] = {
    "namespace": lambda d, text: d.raw({"method": "nodes", "namespace": text, "args": {}}),
    "method": lambda d, text: d.send(text, "1.0", compact({})),
    "version": lambda d, text: d.send("nodes", text, compact({})),
    "newer version": lambda d, text: d.send("nodes", f"1.{_number(text)}", compact({"x": text})),
    "other major": lambda d, text: d.send("nodes", f"{_number(text)}.0", compact({"x": text})),
    "argument": lambda d, text: d.send("nodes", "1.0", compact({text: 1})),
    "body": lambda d, text: d.send("nodes", "1.0", {"pinrail": text}),
    "value": lambda d, text: d.send("run", "1.0", compact({"what": text})),
    "name of the sender": lambda d, text: _nodes(d, name=text),
    "release of the sender": lambda d, text: _nodes(d, release=text),
    "trace": lambda d, text: _nodes(d, trace={text: text}),
    "context": lambda d, text: d.raw({"method": "nodes", "args": compact({})}, **{text: text}),
}


def _send(direct: Direct, door: str, texts: list[str]) -> None:
    for text in texts:
        with contextlib.suppress(Exception):
            DOORS[door](direct, text)
    direct.lab.noted.clear()
    direct.lab.acts.clear()


@pytest.mark.parametrize("door", DOORS)
def test_messages_when_their_texts_are_long_are_not_kept(kilo: Direct, door: str) -> None:
    texts = [
        [f"{number}{'x' * 100_000}" for number in range(20 * n, 20 * n + 20)] for n in range(4)
    ]

    found = kept(*(functools.partial(_send, kilo, door, some) for some in texts))

    assert found < 100_000


@pytest.mark.parametrize("door", DOORS)
def test_messages_when_they_are_many_keep_little_of_each(kilo: Direct, door: str) -> None:
    texts = [[f"text{number}" for number in range(150 * n, 150 * n + 150)] for n in range(4)]

    found = kept(*(functools.partial(_send, kilo, door, some) for some in texts))

    assert found < 150 * 1_000  # a version that is a key in caches of 4096


def test_caches_when_their_keys_have_no_end_have_a_bound() -> None:
    found = caches(rpc)

    assert {name for name, most in found.items() if most is None} == CHOSEN_BY_US.keys()
    assert all(most <= 4096 for most in found.values() if most is not None)


def test_ids_when_they_are_long_are_kept_as_hashes() -> None:
    seen = Seen()

    def ids() -> list[str]:
        return [f"{number}" + "\ud800x" * 100_000 for number in range(20)]

    files = (__file__, deduplicator.__file__)
    assert kept_of(files, lambda: [seen.add(id_) for id_ in ids()]) < 20_000
    assert not any(seen.add(id_) for id_ in ids())
    seen.forget(ids()[:1])
    assert [seen.add(id_) for id_ in ids()[:2]] == [True, False]


def test_values_when_they_are_long_have_no_room() -> None:
    distinct = Distinct(2)

    assert [distinct.takes(value) for value in ("x" * 201, ("x" * 101, "y" * 100), "x" * 200)] == [
        False, False, True,
    ]  # fmt: skip


_KILO = rpc.Known(pin("kilo"), "the test")


def _refusing(names: Iterator[str], release: str = "juno") -> Announced:
    found = Announced(known("kilo"))
    for name in names:
        found.lower(HOST, _KILO, name, pin(release))
    return found


def _in_force(found: Announced) -> Pin:
    return found.over(HOST, _KILO)


def test_peers_when_they_lower_a_pin_under_many_names_are_kept_as_one() -> None:
    found = _refusing(f"{number}" + "x" * 1_000 for number in range(200))
    by = found._lowered[HOST].by

    assert len(by) == 64
    assert all(said.name is None or len(said.name) == 255 for said in by)
    assert _in_force(found) is pin("juno")


def test_peers_when_the_first_of_many_was_the_oldest_hold_the_pin_at_its_release() -> None:
    found = _refusing(iter(["oldest"]), "icehouse")
    for number in range(200):
        found.lower(HOST, _KILO, f"host{number}", pin("juno"))

    assert _in_force(found) is pin("icehouse")


def test_levels_when_there_are_spaces_in_a_pin_are_those_without() -> None:
    found = levels()
    one = found.pin("lab", "juno 1.1", "here")

    assert found.pin("lab", "  juno \t 1.1 ", "here") is one
    assert len(found._pins) == 1
