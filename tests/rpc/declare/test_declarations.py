"""What cannot be declared, each with the place and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rpc import (
    Context,
    Interface,
    argument_added,
    argument_retyped,
    call,
    cast,
    history,
    initial,
    method_added,
    previous_major_served,
    version,
)
from rpc._declare.changes import Entry
from vobjects import DeclarationError
from vobjects.catalog.tag import Tag


def declare(*entries: Entry, topic: Any = "topic") -> type[Interface]:
    def act(self: Any, context: Context, what: str, how: int = 1) -> None:
        """Act."""

    def wait(self: Any, context: Context) -> None:
        """Wait."""

    body: dict[str, Any] = {"act": call(act), "wait": cast(wait), "HISTORY": history(*entries)}
    return type("Made", (Interface,), body | ({"TOPIC": topic} if topic is not None else {}))


def declare_method(method: Callable[..., Any], style: Callable[..., Any] = call) -> type[Interface]:
    body = {"TOPIC": "topic", method.__name__: style(method), "HISTORY": history(initial("1.0"))}
    return type("Made", (Interface,), body)


def same(value: Any, classes: Any) -> Any:
    return value


def retyped(**options: Any) -> Any:
    return argument_retyped("act", "how", up=same, down=same, **options)


ENTRIES: list[Any] = [
    ((), "Made.HISTORY", "no initial version"),
    ((version("1.1", "x", method_added("act")),), "Made.HISTORY", "no initial version"),
    ((initial("1.1"), version("1.0", "Back.")), "Made.HISTORY", "1.0 after 1.1"),
    ((initial("1.1"), version("1.1", "Again.")), "Made.HISTORY", "1.1 after 1.1"),
    (
        (initial("1.0"), version("1.1", "x", method_added("fly"))),
        "Made 1.1",
        "method_added('fly') that applies to nothing: there is no 'fly'",
    ),
    (
        (initial("1.0"), version("1.1", "x", argument_added("fly", "how"))),
        "Made 1.1",
        "argument_added('fly', 'how') that applies to nothing: there is no 'fly'",
    ),
    (
        (initial("1.0"), version("1.1", "x", argument_added("act", "why"))),
        "Made 1.1",
        "argument_added('act', 'why') that applies to nothing: there is no 'why'",
    ),
    (
        (initial("1.0"), version("1.1", "x", argument_added("act", "what"))),
        "Made 1.1",
        "act(what) without a default",
    ),
    (
        (
            initial("1.0"),
            version("1.1", "x", *(argument_added("act", "how", why=why) for why in "xy")),
        ),
        "Made 1.1",
        "two changes of act.how",
    ),
    (
        (initial("1.0"), version("1.1", "x", previous_major_served())),
        "Made 1.1",
        "previous_major_served()",
    ),
    (
        (initial("1.0"), version("3.0", "x", previous_major_served())),
        "Made 3.0",
        "previous_major_served()",
    ),
    (
        (initial("1.0"), version("2.0", "x"), version("2.1", "x", previous_major_served())),
        "Made 2.1",
        "previous_major_served()",
    ),
    (
        (initial("1.0"), version("1.1", "x", retyped(was=str))),
        "Made 1.1 act(how)",
        "the default int 1",
    ),
    (
        (initial("1.0"), version("1.1", "x", retyped(was=bytes))),
        "Made 1.1 act(how)",
        "<class 'bytes'>",
    ),
]


@pytest.mark.parametrize(("entries", "where", "found"), ENTRIES)
def test_history_when_it_cannot_work_is_refused(
    entries: tuple[Entry, ...], where: str, found: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare(*entries)

    assert (caught.value.where, caught.value.found) == (where, found)
    assert caught.value.expected
    assert caught.value.remedy


def test_unknown_name_when_refused_comes_with_those_that_are_known() -> None:
    with pytest.raises(DeclarationError) as caught:
        declare(initial("1.0"), version("1.1", "x", argument_added("act", "why")))

    assert caught.value.expected == "one of how, what"


def test_initial_when_it_has_a_wrong_number_is_refused() -> None:
    with pytest.raises(DeclarationError, match="two numbers with a dot"):
        initial("1")


@pytest.mark.parametrize("topic", [None, 5])
def test_interface_when_it_has_no_topic_is_refused(topic: Any) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare(initial("1.0"), topic=topic)

    assert (caught.value.where, caught.value.found) == ("Made", "no TOPIC")


def test_interface_when_it_has_no_history_is_not_derived() -> None:
    class Part(Interface):
        pass

    assert not hasattr(Part, "LINEAGE")


def without_context(self: Any, what: str) -> None: ...
def private_by_name(self: Any, context: Context) -> None: ...
def pinrail_capabilities(self: Any, context: Context) -> None: ...
def many(self: Any, context: Context, *others: int) -> None: ...
def named(self: Any, context: Context, **others: int) -> None: ...
def by_place(self: Any, context: Context, what: int, /) -> None: ...
def taken(self: Any, context: Context, method: str) -> None: ...
def body_key(self: Any, context: Context, pinrail: str) -> None: ...
def untyped(self: Any, context: Context, what) -> None: ...  # type: ignore[no-untyped-def]
def bad_default(self: Any, context: Context, what: int = "1") -> None: ...  # type: ignore[assignment]
def object_default(self: Any, context: Context, tag: Tag = Tag()) -> None: ...  # type: ignore[call-arg]  # noqa: B008
def bad_result(self: Any, context: Context) -> bytes: ...  # type: ignore[empty-body]


private_by_name.__name__ = "_private"

METHODS: list[Any] = [
    (without_context, "Made.without_context", "(self, what)"),
    (private_by_name, "Made._private", "the method '_private'"),
    (pinrail_capabilities, "Made.pinrail_capabilities", "the method 'pinrail_capabilities'"),
    (many, "Made.many(others)", "*others: int"),
    (named, "Made.named(others)", "**others: int"),
    (taken, "Made.taken(method)", "method: str"),
    (body_key, "Made.body_key(pinrail)", "pinrail: str"),
    (untyped, "Made.untyped(what)", "no annotation"),
    (bad_default, "Made.bad_default(what)", "the default str '1'"),
    (bad_result, "Made.bad_result result", "<class 'bytes'>"),
]


@pytest.mark.parametrize(("method", "where", "found"), METHODS)
def test_method_when_it_cannot_travel_is_refused(
    method: Callable[..., Any], where: str, found: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare_method(method)

    assert (caught.value.where, caught.value.found) == (where, found)
    assert caught.value.remedy


def test_default_when_it_is_an_object_is_refused() -> None:
    with pytest.raises(DeclarationError) as caught:
        declare_method(object_default)

    assert caught.value.expected == "Tag, and no object"


def test_positional_only_when_declared_is_refused() -> None:
    with pytest.raises(DeclarationError, match="by its name"):
        declare_method(by_place)


def test_cast_when_it_returns_something_is_refused() -> None:
    def tell(self: Any, context: Context) -> int:
        raise NotImplementedError

    with pytest.raises(DeclarationError) as caught:
        declare_method(tell, cast)

    assert (caught.value.where, caught.value.found) == ("Made.tell", "a cast that returns int")


def test_default_when_it_is_a_list_becomes_a_tuple() -> None:
    def act(self: Any, context: Context, what: tuple[int, ...] = [1]) -> None:  # type: ignore[assignment]
        """Act."""

    made = declare_method(act)

    spec = made.LINEAGE.methods[made.LINEAGE.latest]["act"]
    assert spec.arguments["what"].default == (1,)


def test_keyword_only_when_declared_is_an_argument_like_others() -> None:
    def act(self: Any, context: Context, *, what: int) -> None:
        """Act."""

    made = declare_method(act)

    assert list(made.LINEAGE.methods[made.LINEAGE.latest]["act"].arguments) == ["what"]
