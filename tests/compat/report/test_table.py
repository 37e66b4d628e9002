"""Rows: as a table, as blocks where that is too wide, and as lines where there is no terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from compat.report._table import Rows, show_rows
from compat.report._text import visible

NAMES = ("image.hw_cpu_thread_policy", "isolate", "emulator_threads_policy[0].share")
ROWS = Rows("Fields of [bold]X[/bold]", ("field", "what", "why"), (NAMES, ("id", "", "a b c")))


def shown(terminal: bool, width: int, rows: Rows = ROWS) -> str:
    out = io.StringIO()
    show_rows(rows, Console(file=out, width=width, force_terminal=terminal, color_system=None))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 70, 75, 120])
def test_rows_when_a_terminal_is_narrow_keep_names_whole(width: int) -> None:
    text = shown(True, width)

    assert all(name in text for name in NAMES)
    assert all(len(line) <= width for line in text.splitlines())
    assert "[bold]X[/bold]" in " ".join(text.split())


def test_rows_when_a_table_has_no_room_are_blocks() -> None:
    assert shown(True, 40).splitlines()[2:6] == [
        "image.hw_cpu_thread_policy",
        "  what: isolate",
        "  why: emulator_threads_policy[0].share",
        "",
    ]
    assert "│" in shown(True, 120)


def test_rows_when_there_is_no_terminal_are_a_line_each() -> None:
    assert shown(False, 40).splitlines() == [
        "Fields of [bold]X[/bold]",
        "field                       what     why",
        "image.hw_cpu_thread_policy  isolate  emulator_threads_policy[0].share",
        "id                                   a b c",
    ]


@pytest.mark.parametrize("terminal", [True, False])
def test_rows_when_values_have_control_characters_show_them(terminal: bool) -> None:
    bad = Rows("t", ("a", "b"), (("\x1b[31m\nred", "\udc80[link=http://x]y"),))

    text = shown(terminal, 80, bad)

    assert "\x1b" not in text
    assert r"\x1b[31m\nred" in text
    assert r"\udc80[link=http://x]y" in text


def test_visible_when_a_text_is_printable_is_the_same() -> None:
    assert visible("größer → [x]\nnext") == "größer → [x]\nnext"
