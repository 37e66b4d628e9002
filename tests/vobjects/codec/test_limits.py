"""Limits: how deep, how long and how much, on both sides of the wire."""

import contextlib
from collections.abc import Mapping
from typing import Any

import msgpack
import pytest

from vobjects import (
    Classes,
    DecodeError,
    FieldValueError,
    Registry,
    Values,
    VersionedObject,
    added,
    catalog,
    history,
    initial,
    version,
)
from vobjects.limits import Limits
from vobjects.testing import filled

_KILO = catalog.at("kilo")


def _chain(registry: Registry) -> type[VersionedObject]:
    @registry.register
    class Link(VersionedObject):
        next: "Link | None"
        HISTORY = history(initial("1.0"))

    return Link


def test_depth_when_objects_stand_too_deep_then_neither_side_goes_on() -> None:
    chains = Registry("chains")
    link: Any = _chain(chains)
    within = link(next=None)
    for _ in range(63):
        within = link(next=within)
    assert chains.head.decode(chains.head.encode(within)) == within
    with pytest.raises(FieldValueError, match="within the depth limit"):
        chains.head.encode(link(next=within))
    node: Any = ["Link", "1.0", {"next": None}, []]
    for _ in range(64):
        node = ["Link", "1.0", {"next": node}, []]
    with pytest.raises(DecodeError, match="within the depth limit"):
        chains.head.decode(msgpack.packb([1, "chains", node]))


def test_cycle_when_an_object_holds_itself_then_encoding_ends() -> None:
    chains = Registry("chains")
    link: Any = _chain(chains)
    loop = link()
    loop.next = loop
    with pytest.raises(FieldValueError, match="within the depth limit"):
        chains.head.encode(loop)


def test_function_when_it_makes_a_chain_that_is_too_deep_then_it_is_refused() -> None:
    chains = Registry("chains")

    def deepen(values: Values, classes: Classes) -> None:
        del values["label"]
        for _ in range(65):
            values["next"] = classes["Link"](next=values["next"])

    @chains.register
    class Link(VersionedObject):
        next: "Link | None"
        label: str
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Labels.", added("label", up=deepen, down=deepen, writes=("next",))),
        )

    with pytest.raises(FieldValueError, match="within the depth limit"):
        chains.closure("Link", "1.0").adopt(Link(next=None, label=""))


def test_stack_when_it_is_nearly_full_then_decoding_says_so() -> None:
    message = _KILO.encode(filled(_KILO, "Service"))

    def deeper() -> None:
        try:
            deeper()
        except RecursionError:
            with contextlib.suppress(DecodeError):
                _KILO.decode(message)
            raise

    with pytest.raises(RecursionError):
        deeper()


def test_size_when_a_message_is_too_long_then_neither_side_takes_it() -> None:
    small, large = Registry("chains", limits=Limits(bytes=20)), Registry("chains")
    link: Any = _chain(large)
    same: Any = _chain(small)
    with pytest.raises(FieldValueError, match=r"at most 20 bytes .*, found 32 bytes"):
        small.head.encode(same(next=None))
    with pytest.raises(DecodeError, match=r"at most 20 bytes .*, found 32 bytes"):
        small.head.decode(large.head.encode(link(next=None)))


def _bag(registry: Registry) -> type[VersionedObject]:
    @registry.register
    class Bag(VersionedObject):
        numbers: tuple[int, ...]
        names: Mapping[str, str]
        HISTORY = history(initial("1.0"))

    return Bag


def test_items_when_they_are_counted_then_neither_side_takes_one_more() -> None:
    few, many = Registry("bags", limits=Limits(items=12)), Registry("bags")
    bag: Any = _bag(few)
    other: Any = _bag(many)
    names = {"a": "a" * 20}  # 3 of the message, 4 of the node, 2 fields, 1 name and 2 changes
    whole = bag(numbers=[], names=names)
    assert few.head.decode(few.head.encode(whole)) == whole
    for numbers in ([1], [1, 2, 3]):
        with pytest.raises(FieldValueError, match="with 12 items, found more than 12 items"):
            few.head.encode(bag(numbers=numbers, names=names))
        message = many.head.encode(other(numbers=numbers, names=names))
        with pytest.raises(DecodeError, match="with 12 items, found more than 12 items"):
            few.head.decode(message)


def test_items_when_a_message_is_long_and_has_few_then_both_sides_take_it() -> None:
    few = Registry("bags", limits=Limits(items=50))
    bag: Any = _bag(few)
    long = bag(numbers=(), names={"a": "b" * 1000})
    assert few.head.decode(few.head.encode(long)) == long
