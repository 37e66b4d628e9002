"""Whatever arrives, servers answer and clients raise a typed error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpc import Code, RefusedError, RPCError
from rpc._broker.route import Route
from rpc._client.call import Exchange
from rpc._wire.capabilities import SPEC
from rpc._wire.reply import Reply
from tests.rpc.direct import Direct, compact, introduction
from tests.support.lab import GUEST, LabAPI, peer, pin
from tests.support.pairs import law

TEXT = st.sampled_from(
    ["", "a", "Flavor", "1.0", "1.1", "9.9", "uuid", "flavor", "pinrail", GUEST, "\ud800", "\x00"]
)
SINGLE = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
JSON: st.SearchStrategy[Any] = st.recursive(
    SINGLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)
NODE = st.tuples(TEXT, TEXT, st.dictionaries(TEXT, JSON, max_size=3)).map(list)
PACKED = st.dictionaries(
    st.sampled_from(["uuid", "flavor", "force"]), JSON.filter(lambda v: _fits(v)) | NODE, max_size=3
)


def _fits(value: Any) -> bool:
    try:
        compact(value)
    except (OverflowError, UnicodeEncodeError):
        return False
    return True


def _body(values: Any) -> Any:
    return compact(values) if _fits(values) else values


@law(150)
@given(
    method=st.sampled_from(["resize", "build", "nodes", "pinrail_capabilities"]) | JSON,
    version=st.sampled_from(["1.0", "1.1", "1.2", "2.0"]) | JSON,
    args=JSON | PACKED.map(_body) | st.fixed_dictionaries({"pinrail": JSON}),
    reply=TEXT,
)
def test_server_when_a_peer_sends_anything_answers_and_never_raises(
    method: Any, version: Any, args: Any, reply: str
) -> None:
    direct = Direct("juno")

    if not reply.isprintable() and method != SPEC.name:
        with pytest.raises(RefusedError):
            direct.send(method, version, args, introduction("juno", reply))
        return
    found = direct.send(method, version, args, introduction("juno", reply))

    assert isinstance(found.code, Code)
    assert bool(direct.lab.noted) is (not found.code.is_skew and method != SPEC.name)


ANSWER = st.fixed_dictionaries(
    {"code": st.sampled_from(list(Code)) | JSON, "receiver": TEXT | JSON},
    optional={
        "result": JSON | PACKED.map(lambda v: _body({"result": v})),
        "name": TEXT | JSON,
        "detail": TEXT | JSON,
        "facts": JSON,
        "losses": JSON,
    },
)


@law(150)
@given(raw=JSON | st.fixed_dictionaries({"pinrail_reply": ANSWER | JSON}))
def test_client_when_anything_answers_gives_a_result_or_a_typed_error(raw: Any) -> None:
    spec = LabAPI.LINEAGE.methods[LabAPI.LINEAGE.latest]["nodes"]
    exchange = Exchange(peer(None, "kilo"), LabAPI.LINEAGE, spec, Route("lab", 5), pin("juno"))

    try:
        result = exchange.result(raw)
    except RPCError as error:
        result = error.code

    assert isinstance(result, Code | tuple)


@law(50)
@given(
    code=st.sampled_from(list(Code)),
    texts=st.tuples(TEXT, TEXT, TEXT),
    facts=st.dictionaries(TEXT, JSON, max_size=3),
)
def test_reply_when_read_back_is_the_same(
    code: Code, texts: tuple[str, str, str], facts: dict[str, Any]
) -> None:
    receiver, name, detail = texts
    sent = Reply(code, receiver, name=name, detail=detail, facts=facts)

    found = Reply.from_dict(sent.to_dict())

    if all(map(str.isprintable, texts)):
        assert (found.code, found.receiver, found.name, found.detail) == (code, *texts)
    assert set(found.facts) == set(facts)
