"""The line of history that a finding names: it is one that the libraries take."""

from __future__ import annotations

from typing import Any

import pytest

import rpc
import vobjects
from compat.rules import RULES, Comparison, Finding
from compat.rules._examples import (
    by_release,
    of_arguments,
    of_interface,
    of_item,
    of_method,
    of_object,
    release,
)

SPACE: Any = {"vo": vobjects, **{name: getattr(rpc, name) for name in rpc.__all__}}
SIZE = {"type": "Size", "values": ["large", "small"]}


def found(comparison: Comparison) -> list[Finding]:
    return [finding for rule in RULES for finding in rule.findings(comparison)]


def word(comparison: Comparison) -> str:
    """The only word in the line of all findings of a comparison."""
    (line,) = {finding.line for finding in found(comparison)}
    return line.partition('"Say what changed.", ')[2].removesuffix("),")


def whole(line: str) -> bool:
    """Whether a line is taken as it is."""
    return "..." in line or bool(eval(line, SPACE))


@pytest.mark.parametrize(
    ("now", "line"),
    [
        ("str", "vo.added('note', default=...)"),
        ("str | None", "vo.added('note', default=None)"),
        ({"type": "str", "default": "x"}, "vo.added('note', default='x')"),
        ({"type": "tuple[int, ...]", "default": [1]}, "vo.added('note', default=(1,))"),
        ({"type": "frozenset[int]", "default": [1]}, "vo.added('note', default=frozenset({1}))"),
        ({"type": "frozenset[int]", "default": []}, "vo.added('note', default=frozenset())"),
        (
            {"type": "Mapping[str, tuple[int, ...]]", "default": {"a": [1, 2]}},
            "vo.added('note', default={'a': (1, 2)})",
        ),
        ({"type": "int", "may_be_absent": True}, "vo.added('note', default=vo.UNSET)"),
    ],
)
def test_line_when_a_field_was_added_gives_what_older_objects_get(now: Any, line: str) -> None:
    assert word(of_item({}, {"note": now})["failing"]) == line
    assert whole(line)


@pytest.mark.parametrize(
    ("was", "line"),
    [
        ("str", "vo.removed('note', was=str, default=...)"),
        (
            {"type": "int", "default": 1, "read_only": True},
            "vo.removed('note', was=int, options=vo.field(default=1, read_only=True), default=1)",
        ),
        (
            {"type": "int", "may_be_absent": True},
            "vo.removed('note', was=int, options=vo.field(default=vo.UNSET))",
        ),
        (
            {"type": "int", "default": 1, "may_be_absent": True},
            "vo.removed('note', was=int, options=vo.field(default=1, may_be_absent=True))",
        ),
        ("Dish", "vo.removed('note', was=..., default=...)"),
        ("Item | None", "vo.removed('note', was=Item | None, default=None)"),
        ("IPv4", "vo.removed('note', was=IPv4Address, default=...)"),
    ],
)
def test_line_when_a_field_was_removed_has_its_type_and_options(was: Any, line: str) -> None:
    assert word(of_item({"note": was}, {})["failing"]) == line


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("str", "str | None", "vo.made_nullable('note')"),
        ("str | None", "str", "vo.made_required('note')"),
        ("str", "int", "vo.retyped('note', was=str, up=..., down=...)"),
        ("str", SIZE, "vo.retyped('note', was=str, up=..., down=...)"),
        (SIZE, "str", "vo.retyped('note', was=OlderSize, up=..., down=...)"),
        (SIZE, {**SIZE, "values": ["a.b", "large", "small"]}, "vo.value_added('note', 'a.b')"),
        (SIZE, {**SIZE, "values": ["large"]}, "vo.value_removed('note', 'small')"),
        (
            SIZE,
            {**SIZE, "values": ["big", "small"]},
            "vo.value_renamed('note', 'big', was='large')",
        ),
        ("str", {"type": "str", "read_only": True}, "vo.options_changed('note', was=vo.field())"),
    ],
)
def test_line_when_a_field_was_changed_is_the_word_for_it(was: Any, now: Any, line: str) -> None:
    assert word(of_item({"note": was}, {"note": now})["failing"]) == line
    assert whole(line)


def test_line_when_none_and_enum_values_changed_at_once_declares_each() -> None:
    optional = {"type": "Size | None", "values": ["large", "small"], "default": None}
    now = {"type": "Size", "values": ["large", "small", "tiny"]}
    assert word(of_item({"size": optional}, {"size": now})["failing"]) == (
        "vo.value_added('size', 'tiny'), vo.made_required('size'), "
        "vo.options_changed('size', was=vo.field(default=None))"
    )


def test_line_when_a_field_was_renamed_says_so() -> None:
    assert word(of_item({"note": "str"}, {"notes": "str"})["failing"]) == (
        "vo.renamed('notes', was='note')"
    )


def test_line_when_it_needs_an_instant_says_the_import() -> None:
    was = {"type": "datetime", "default": "2026-01-02T00:00:00Z"}

    (finding,) = found(of_item({"since": was}, {})["failing"])

    instant = "datetime.datetime.fromisoformat('2026-01-02T00:00:00Z')"
    assert finding.line == (
        'vo.version("1.1", "Say what changed.", vo.removed(\'since\', was=datetime.datetime, '
        f"options=vo.field(default={instant}), default={instant})),"
    )
    assert finding.imports == ("import datetime",)


def test_line_when_an_enum_is_gone_declares_it_as_it_was() -> None:
    (finding,) = found(of_item({"size": SIZE}, {})["failing"])

    assert finding.above == (
        "class OlderSize(enum.StrEnum):\n    VALUE_1 = 'large'\n    VALUE_2 = 'small'\n"
    )
    assert finding.imports == ("import enum",)


def test_line_when_an_enum_is_elsewhere_still_names_it() -> None:
    examples = of_item({"size": SIZE, "other": SIZE}, {"other": SIZE})

    (finding,) = found(examples["failing"])

    assert "was=Size" in finding.line
    assert finding.above == ""


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ({}, {"note": {"type": "int", "default": 1}}, "argument_added('find', 'note')"),
        ({}, {"note": "int"}, "argument_added('find', 'note', up=..., down=...)"),
        (
            {"size": {"type": "str", "default": "s"}},
            {},
            "argument_removed('find', 'size', was=str, was_default='s')",
        ),
        ({"size": "int"}, {}, "argument_removed('find', 'size', was=int, instead=...)"),
        (
            {"size": "int | None"},
            {},
            "argument_removed('find', 'size', was=int | None, instead=None)",
        ),
        (
            {"size": {"type": "str", "default": "s"}},
            {"size": {"type": "str", "default": "m"}},
            "default_changed('find', 'size', was='s')",
        ),
        (
            {"size": "int"},
            {"size": {"type": "int", "default": 1}},
            "default_changed('find', 'size', was=REQUIRED)",
        ),
        (
            {"size": "int"},
            {"size": "str"},
            "argument_retyped('find', 'size', was=int, up=..., down=...)",
        ),
        (
            {"size": {"type": "int", "default": 1}},
            {"size": {"type": "str", "default": "1"}},
            "argument_retyped('find', 'size', was=int, up=..., down=..., was_default=1)",
        ),
        (
            {"size": "int"},
            {"size": {"type": "str", "default": "1"}},
            "argument_retyped('find', 'size', was=int, up=..., down=..., was_default=REQUIRED)",
        ),
        (
            {"size": SIZE},
            {"size": {**SIZE, "values": ["small"]}},
            "argument_retyped('find', 'size', was=OlderSize, up=..., down=...)",
        ),
        ({"size": "int"}, {"much": "int"}, "argument_renamed('find', 'much', was='size')"),
    ],
)
def test_line_when_an_argument_was_changed_is_the_word_for_it(
    was: Any, now: Any, line: str
) -> None:
    assert word(of_arguments(was, now)["failing"]) == line
    assert whole(line)


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ({}, {"style": "cast"}, "style_changed('find', was='call')"),
        (
            {"result": {"type": "str"}},
            {"result": {"type": "int"}},
            "result_retyped('find', was=str, up=..., down=...)",
        ),
        (
            {"result": SIZE},
            {"result": {**SIZE, "values": ["small"]}},
            "result_retyped('find', was=OlderSize, up=..., down=...)",
        ),
    ],
)
def test_line_when_a_method_was_changed_is_the_word_for_it(was: Any, now: Any, line: str) -> None:
    assert word(of_method(was, now)["failing"]) == line
    assert whole(line)


def test_line_when_a_method_has_a_result_now_says_that_it_had_none() -> None:
    silent = {"find": {"style": "call", "arguments": {}}}
    speaking = {"find": {"style": "call", "arguments": {}, "result": {"type": "int"}}}

    line = word(of_interface({"methods": silent}, {"methods": speaking})["failing"])

    assert line == "result_retyped('find', was=None, up=..., down=...)"


PING: Any = {
    "style": "call",
    "idempotent": True,
    "arguments": {
        "size": {**SIZE, "default": "small"},
        "id": {"type": "UUID"},
        "since": {"type": "datetime | None", "default": None},
    },
    "result": {"type": "int"},
}


def test_line_when_a_method_was_removed_declares_it_as_it_was() -> None:
    count = {"style": "cast", "arguments": {}}
    examples = of_interface(
        {"methods": {"ping": PING, "count": count}}, {"methods": {"count": count}}
    )

    (finding,) = found(examples["failing"])

    assert finding.line == 'version("1.1", "Say what changed.", method_removed(ping)),'
    assert finding.above == (
        "class OlderSize(enum.StrEnum):\n    VALUE_1 = 'large'\n    VALUE_2 = 'small'\n"
        "@call(idempotent=True)\n"
        "def ping(self, context: Context, *, size: OlderSize = 'small', id: UUID, "
        "since: datetime.datetime | None = None) -> int: ...\n"
    )
    assert finding.imports == (
        "from rpc import Context, call, method_removed, version",
        "from vobjects import UUID",
        "import datetime",
        "import enum",
    )


def test_line_when_nothing_of_a_history_declares_it_is_empty() -> None:
    topic = found(of_interface({}, {"topic": "goods"})["failing"])
    key = found(of_object({"key": ["id"]}, {"key": ["name"]})["failing"])
    dropped = found(of_method({"idempotent": True}, {})["failing"])

    assert [finding.line for finding in (*topic, *key, *dropped)] == ["", "", ""]


def test_line_when_a_field_was_renamed_before_has_its_newest_name_once() -> None:
    history = [
        {"version": "1.0", "changes": []},
        {"version": "1.1", "changes": [{"change": "renamed", "field": "cost", "was": "price"}]},
    ]

    def releases(type_: str) -> Any:
        return by_release(
            release("spring", fields={"price": type_}),
            release("summer", item="1.1", fields={"cost": type_}, object={"history": history}),
        )

    (finding,) = found(Comparison(releases("int"), releases("str")))

    assert finding.path == "$.objects.Item.fields.cost.type"
    assert finding.message == "Item 1.0, 1.1: fields.cost.type was int and is str"
    assert finding.line == (
        'vo.version("1.2", "Say what changed.", vo.retyped(\'cost\', was=int, up=..., down=...)),'
    )


def test_line_when_a_method_and_an_argument_were_renamed_before_has_the_newest_names() -> None:
    changes = [
        {"change": "method_renamed", "method": "find", "was": "seek"},
        {"change": "argument_renamed", "method": "find", "argument": "id", "was": "number"},
    ]
    history = [{"version": "1.0", "changes": []}, {"version": "1.1", "changes": changes}]

    def releases(type_: str) -> Any:
        old, new = (
            {name: {"style": "call", "arguments": {argument: {"type": type_}}}}
            for name, argument in (("seek", "number"), ("find", "id"))
        )
        return by_release(
            release("spring", interface={"methods": old}),
            release("summer", api="1.1", interface={"methods": new, "history": history}),
        )

    (finding,) = found(Comparison(releases("int"), releases("str")))

    assert finding.path == "$.interfaces.ItemAPI.methods.find.arguments.id.type"
    assert "argument_retyped('find', 'id', was=int, up=..., down=...)" in finding.line
