"""Graphs in Mermaid."""

from __future__ import annotations

from compat.manifest import Manifest
from compat.report.graph import GRAPHS

MENU = {
    "find": {
        "style": "call",
        "arguments": {"like": {"type": "Dish | None"}, "name": {"type": "str"}},
        "result": {"type": "tuple[Dish, ...]"},
    },
    "forget": {"style": "cast", "arguments": {}},
}


def release(name: str, dish: str) -> Manifest:
    side = {"type": "Dish | None", "children": {"Dish": dish}}
    return Manifest(
        "shop",
        name,
        {"MenuAPI": {"topic": "menu", "version": "1.0", "methods": MENU}},
        {
            "Cup": {"version": "1.0", "fields": {}},
            "Dish": {"version": dish, "fields": {"name": {"type": "str"}, "side": side}},
        },
    )


RELEASES = (release("spring", "1.0"), release("summer", "1.1"))


def test_releases_when_drawn_share_the_versions_that_they_speak() -> None:
    assert GRAPHS["releases"](RELEASES).splitlines() == [
        "flowchart LR",
        '    n0["spring"]',
        '    n1["MenuAPI 1.0"]',
        '    n2["Cup 1.0"]',
        '    n3["Dish 1.0"]',
        '    n4["summer"]',
        '    n5["Dish 1.1"]',
        "    n0 --> n1",
        "    n0 --> n2",
        "    n0 --> n3",
        "    n4 --> n1",
        "    n4 --> n2",
        "    n4 --> n5",
    ]


def test_objects_when_drawn_name_the_field_that_holds_another() -> None:
    assert GRAPHS["objects"](RELEASES).splitlines() == [
        "flowchart LR",
        '    n0["Cup 1.0"]',
        '    n1["Dish 1.1"]',
        '    n1 -->|"side"| n1',
    ]


def test_interfaces_when_drawn_name_arguments_and_results() -> None:
    assert GRAPHS["interfaces"](RELEASES).splitlines() == [
        "flowchart LR",
        '    n0["MenuAPI 1.0"]',
        '    n1["MenuAPI.find"]',
        '    n2["Dish 1.1"]',
        '    n3["MenuAPI.forget"]',
        "    n0 --> n1",
        '    n1 -->|"like"| n2',
        '    n1 -->|"returns"| n2',
        "    n0 --> n3",
    ]
