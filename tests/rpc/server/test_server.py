"""A service that does not fit its interface does not start, and is told the line to write."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

import pytest

from rpc import (
    Context,
    ImplementationError,
    Interface,
    Peer,
    Pin,
    Pins,
    Server,
    call,
    cast,
    history,
    initial,
    local,
)
from rpc._declare.plain_data import Data
from tests.rpc.interfaces import Counter, counter_peer, counter_pin
from tests.support.lab import LabAPI, OtherAPI, peer, views
from vobjects import DeclarationError

ADD = "def add(self, context: Context, name: str, steps: str) -> int: ..."
RESET = "def reset(self, context: Context) -> None: ..."


class Fitting:
    """Serves 1.0."""

    def add(self, context: Context, name: str, steps: str) -> int:
        return 0

    def reset(self, context: Context) -> None: ...


def problems(implementation: Any, version: str = "1.0") -> list[str]:
    with pytest.raises(ImplementationError) as caught:
        Server(counter_peer(version), {Counter: implementation}, "server")
    assert caught.value.interface == f"Counter {version}"
    assert caught.value.implementation == type(implementation).__name__
    assert all(problem in str(caught.value) for problem in caught.value.problems)
    return caught.value.problems


def serve(memory: Any, implementation: Any, version: str = "1.0") -> Server:
    return Server(counter_peer(version, transport=memory), {Counter: implementation}, "server")


def test_server_when_all_fits_is_made(memory: Any) -> None:
    serve(memory, Fitting())


def test_server_when_methods_are_missing_says_what_to_write() -> None:
    assert problems(object()) == [
        f"no method 'add'; write: {ADD}",
        f"no method 'reset'; write: {RESET}",
    ]


def test_server_when_the_release_is_newer_needs_its_methods_too() -> None:
    found = problems(Fitting(), "1.2")

    assert found == [
        "add has other types (steps: str); write: "
        "def add(self, context: Context, name: str, steps: int) -> int: ...",
        "no method 'read'; write: def read(self, context: Context, name: str) -> int: ...",
    ]


def test_server_when_the_stub_is_inherited_is_refused() -> None:
    class Lazy(Counter):
        def add(self, context: Context, name: str, *others: Any, **more: Any) -> int:
            return 0

    assert problems(Lazy()) == [f"no method 'reset'; write: {RESET}"]


def test_server_when_the_stub_of_a_parent_service_is_replaced_is_made(memory: Any) -> None:
    class Parent(Counter):
        def add(self, context: Context, name: str, *others: Any, **more: Any) -> int:
            return 0

    class Child(Parent):
        def reset(self, context: Context) -> None: ...

    serve(memory, Child())


def add_missing(self: Any, context: Any, name: Any) -> None: ...
def add_renamed(self: Any, context: Any, label: Any, steps: Any) -> None: ...
def add_no_context(self: Any, name: Any, steps: Any) -> None: ...
def add_more(self: Any, context: Any, name: Any, steps: Any, more: Any) -> None: ...
def add_by_place(self: Any, context: Any, name: Any, steps: Any, /) -> None: ...
def add_keyword_context(self: Any, *, context: Any, name: Any, steps: Any) -> None: ...


ILL = [add_missing, add_renamed, add_no_context, add_more, add_by_place, add_keyword_context]


@pytest.mark.parametrize("method", ILL, ids=lambda method: method.__name__)
def test_server_when_a_signature_does_not_fit_shows_it(method: Any) -> None:
    class Ill(Fitting):
        add = method

    [problem] = problems(Ill())

    assert problem.startswith("add(")
    assert "does not fit" in problem
    assert problem.endswith(f"write: {ADD}")


def add_keyword(self: Any, context: Any, *, name: Any, steps: Any) -> Any: ...
def add_catch_all(self: Any, context: Any, **values: Any) -> Any: ...
def add_swapped(self: Any, context: Any, steps: Any, name: Any) -> Any: ...
def add_optional(self: Any, context: Any, name: Any, steps: Any, more: Any = 1) -> Any: ...
def add_other_context(self: Any, ctxt: Any, name: Any, steps: Any) -> Any: ...


WELL = [add_keyword, add_catch_all, add_swapped, add_optional, add_other_context]


@pytest.mark.parametrize("method", WELL, ids=lambda method: method.__name__)
def test_server_when_a_signature_takes_the_arguments_is_made(memory: Any, method: Any) -> None:
    class Well(Fitting):
        add = method

    serve(memory, Well())


def test_server_when_methods_are_of_other_kinds_looks_at_what_is_called(memory: Any) -> None:
    class Kinds(Fitting):
        add = staticmethod(lambda context, name, steps: 0)
        reset = functools.partialmethod(Fitting.reset)

    serve(memory, Kinds())


def test_server_when_an_attribute_is_no_method_is_refused() -> None:
    class Attribute(Fitting):
        add = 5  # type: ignore[assignment]

    assert problems(Attribute()) == [f"no method 'add'; write: {ADD}"]


def test_server_when_a_method_is_a_coroutine_is_refused() -> None:
    class Coroutine(Fitting):
        async def add(self, context: Any, name: Any, steps: Any) -> int:  # type: ignore[override]
            return 0

    [problem] = problems(Coroutine())

    assert problem == f"add is a coroutine, which nobody awaits; write: {ADD}"


def test_server_when_a_method_is_a_generator_is_refused() -> None:
    class Generator(Fitting):
        def add(self, context: Any, name: Any, steps: Any) -> Any:
            yield 0

    assert problems(Generator()) == [f"add is a generator, which nobody awaits; write: {ADD}"]


def add_bool(self: Any, context: Any, name: bool, steps: str) -> int: ...  # type: ignore[empty-body]
def add_list(self: Any, context: Any, name: list[str], steps: str) -> int: ...  # type: ignore[empty-body]
def add_nothing(self: Any, context: Any, name: str, steps: str) -> None: ...
def add_text(self: Any, context: Any, name: str, steps: str | None) -> str: ...  # type: ignore[empty-body]


TYPES = [
    (add_bool, "name: bool"),
    (add_list, "name: list[str]"),
    (add_nothing, "-> None"),
    (add_text, "steps: str | None, -> str"),
]


@pytest.mark.parametrize(("method", "wrong"), TYPES)
def test_server_when_types_are_others_names_them(method: Any, wrong: str) -> None:
    class Ill(Fitting):
        add = method

    assert problems(Ill()) == [f"add has other types ({wrong}); write: {ADD}"]


def test_server_when_a_cast_returns_something_is_refused() -> None:
    class Answering(Fitting):
        def reset(self, context: Context) -> int:  # type: ignore[override]
            return 0

    assert problems(Answering()) == [f"reset has other types (-> int); write: {RESET}"]


def test_server_when_a_type_is_known_to_type_checkers_alone_takes_it(memory: Any) -> None:
    class Absent(Fitting):
        def add(self, context: Context, name: Missing, steps: str) -> int:  # type: ignore[name-defined]  # noqa: F821
            return 0

    serve(memory, Absent())


def test_server_when_plain_data_is_declared_takes_any_annotation(memory: Any) -> None:
    class DataAPI(Interface):
        TOPIC = "data"

        @call
        def act(self, context: Context, image: Data) -> Data:
            """Act."""

        HISTORY = history(initial("1.0"))

    class Service:
        def act(self, context: Context, image: dict[str, int]) -> list[int]:
            return list(image.values())

    own = Pin("now", {"DataAPI": DataAPI.LINEAGE.latest}, views("kilo"))
    Server(Peer(memory, "a", own, Pins((own,)), Pins((own,))), {DataAPI: Service()}, "server")


def test_server_when_a_method_has_the_other_style_is_refused() -> None:
    class Styled(Fitting):
        @cast
        def add(self, context: Context, name: str, steps: str) -> int:
            return 0

    assert problems(Styled()) == ["add is a cast here and a call in the interface"]


class Wider(Fitting):
    """Has more than the interface."""

    limit = 5

    def resett(self, context: Context) -> None: ...
    def _private(self) -> None: ...
    @property
    def size(self) -> int:
        raise AssertionError("a check reads no property")


def test_server_when_a_public_method_is_in_no_interface_is_refused() -> None:
    assert problems(Wider()) == [
        "resett is public and not in Counter 1.0; declare it there, or write: @local before it, "
        "or def _resett"
    ]


def test_server_when_a_public_method_is_local_is_made(memory: Any) -> None:
    class Local(Fitting):
        @local
        def report(self) -> str:
            return "full"

    service = Local()
    serve(memory, service)

    assert service.report() == "full"


def test_server_when_a_method_is_of_another_interface_of_the_service_is_made(memory: Any) -> None:
    class Both(Fitting):
        def ping(self, context: Context) -> str:
            return "here"

    class PingAPI(OtherAPI):
        HISTORY = history(initial("1.0"))

    own = dataclasses.replace(
        counter_pin("1.0"),
        interfaces={"Counter": Counter.LINEAGE.at("1.0"), "PingAPI": PingAPI.LINEAGE.latest},
    )
    peer_ = counter_peer("1.0", transport=memory, own=own)
    both = Both()

    Server(peer_, {Counter: both, PingAPI: both}, "server")
    with pytest.raises(ImplementationError, match="ping is public and not in Counter"):
        Server(peer_, {Counter: both, PingAPI: Both()}, "server")


def test_server_when_the_release_lacks_the_interface_is_refused(memory: Any) -> None:
    with pytest.raises(DeclarationError, match="found no OtherAPI"):
        Server(peer(memory, "juno"), {OtherAPI: Fitting()}, "server")


def test_server_when_stopped_takes_no_more(memory: Any) -> None:
    server = Server(peer(memory, "kilo", prefix="stopped-"), {LabAPI: _Everything()}, "server")

    server.start()
    server.stop()


class _Everything:
    def __getattr__(self, name: str) -> Any:
        return lambda context, **values: None
