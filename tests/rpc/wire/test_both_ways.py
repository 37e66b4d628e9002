"""Messages written and read at once are those of the functions, between all releases."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpc import Context
from rpc._broker.route import Route
from rpc._client.call import Exchange
from rpc._server.request import NotAcceptedError, Reader
from rpc._wire.body import COMPACT
from rpc._wire.message import Message
from tests.support.lab import PAIRS, VERSIONS, LabAPI, peer, pin
from tests.support.pairs import EXAMPLES, law
from tests.vobjects.codec.test_values import shape
from vobjects import LossReport, View, VObjectError
from vobjects._codec.fast_encoder import FastEncoder
from vobjects._declare.node import NotFastError
from vobjects.testing import objects

LINEAGE = LabAPI.LINEAGE


@contextlib.contextmanager
def by_functions() -> Iterator[None]:
    """msgspec writes and reads nothing."""
    slow = mock.Mock(side_effect=NotFastError)
    with (
        mock.patch.object(FastEncoder, "of_values", return_value=slow),
        mock.patch.object(View, "read_values", return_value=None),
    ):
        yield


def message(sender: str, pinned: str, values: dict[str, Any]) -> tuple[Message | None, LossReport]:
    """What a sender sends to a destination, if it can, and what it left behind."""
    spec = LINEAGE.methods[LINEAGE.at(VERSIONS[sender])]["build"]
    exchange = Exchange(peer(None, sender), LINEAGE, spec, Route("lab", 1.0), pin(pinned))
    try:
        return exchange.message(Context(), values), exchange.report
    except VObjectError:
        return None, LossReport()


def arrived(receiver: str, sent: Message, written: View) -> Any:
    """The arguments that the method gets, and what was left behind; or the refusal."""
    own = peer(None, receiver)
    reader = Reader(own, LINEAGE, own.speaks(LINEAGE))
    raw = {"method": sent.method, "version": sent.version, "args": sent.body}
    try:
        request = reader.read(raw, written)
    except NotAcceptedError as error:
        return error.code, error.detail
    return request.form, shape(request.values), [*request.report]


@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
@law(EXAMPLES)
@given(data=st.data())
def test_call_when_any_pair_meets_is_the_same_both_ways(
    sender: str, receiver: str, data: st.DataObject
) -> None:
    order = list(VERSIONS)
    pinned = min(sender, receiver, key=order.index)
    view = peer(None, sender).view
    values = {"instance": data.draw(objects(view, "Instance", data.draw(st.booleans())))}

    sent, lost = message(sender, pinned, values)
    with by_functions():
        expected, left = message(sender, pinned, values)
    assert sent == expected
    assert [*lost] == [*left]
    if sent is None:
        return

    for written in (peer(None, pinned).view, peer(None, receiver).view):
        found = arrived(receiver, sent, written)
        with by_functions():
            assert found == arrived(receiver, sent, written)
        assert found[0] == COMPACT
