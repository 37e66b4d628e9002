"""Contexts with typed fields: checked where they are sent, and where they arrive."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import oslo_messaging
import pytest

from rpc import (
    ApplicationError,
    Client,
    Context,
    Interface,
    Peer,
    Pin,
    Pins,
    RefusedError,
    Server,
    call,
    history,
    initial,
)
from rpc._declare.context import Introduction
from rpc._declare.context_schema import ContextSchema
from tests.support.lab import GUEST, views
from vobjects import UUID, DeclarationError, FieldValueError
from vobjects.catalog.tag import Tag

NOON = datetime.datetime(2015, 4, 30, 12, tzinfo=datetime.UTC)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ask(Context):
    """Who asks, and for whom."""

    user: str
    project: UUID | None = None
    roles: frozenset[str] = frozenset()
    at: datetime.datetime = NOON
    quota: Mapping[str, int] = dataclasses.field(default_factory=dict)


class DeskAPI(Interface):
    """Says who asked."""

    TOPIC = "desk"

    @call
    def ask(self, context: Ask, what: str) -> str:
        """Answer with the one who asks."""
        raise NotImplementedError

    HISTORY = history(initial("1.0"))


class Desk:
    """Notes the contexts."""

    def __init__(self) -> None:
        self.noted: list[Any] = []

    def ask(self, context: Ask, what: str) -> str:
        self.noted.append(context)
        return f"{context.user}: {what}"


PIN = Pin("now", {"DeskAPI": DeskAPI.LINEAGE.latest}, views("kilo"))


@pytest.fixture(scope="module")
def desk(memory: Any) -> Iterator[Desk]:
    found = Desk()
    server = Server(peer(memory), {DeskAPI: found}, "desk")
    server.start()
    yield found
    server.stop()


def peer(memory: Any) -> Peer:
    return Peer(memory, "asker", PIN, Pins((PIN,)), Pins((PIN,)), prefix="context-", timeout=10.0)


def test_context_when_it_is_typed_arrives_as_it_was_sent(memory: Any, desk: Desk) -> None:
    desk.noted.clear()
    sent = Ask({"more": 1}, user="ann", project=GUEST, roles=frozenset({"b", "a"}), quota={"x": 1})

    assert Client(peer(memory), DeskAPI).prepare().ask(sent, "tea") == "ann: tea"

    [noted] = desk.noted
    assert noted.sender.name == "asker"
    assert dataclasses.replace(noted, sender=None) == sent


@pytest.mark.parametrize(
    ("context", "path"),
    [
        (Ask(user=5), "context.user"),  # type: ignore[arg-type]
        (Ask(user="ann", project="p"), "context.project"),
        (Ask(user="ann", at="noon"), "context.at"),  # type: ignore[arg-type]
        (Context({"user": "ann"}), "context"),
    ],
)
def test_context_when_a_field_is_wrong_is_not_sent(
    memory: Any, desk: Desk, context: Any, path: str
) -> None:
    desk.noted.clear()

    with pytest.raises(FieldValueError) as caught:
        Client(peer(memory), DeskAPI).prepare().ask(context, "tea")

    assert caught.value.path == path
    assert desk.noted == []


def test_context_when_it_has_fields_that_the_interface_lacks_is_not_sent() -> None:
    with pytest.raises(FieldValueError, match="expected Context, found Ask"):
        ContextSchema.of(Context).flat(Ask(user="ann"))


def plain_client(memory: Any) -> Any:
    target = oslo_messaging.Target(topic="context-desk", version="1.0")
    return oslo_messaging.get_rpc_client(memory, target, timeout=10)


def test_context_when_a_stock_client_sends_the_fields_is_read(memory: Any, desk: Desk) -> None:
    desk.noted.clear()

    found = plain_client(memory).call({"user": "bob", "roles": ["a"]}, "ask", what="tea")

    assert found == "bob: tea"
    [noted] = desk.noted
    assert (noted.roles, noted.at, noted.sender) == (frozenset({"a"}), NOON, None)


@pytest.mark.parametrize("raw", [{}, {"user": 5}, {"user": "bob", "roles": "a"}])
def test_context_when_a_stock_client_sends_others_is_refused(
    memory: Any, desk: Desk, raw: dict[str, Any]
) -> None:
    desk.noted.clear()

    with pytest.raises(oslo_messaging.RemoteError) as caught:
        plain_client(memory).call(raw, "ask", what="tea")

    assert caught.value.exc_type == "RefusedError"
    assert "argument-refused" in str(caught.value.value)
    assert "context." in str(caught.value.value)
    assert desk.noted == []


def test_context_when_a_peer_sends_another_class_is_refused(memory: Any, desk: Desk) -> None:
    class LooseAPI(Interface):
        TOPIC = "desk"

        @call
        def ask(self, context: Context, what: str) -> str:
            """Ask without saying who."""
            raise NotImplementedError

        HISTORY = history(initial("1.0"))

    pin = dataclasses.replace(PIN, interfaces={"LooseAPI": LooseAPI.LINEAGE.latest})
    me = dataclasses.replace(peer(memory), own=pin, pins=Pins((pin,)), known=Pins((pin,)))

    with pytest.raises(RefusedError) as caught:
        Client(me, LooseAPI).prepare().ask(Context(), "tea")

    assert caught.value.code == "argument-refused"
    assert caught.value.detail == "context.user: expected str, found nothing"


class Bare(Context):
    """No dataclass of its own."""

    user: str = ""


@dataclasses.dataclass(frozen=True)
class Tagged(Context):
    """An object in a context."""

    tag: Tag | None = None


@dataclasses.dataclass(frozen=True)
class Introduced(Context):
    """The key of the introduction."""

    pinrail: str = ""


@dataclasses.dataclass(frozen=True)
class Untyped(Context):
    """A type that no field has."""

    raw: bytes = b""


@pytest.mark.parametrize(
    ("cls", "where"),
    [
        (Bare, "Bare"),
        (Tagged, "Tagged.tag"),
        (Introduced, "Introduced.pinrail"),
        (Untyped, "Untyped.raw"),
    ],
)
def test_class_when_it_cannot_travel_is_refused(cls: type[Context], where: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        ContextSchema.of(cls)

    assert caught.value.where == where


def declare(*contexts: Any) -> type[Interface]:
    def method(name: str, annotation: Any) -> Any:
        def act(self: Any, context: Any) -> None:
            """Act."""

        act.__name__ = name
        act.__annotations__["context"] = annotation
        return call(act)

    methods = {f"act{n}": method(f"act{n}", c) for n, c in enumerate(contexts)}
    return type("Made", (Interface,), {"TOPIC": "t", "HISTORY": history(initial("1.0"))} | methods)


@pytest.mark.parametrize("contexts", [(Context, Ask), (dict,), ("5",)])
def test_interface_when_its_methods_name_no_one_context_is_refused(contexts: Any) -> None:
    with pytest.raises(DeclarationError, match="one class for all methods"):
        declare(*contexts)


def test_interface_when_its_methods_leave_the_context_open_takes_the_others() -> None:
    assert declare(Any, Ask).LINEAGE.context.cls is Ask
    assert declare(Any).LINEAGE.context.cls is Context


def test_error_when_a_method_raises_reaches_the_one_who_asked(memory: Any, desk: Desk) -> None:
    def refuse(context: Ask, what: str) -> str:
        raise ApplicationError("Closed", context.user)

    desk.ask = refuse  # type: ignore[method-assign]
    try:
        with pytest.raises(ApplicationError) as caught:
            Client(peer(memory), DeskAPI).prepare().ask(Ask(user="ann"), "tea")
    finally:
        del desk.ask

    assert (caught.value.name, caught.value.message) == ("Closed", "ann")


def test_context_when_it_is_shown_names_its_keys_alone() -> None:
    assert repr(Context({"token": "hunter2", "user": "ann"})) == "<Context with 'token', 'user'>"
    assert repr(Context()) == "<Context with no values>"


def test_context_value_when_json_does_not_carry_it_is_not_shown() -> None:
    with pytest.raises(FieldValueError, match=r"token") as caught:
        Context({"token": b"hunter2"}).to_dict(Introduction("ann", "juno", "juno"))
    assert "hunter2" not in str(caught.value)
