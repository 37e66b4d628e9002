"""A changelog: what changed from release to release, in words."""

from __future__ import annotations

from typing import Any

from compat.manifest import Manifest
from compat.report.changelog import changelog, markdown


def release(name: str, objects: dict[str, Any], interfaces: dict[str, Any]) -> Manifest:
    return Manifest("shop", name, interfaces, objects)


def dish(version: str, **fields: Any) -> dict[str, Any]:
    return {"version": version, "fields": fields, "history": [{"version": version}]}


def menu(version: str, topic: str, **methods: Any) -> dict[str, Any]:
    return {"topic": topic, "version": version, "methods": methods, "history": []}


SPRING = release(
    "spring",
    {
        "Dish": dish("1.0", price={"type": "int"}, size={"type": "Size", "values": ["s", "m"]}),
        "Cup": dish("1.0"),
        "Menu": dish("1.0", dishes={"type": "tuple[Dish, ...]", "children": {"Dish": "1.0"}}),
    },
    {"MenuAPI": menu("1.0", "menu", find={"style": "call", "arguments": {}})},
)
SUMMER = release(
    "summer",
    {
        "Dish": dish("1.1", price={"type": "float"}, size={"type": "Size", "values": ["s", "[l]"]}),
        "Menu": dish("1.0", dishes={"type": "tuple[Dish, ...]", "children": {"Dish": "1.1"}}),
        "Table": dish("1.0", __id_={"type": "int"}),
    },
    {
        "MenuAPI": menu(
            "1.1",
            "menus",
            find={"style": "call", "arguments": {"name": {"type": "str", "default": "@all"}}},
        )
    },
)


def sentences() -> dict[str, tuple[str, ...]]:
    (summer,) = changelog([SPRING, SUMMER])
    return {part.title: part.sentences for part in summer.parts}


def test_changelog_when_releases_differ_says_how_in_words() -> None:
    assert sentences() == {
        "MenuAPI 1.0 to 1.1": (
            "method find, argument name was added: type str, default @all",
            "topic was menu and is menus",
        ),
        "Cup 1.0 was removed": (),
        "Dish 1.0 to 1.1": (
            "field price, type was int and is float",
            "field size, value '[l]' was added",
            "field size, value 'm' was removed",
        ),
        "Menu 1.0": ("field dishes, child Dish was 1.0 and is 1.1",),
        "Table 1.0 is new": (),
    }


def test_changelog_when_the_order_is_turned_says_what_was_removed() -> None:
    (spring,) = changelog([SUMMER, SPRING])
    found = {part.name: part.sentences for part in spring.parts}

    assert found["MenuAPI"][0] == ("method find, argument name was removed: type str, default @all")


def test_changelog_when_there_are_several_releases_is_of_each() -> None:
    found = changelog([SPRING, SUMMER, SUMMER])

    assert [(each.release, each.since, len(each.parts)) for each in found] == [
        ("summer", "spring", 5),
        ("summer", "summer", 0),
    ]


def test_markdown_when_shown_begins_with_the_newest_and_escapes_markup() -> None:
    text = markdown(changelog([SPRING, SUMMER, SUMMER]))

    assert text.startswith(
        "## summer\n\nSince summer.\n\nObjects and interfaces are the same.\n\n"
        "## summer\n\nSince spring.\n\n### MenuAPI 1.0 to 1.1\n\n- method find, argument name "
    )
    assert "default &#64;all\n" in text
    assert r"- field size, value '\[l\]' was added" in text
    assert text.endswith("### Table 1.0 is new")
