"""The words of a history: what they refuse, and the versions that they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rpc import (
    Context,
    Interface,
    argument_added,
    argument_removed,
    argument_renamed,
    argument_retyped,
    call,
    cast,
    default_changed,
    history,
    initial,
    method_added,
    method_removed,
    method_renamed,
    previous_major_served,
    result_retyped,
    style_changed,
    version,
)
from rpc._declare.changes import Change
from rpc._declare.method import Style
from rpc._plan.planner import plan
from rpc.catalog import INTERFACES
from rpc.catalog import _compute_gone as compute_gone
from vobjects import DeclarationError, Loss
from vobjects._declare.field import REQUIRED
from vobjects.version import Version


def same(value: Any, classes: Any) -> Any:
    return value


def nothing(values: dict[str, Any], classes: Any) -> None: ...


@call
def gone(self: Any, context: Context, what: str) -> int:
    """One that went."""
    raise NotImplementedError


@call
def act(self: Any, context: Context, what: str, how: int = 1) -> int:
    """One that stays."""
    raise NotImplementedError


@cast
def tell(self: Any, context: Context) -> None:
    """One that nobody answers."""


def made(*changes: Any, number: str = "1.1") -> type[Interface]:
    entries = history(initial("1.0"), version(number, "A change.", *changes))
    return type("Made", (Interface,), {"TOPIC": "t", "HISTORY": entries, "act": act, "tell": tell})


def before(*changes: Any) -> dict[str, dict[str, Any]]:
    """The methods of the first version, with their signatures as text."""
    methods = made(*changes).LINEAGE.methods[Version(1, 0)]
    return {name: signature(spec.describe()) for name, spec in methods.items()}


def signature(facts: dict[str, Any]) -> dict[str, Any]:
    arguments = {
        name: found["type"] + (f" = {found['default']!r}" if "default" in found else "")
        for name, found in facts["arguments"].items()
    }
    result = facts.get("result", {"type": "None"})["type"]
    return {"style": facts["style"], "arguments": arguments, "result": result}


NOW = before()


@pytest.mark.parametrize(
    ("change", "method", "expected"),
    [
        (method_removed(gone), "gone", {"style": "call", "arguments": {"what": "str"}}),
        (method_renamed("act", was="do"), "do", {}),
        (style_changed("tell", was="call"), "tell", {"style": "call"}),
        (result_retyped("act", was=str, up=same, down=same), "act", {"result": "str"}),
        (result_retyped("act", was=None, up=same, down=same), "act", {"result": "None"}),
        (argument_added("act", "how"), "act", {"arguments": {"what": "str"}}),
        (
            argument_added("act", "what", up=nothing, down=nothing),
            "act",
            {"arguments": {"how": "int = 1"}},
        ),
        (
            argument_removed("act", "why", was=str, instead=""),
            "act",
            {"arguments": {"what": "str", "how": "int = 1", "why": "str"}},
        ),
        (
            argument_removed("act", "why", was=str | None, was_default=None),
            "act",
            {"arguments": {"what": "str", "how": "int = 1", "why": "str | None = None"}},
        ),
        (
            argument_renamed("act", "how", was="manner"),
            "act",
            {"arguments": {"what": "str", "manner": "int = 1"}},
        ),
        (
            argument_retyped("act", "what", was=int, up=same, down=same),
            "act",
            {"arguments": {"what": "int", "how": "int = 1"}},
        ),
        (
            default_changed("act", "how", was=2),
            "act",
            {"arguments": {"what": "str", "how": "int = 2"}},
        ),
        (
            default_changed("act", "how", was=REQUIRED),
            "act",
            {"arguments": {"what": "str", "how": "int"}},
        ),
        (
            default_changed("act", "what", was="x"),
            "act",
            {"arguments": {"what": "str = 'x'", "how": "int = 1"}},
        ),
    ],
    ids=lambda case: case.word if isinstance(case, Change) else "",
)
def test_version_before_a_change_when_derived_is_as_it_was(
    change: Change, method: str, expected: dict[str, Any]
) -> None:
    found = before(change)

    assert found[method] == NOW.get(method, {"result": "int"} | NOW["act"]) | expected
    assert change.method in change.word


def test_arguments_when_one_was_renamed_keep_their_places() -> None:
    found = before(argument_renamed("act", "what", was="that"))["act"]["arguments"]

    assert list(found) == ["that", "how"]


def test_changes_when_they_follow_each_other_say_names_as_they_are_by_then() -> None:
    lineage = made(method_renamed("act", was="do"), argument_added("act", "how")).LINEAGE

    assert list(lineage.methods[Version(1, 0)]["do"].arguments) == ["what"]
    found = plan(lineage, "act", Version(1, 1), Version(1, 0))
    assert found is not None
    assert (found.older.name, [step.change.word for step in found.steps]) == (
        "do",
        ["argument_added('act', 'how')"],
    )


def test_changes_when_a_method_is_renamed_after_they_were_made_say_its_older_name() -> None:
    lineage = made(argument_added("do", "how"), method_renamed("act", was="do")).LINEAGE

    assert list(lineage.methods[Version(1, 0)]["do"].arguments) == ["what"]
    found = plan(lineage, "act", Version(1, 1), Version(1, 0))
    assert found is not None
    assert [step.older.name for step in found.steps] == ["do"]


ILL: list[Any] = [
    (lambda: method_removed(same), "method_removed", "found function"),
    (lambda: style_changed("act", was="shout"), "style_changed('act')", "was='shout'"),
    (
        lambda: version("1.1", "x", "act"),  # type: ignore[arg-type]
        "version('1.1')",
        "str 'act'",
    ),
    (lambda: argument_added("act", "how", up=nothing), "argument_added('act', 'how')", "one half"),
    (lambda: argument_added("act", "how", down=nothing), "argument_added", "one half"),
    (
        lambda: argument_added("act", "how", up=nothing, down=nothing, loss=Loss.ALLOWED),
        "argument_added('act', 'how')",
        "loss= beside a conversion",
    ),
    (lambda: argument_removed("act", "why", was=str), "argument_removed", "nothing to send"),
    (
        lambda: argument_removed("act", "why", was=str, was_default="", instead="x"),
        "argument_removed('act', 'why')",
        "instead= beside was_default=",
    ),
    (
        lambda: argument_removed("act", "why", was=str, instead="", up=nothing, down=nothing),
        "argument_removed('act', 'why')",
        "instead= beside",
    ),
    (lambda: made(method_renamed("act", was="tell")), "Made 1.1", "method_renamed('act'), and"),
    (lambda: made(method_removed(act)), "Made 1.1", "method_removed('act'), and 'act' in this"),
    (
        lambda: made(argument_renamed("act", "how", was="what")),
        "Made 1.1",
        "argument_renamed('act', 'how'), and 'what'",
    ),
    (
        lambda: made(argument_removed("act", "how", was=int, instead=1)),
        "Made 1.1",
        "argument_removed('act', 'how'), and 'how'",
    ),
    (lambda: made(style_changed("tell", was="cast")), "Made 1.1", "of what is a cast now"),
    (lambda: made(style_changed("act", was="cast")), "Made 1.0 act", "a cast that returns int"),
    (lambda: made(default_changed("act", "how", was=1)), "Made 1.1 act(how)", "which it is now"),
    (
        lambda: made(default_changed("act", "what", was=REQUIRED)),
        "Made 1.1 act(what)",
        "which it is now",
    ),
    (lambda: made(default_changed("act", "how", was="1")), "Made 1.1 act(how)", "default str '1'"),
    (
        lambda: made(argument_removed("act", "why", was=str, instead=5)),
        "Made 1.1 act(why)",
        "the default int 5",
    ),
    (
        lambda: made(argument_retyped("act", "what", was=int, up=same, down=same, instead=5)),
        "Made 1.1 act(what)",
        "the default int 5",
    ),
    (
        lambda: made(method_added("act"), previous_major_served(), number="2.0"),
        "Made 2.0",
        "method_added('act') beside previous_major_served()",
    ),
    (
        lambda: made(argument_added("act", "how"), previous_major_served(), number="2.0"),
        "Made 2.0",
        "argument_added('act', 'how') beside",
    ),
]


@pytest.mark.parametrize(("declare", "where", "found"), ILL)
def test_word_when_it_cannot_work_is_refused(
    declare: Callable[[], Any], where: str, found: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare()

    assert caught.value.where.startswith(where)
    assert found.removeprefix("found ") in caught.value.found
    assert caught.value.remedy


def test_new_major_when_it_brings_something_says_where_to_add_it() -> None:
    with pytest.raises(DeclarationError) as caught:
        made(method_added("act"), previous_major_served(), number="2.0")

    assert caught.value.expected.startswith("2.0 to be 1.0 with other names")
    assert caught.value.remedy.startswith("add it in 1.1")


def test_new_major_when_it_has_other_names_can_serve_the_last_one() -> None:
    lineage = made(
        method_renamed("act", was="do"),
        argument_renamed("act", "how", was="manner"),
        method_removed(gone),
        previous_major_served(),
        number="2.0",
    ).LINEAGE

    assert lineage.serves(Version(2, 0), Version(1, 0))
    assert lineage.taken(Version(2, 0)) == {
        ("act", 2), ("tell", 2), ("do", 1), ("tell", 1), ("gone", 1)
    }  # fmt: skip


def test_name_when_a_method_went_and_came_again_is_another_method() -> None:
    class Again(Interface):
        TOPIC = "again"

        @call
        def gone(self, context: Context) -> None:
            """Another one."""

        HISTORY = history(
            initial("1.0"),
            version("1.1", "It goes.", method_removed(gone)),
            version("1.2", "It comes again.", method_added("gone")),
        )

    lineage = Again.LINEAGE
    assert [sorted(methods) for methods in lineage.methods.values()] == [["gone"], [], ["gone"]]
    assert plan(lineage, "gone", Version(1, 2), Version(1, 0)) is None
    assert lineage.later("gone", Version(1, 0), Version(1, 2)) is None
    assert lineage.when("gone", Version(1, 1)) == "it went with 1.1"


@pytest.mark.parametrize(
    ("method", "at", "text"),
    [
        ("do", "1.1", "it is called 'act' since 1.1"),
        ("act", "1.0", "no version of Made has it"),
        ("gone", "1.1", "it went with 1.1"),
    ],
)
def test_when_when_a_version_lacks_a_method_says_why(method: str, at: str, text: str) -> None:
    lineage = made(method_renamed("act", was="do"), method_removed(gone)).LINEAGE

    assert lineage.when(method, Version.parse(at)) == text


def test_when_when_a_method_was_renamed_since_it_came_says_when_it_came() -> None:
    class Late(Interface):
        TOPIC = "late"
        act = act

        HISTORY = history(
            initial("1.0"),
            version("1.1", "It comes.", method_added("do")),
            version("1.2", "It is renamed.", method_renamed("act", was="do")),
        )

    assert Late.LINEAGE.when("act", Version(1, 0)) == "it came with 1.1"


def test_style_when_derived_is_that_of_each_version() -> None:
    lineage = made(style_changed("tell", was="call")).LINEAGE

    styles = [methods["tell"].style for methods in lineage.methods.values()]
    assert styles == [Style.CALL, Style.CAST]


@pytest.mark.parametrize("interface", INTERFACES)
def test_declaration_when_called_implements_nothing(interface: Any) -> None:
    for name, spec in interface.LINEAGE.methods[interface.LINEAGE.latest].items():
        stub = getattr(interface, name)
        if spec.result is None:
            assert stub(None, None, **dict.fromkeys(spec.arguments)) is None
            continue
        with pytest.raises(NotImplementedError):
            stub(None, None, **dict.fromkeys(spec.arguments))


@pytest.mark.parametrize(
    "stub", [compute_gone.get_console_topic, compute_gone.get_console_pool_info]
)
def test_declaration_when_it_is_of_a_method_that_went_implements_nothing(stub: Any) -> None:
    arguments = {"console_type": "vnc"} if stub is compute_gone.get_console_pool_info else {}

    with pytest.raises(NotImplementedError):
        stub(None, None, **arguments)
