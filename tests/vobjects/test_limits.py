"""Limits: how deep, how long and how much, on both sides of the wire."""

import contextlib
from typing import Any

import msgpack
import pytest

from tests.support.filled import filled
from vobjects import (
    DecodeError,
    FieldValueError,
    Registry,
    VersionedObject,
    catalog,
    history,
    initial,
)
from vobjects.message import Limits
from vobjects.view import View

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
    chains = Registry("chains")
    link: Any = _chain(chains)
    small = View(chains, chains.head.versions, "small", {}, Limits(bytes=20))
    with pytest.raises(FieldValueError, match="at most 20 bytes, found 32 bytes"):
        small.encode(small["Link"](next=None))
    with pytest.raises(DecodeError, match="at most 20 bytes, found 32 bytes"):
        small.decode(chains.head.encode(link(next=None)))
