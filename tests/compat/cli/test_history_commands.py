"""``pinrail changelog`` and ``pinrail graph``, on any project."""

from __future__ import annotations

import json

import pytest

from compat.report.graph import GRAPHS
from tests.compat.cli.command import invoke
from tests.compat.shop_folder import ShopFolder


def test_changelog_when_nothing_is_recorded_is_of_the_code(shop: ShopFolder) -> None:
    found = shop.run("changelog")

    assert found.exit_code == 0
    assert found.output.startswith("## autumn\n\nSince summer.\n\n### OrderAPI 1.0 to 1.1\n")
    assert "- field tags was added: type tuple\\[str, ...\\], default \\[\\]\n" in found.output


def test_changelog_when_a_release_was_recorded_is_of_its_file(shop: ShopFolder) -> None:
    shop.run("record")
    shop.edit("objects.py", "    tags: tuple[str, ...] = ()\n", "    tags: tuple[int, ...] = ()\n")

    facts = json.loads(shop.run("changelog", "spring", "summer", "--format", "json").output)

    assert [(each["release"], each["since"]) for each in facts] == [("summer", "spring")]
    assert facts[0]["parts"][0]["sentences"] == [
        "field tags was added: type tuple[str, ...], default []"
    ]


@pytest.mark.parametrize("project", ["demo", "nova"])
def test_changelog_when_the_project_is_built_in_names_its_newest_release(project: str) -> None:
    arguments = {"demo": (), "nova": ("epoxy", "flamingo")}[project]

    found = invoke("changelog", *arguments, "--project", project)

    assert found.exit_code == 0
    assert found.output.startswith({"demo": "## kilo", "nova": "## flamingo"}[project])


@pytest.mark.parametrize("what", GRAPHS)
def test_graph_when_asked_for_is_mermaid(what: str, shop: ShopFolder) -> None:
    newest, older = shop.run("graph", what), shop.run("graph", what, "spring")

    assert (newest.exit_code, older.exit_code) == (0, 0)
    assert newest.output.startswith("flowchart LR\n")
    assert ("Dish 1.1" in newest.output) == (what != "interfaces")
    assert "Dish 1.1" not in older.output
    assert invoke("graph", what, "--project", "demo").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("changelog", "sumer"), "did you mean 'summer'?"),
        (("changelog", "spring", "atumn"), "did you mean 'autumn'?"),
        (("changelog", "--format", "text"), "one of markdown, json"),
        (("graph", "object"), "did you mean 'objects'?"),
        (("graph", "objects", "atumn"), "did you mean 'autumn'?"),
        (("graph",), "Missing argument 'WHAT'"),
    ],
)
def test_command_when_a_name_is_misspelt_offers_the_right_one(
    shop: ShopFolder, arguments: tuple[str, ...], text: str
) -> None:
    found = shop.run(*arguments)

    assert found.exit_code == 2
    assert text in found.stderr
