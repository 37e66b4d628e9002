"""The line of history that a finding names: it is one that the libraries take."""

from __future__ import annotations

from typing import Any

import pytest

import rpc
import vobjects
from compat.manifest import Change, Kind
from compat.rules import _interface_changed, _object_changed

FIELD = "$.objects.Order.fields.note"
METHOD = "$.interfaces.OrderAPI.methods.place"
ADDED, REMOVED, CHANGED = Kind
SPACE = {"vo": vobjects}


def of_object(change: Change, **facts: Any) -> str:
    return _object_changed.word_of(change, {"fields": {"note": facts}})


@pytest.mark.parametrize(
    ("now", "line"),
    [
        ({"type": "str"}, "vo.added('note', default=...)"),
        ({"type": "str | None"}, "vo.added('note', default=None)"),
        ({"type": "str", "default": "x"}, "vo.added('note', default='x')"),
        ({"type": "tuple[int, ...]", "default": [1]}, "vo.added('note', default=(1,))"),
        ({"type": "int", "may_be_absent": True}, "vo.added('note', default=vo.UNSET)"),
    ],
)
def test_line_when_a_field_was_added_gives_what_older_objects_get(now: Any, line: str) -> None:
    assert of_object(Change(ADDED, "field", FIELD, None, now)) == line
    assert eval(line, SPACE)


@pytest.mark.parametrize(
    ("was", "line"),
    [
        ({"type": "str"}, "vo.removed('note', was=str, default=...)"),
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
    ],
)
def test_line_when_a_field_was_removed_has_its_type_and_options(was: Any, line: str) -> None:
    assert of_object(Change(REMOVED, "field", FIELD, was, None), **was) == line
    assert eval(line, SPACE)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change(CHANGED, "type", f"{FIELD}.type", "str", "str | None"), "vo.made_nullable('note')"),
        (Change(CHANGED, "type", f"{FIELD}.type", "str | None", "str"), "vo.made_required('note')"),
        (
            Change(CHANGED, "type", f"{FIELD}.type", "str", "int"),
            "vo.retyped('note', was=str, up=..., down=...)",
        ),
        (
            Change(ADDED, "values", f"{FIELD}.values", None, ["a"]),
            "vo.retyped('note', was=str, up=..., down=...)",
        ),
        (
            Change(ADDED, "value", f"{FIELD}.values['a.b']", None, "a.b"),
            "vo.value_added('note', 'a.b')",
        ),
        (
            Change(REMOVED, "value", f"{FIELD}.values['a']", "a", None),
            "vo.value_removed('note', 'a')",
        ),
        (
            Change(ADDED, "read_only", f"{FIELD}.read_only", None, True),
            "vo.options_changed('note', was=vo.field())",
        ),
    ],
)
def test_line_when_a_field_was_changed_is_the_word_for_it(change: Change, line: str) -> None:
    assert of_object(change, type="str") == line
    assert "..." in line or eval(line, SPACE)


OLD: Any = {
    "methods": {
        "place": {
            "arguments": {"size": {"type": "str", "default": "s"}, "id": {"type": "int"}},
            "result": {"type": "int"},
        },
        "cancel": {"arguments": {}},
    }
}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change(ADDED, "method", f"{METHOD}", None, {}), "method_added('place')"),
        (Change(REMOVED, "method", f"{METHOD}", {}, None), "method_removed(place)"),
        (
            Change(CHANGED, "style", f"{METHOD}.style", "call", "cast"),
            ("style_changed('place', was='call')"),
        ),
        (
            Change(CHANGED, "type", f"{METHOD}.result.type", "int", "str"),
            "result_retyped('place', was=int, up=..., down=...)",
        ),
        (
            Change(ADDED, "result", "$.interfaces.OrderAPI.methods.cancel.result", None, {}),
            "result_retyped('cancel', was=None, up=..., down=...)",
        ),
        (
            Change(ADDED, "argument", f"{METHOD}.arguments.note", None, {"default": 1}),
            "argument_added('place', 'note')",
        ),
        (
            Change(ADDED, "argument", f"{METHOD}.arguments.note", None, {}),
            "argument_added('place', 'note', up=..., down=...)",
        ),
        (
            Change(REMOVED, "argument", f"{METHOD}.arguments.size", {}, None),
            "argument_removed('place', 'size', was=str, was_default='s')",
        ),
        (
            Change(REMOVED, "argument", f"{METHOD}.arguments.id", {}, None),
            "argument_removed('place', 'id', was=int)",
        ),
        (
            Change(CHANGED, "default", f"{METHOD}.arguments.size.default", "s", "m"),
            "default_changed('place', 'size', was='s')",
        ),
        (
            Change(ADDED, "default", f"{METHOD}.arguments.id.default", None, 1),
            "default_changed('place', 'id', was=REQUIRED)",
        ),
        (
            Change(CHANGED, "type", f"{METHOD}.arguments.id.type", "int", "str"),
            "argument_retyped('place', 'id', was=int, up=..., down=...)",
        ),
        (
            Change(ADDED, "value", f"{METHOD}.arguments.size.values['a.b']", None, "a.b"),
            "argument_retyped('place', 'size', was=..., up=..., down=...)",
        ),
        (
            Change(REMOVED, "value", f"{METHOD}.result.values['a']", "a", None),
            "result_retyped('place', was=..., up=..., down=...)",
        ),
        (Change(CHANGED, "topic", "$.interfaces.OrderAPI.topic", "a", "b"), ""),
        (Change(REMOVED, "idempotent", f"{METHOD}.idempotent", True, None), ""),
    ],
)
def test_line_when_an_interface_was_changed_is_the_word_for_it(change: Change, line: str) -> None:
    assert _interface_changed.word_of(change, OLD) == line
    word = line.partition("(")[0]
    assert not word or hasattr(rpc, word)


@pytest.mark.parametrize(
    ("noun", "was", "now", "line"),
    [
        ("method", METHOD, f"{METHOD}_it", "method_renamed('place_it', was='place')"),
        (
            "argument",
            f"{METHOD}.arguments.a",
            f"{METHOD}.arguments.b",
            "argument_renamed('place', 'b', was='a')",
        ),
        (
            "value",
            f"{METHOD}.arguments.a.values['x']",
            f"{METHOD}.arguments.a.values['y']",
            "argument_retyped('place', 'a', was=..., up=..., down=...)",
        ),
    ],
)
def test_line_when_a_part_of_an_interface_was_renamed_says_so(
    noun: str, was: str, now: str, line: str
) -> None:
    removed, added = Change(REMOVED, noun, was, "x", None), Change(ADDED, noun, now, None, "x")

    assert _interface_changed.renamed_of(removed, added) == line


def test_line_when_a_part_of_an_object_was_renamed_says_so() -> None:
    field = Change(REMOVED, "field", FIELD, {}, None), Change(ADDED, "field", f"{FIELD}s", None, {})
    value = (
        Change(REMOVED, "value", f"{FIELD}.values['a']", "a", None),
        Change(ADDED, "value", f"{FIELD}.values['b']", None, "b"),
    )

    lines = [_object_changed.renamed_of(*pair) for pair in (field, value)]

    assert lines == ["vo.renamed('notes', was='note')", "vo.value_renamed('note', 'b', was='a')"]
    assert all(eval(line, SPACE) for line in lines)
