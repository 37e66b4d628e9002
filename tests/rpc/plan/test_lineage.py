"""Every version of an interface, and what its numbers mean."""

from __future__ import annotations

from typing import Any

import pytest

from rpc import Context, Interface, call, history, initial, version
from rpc._declare.method import Style
from tests.rpc.interfaces import VERSIONS, Counter
from vobjects import DeclarationError
from vobjects._declare.field import REQUIRED
from vobjects.version import Version

LINEAGE = Counter.LINEAGE


def test_methods_when_derived_are_those_of_each_version() -> None:
    found = {
        str(v): {n: list(s.arguments) for n, s in m.items()} for v, m in LINEAGE.methods.items()
    }

    old = {"add": ["name", "steps"], "reset": []}
    read = {"add": ["name", "steps"], "read": ["name"], "reset": []}
    why = {"add": ["name", "steps", "why"], "read": ["name"], "reset": []}
    latest = {"add": ["name", "steps", "why", "limit"], "read": ["name"], "reset": []}
    assert found == {"1.0": old, "1.2": read, "1.3": why, "2.0": why, "2.1": latest}


@pytest.mark.parametrize(
    ("number", "type_", "default"),
    [("1.0", "str", "1"), ("1.2", "int", 1), ("2.0", "int", 1), ("2.1", "tuple[int, ...]", (1,))],
)
def test_steps_when_retyped_have_the_type_and_default_of_each_version(
    number: str, type_: str, default: Any
) -> None:
    steps = LINEAGE.methods[LINEAGE.at(number)]["add"].arguments["steps"]

    assert (steps.type.text, steps.default) == (type_, default)


def test_specs_when_derived_keep_style_result_and_required_arguments() -> None:
    methods = LINEAGE.methods[LINEAGE.latest]

    assert methods["reset"].style is Style.CAST
    assert methods["reset"].result is None
    assert methods["add"].style is Style.CALL
    assert methods["add"].result is not None
    assert methods["add"].arguments["name"].default is REQUIRED


def test_describe_when_asked_is_plain_data() -> None:
    assert LINEAGE.methods[LINEAGE.latest]["add"].describe() == {
        "style": "call",
        "arguments": {
            "name": {"type": "str"},
            "steps": {"type": "tuple[int, ...]", "default": [1]},
            "why": {"type": "str | None", "default": None},
            "limit": {"type": "int", "default": 10},
        },
        "result": {"type": "int"},
    }
    assert "result" not in LINEAGE.methods[LINEAGE.latest]["reset"].describe()


def test_latest_and_at_when_asked_give_versions_of_the_history() -> None:
    assert str(LINEAGE.latest) == "2.1"
    assert LINEAGE.at("1.3") == Version(1, 3)


def test_at_when_the_version_never_was_names_those_that_were() -> None:
    with pytest.raises(DeclarationError) as caught:
        LINEAGE.at("1.1")

    assert (caught.value.where, caught.value.found) == ("Counter", "version 1.1")
    assert caught.value.expected == "one of 1.0, 1.2, 1.3, 2.0, 2.1"


def test_between_when_asked_leaves_the_older_out() -> None:
    found = LINEAGE.between(Version(1, 2), Version(2, 0))

    assert [str(entry.version) for entry in found] == ["1.3", "2.0"]
    assert LINEAGE.between(Version(2, 0), Version(1, 2)) == ()


def test_before_when_asked_is_the_version_that_came_before() -> None:
    assert str(LINEAGE.before(Version(2, 0))) == "1.3"


@pytest.mark.parametrize(
    ("method", "text"),
    [("read", "it came with 1.2"), ("fly", "no version of Counter has it")],
)
def test_when_when_asked_is_a_sentence(method: str, text: str) -> None:
    assert LINEAGE.when(method, Version(1, 0)) == text


@pytest.mark.parametrize(
    ("method", "peer", "expected"),
    [
        ("add", "1.0", "1.0"),
        ("add", "1.2", "1.2"),
        ("add", "1.3", "1.3"),
        ("add", "2.0", "2.0"),
        ("add", "2.1", "2.1"),
        ("read", "1.3", "1.2"),
        ("read", "2.1", "2.0"),
        ("reset", "1.3", "1.0"),
    ],
)
def test_message_version_when_a_method_did_not_change_is_the_oldest_of_the_major(
    method: str, peer: str, expected: str
) -> None:
    assert str(LINEAGE.message_version(method, Version.parse(peer))) == expected


@pytest.mark.parametrize(
    ("method", "message", "own", "expected"),
    [
        ("add", "1.0", "2.1", "1.0"),
        ("add", "1.1", "2.1", "1.0"),
        ("add", "1.2", "2.1", "1.2"),
        ("add", "2.0", "2.1", "2.0"),
        ("read", "1.0", "1.3", "1.2"),
        ("read", "1.0", "2.1", "1.2"),
        ("reset", "0.9", "1.3", "1.0"),
    ],
)
def test_spoken_when_a_message_names_any_version_is_the_newest_that_is_not_newer(
    method: str, message: str, own: str, expected: str
) -> None:
    found = LINEAGE.spoken(method, Version.parse(message), Version.parse(own))

    assert str(found) == expected


@pytest.mark.parametrize("own", VERSIONS, ids=str)
@pytest.mark.parametrize("message", VERSIONS, ids=str)
def test_serves_when_a_message_is_not_newer_says_yes(own: Version, message: Version) -> None:
    assert LINEAGE.serves(own, message) is (message <= own)


@pytest.mark.parametrize(("own", "message"), [("2.1", "1.4"), ("2.1", "0.1"), ("1.3", "2.0")])
def test_serves_when_nobody_ever_spoke_the_version_says_no(own: str, message: str) -> None:
    assert not LINEAGE.serves(Version.parse(own), Version.parse(message))


def test_serves_when_the_last_major_is_not_served_says_no() -> None:
    class Broken(Interface):
        TOPIC = "broken"

        @call
        def act(self, context: Context) -> None:
            """Act."""

        HISTORY = history(initial("1.0"), version("2.0", "All anew."), version("2.1", "More."))

    assert not Broken.LINEAGE.serves(Version(2, 1), Version(1, 0))
    assert Broken.LINEAGE.serves(Version(2, 1), Version(2, 0))


def test_lineage_when_an_interface_extends_another_has_its_methods_too() -> None:
    class Base(Interface):
        TOPIC = "base"

        @call
        def first(self, context: Context) -> None:
            """First."""

        HISTORY = history(initial("1.0"))

    class Wider(Base):
        @call
        def second(self, context: Context) -> None:
            """Second."""

        HISTORY = history(initial("1.0"))

    assert set(Wider.LINEAGE.methods[Version(1, 0)]) == {"first", "second"}
    assert set(Base.LINEAGE.methods[Version(1, 0)]) == {"first"}


def test_lineage_when_a_service_implements_it_is_that_of_the_interface() -> None:
    class Service(Counter):
        pass

    assert Service.LINEAGE is LINEAGE
