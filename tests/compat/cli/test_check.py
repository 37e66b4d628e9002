"""``pinrail check``: what was forgotten since releases were recorded, and the line to write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compat.cli.command import invoke
from tests.compat.cli.mistakes import MISTAKES, REFUSED, Mistake, Refused, rows
from tests.compat.shop_folder import ShopFolder


@pytest.fixture
def recorded(shop: ShopFolder) -> ShopFolder:
    assert shop.run("record").exit_code == 0
    return shop


def findings(shop: ShopFolder) -> list[dict[str, Any]]:
    result = shop.run("check", "--format", "json")
    found: list[dict[str, Any]] = json.loads(result.output)["findings"]
    fails = any(each["severity"] != "warns" for each in found)
    assert result.exit_code == (1 if fails else 0)
    return found


def test_check_when_nothing_was_forgotten_exits_0(recorded: ShopFolder) -> None:
    found = recorded.run("check")

    assert (found.exit_code, found.output) == (0, "shop: no finding in spring, summer, autumn\n")
    assert findings(recorded) == []
    assert invoke("check", "--project", "demo").exit_code == 0


def test_check_when_the_newest_release_is_not_recorded_yet_is_content(
    recorded: ShopFolder,
) -> None:
    (recorded.manifests / "autumn.yaml").unlink()

    assert findings(recorded) == []


def test_check_when_a_field_has_no_history_says_where_and_what_to_write(
    recorded: ShopFolder,
) -> None:
    recorded.edit(
        "objects.py", "    price: int\n", "    price: int\n    allergens: str | None = None\n"
    )

    found = recorded.run("check")

    assert found.exit_code == 1
    assert found.output == (
        "shop/objects.py:19: breaks: field-added: Dish 1.0, 1.1: fields.allergens was added: "
        "type str | None, default null\n"
        "    recorded in: spring, summer, autumn\n"
        "    messages of autumn break in spring and summer and other builds of autumn, "
        "and the other way round: no order of upgrades avoids it\n"
        "    remedy: raise Dish to 1.2 in its history, or change it back\n"
        '        vo.version("1.2", "Say what changed.", vo.added(\'allergens\', default=None)),\n'
        "shop: 1 finding in spring, summer, autumn\n"
    )


def test_check_when_github_is_asked_for_prints_an_annotation_a_finding(
    recorded: ShopFolder,
) -> None:
    recorded.edit("objects.py", "    price: int\n", "    price: int\n    share: str = '5%'\n")
    recorded.edit("upgrade.py", 'release("spring"', 'release("march"')
    (recorded.manifests / "spring.yaml").unlink()

    found = recorded.run("check", "--format", "github")

    assert found.exit_code == 1
    assert found.output == (
        "::error file=shop/objects.py,line=19,title=field-added::"
        "Dish 1.1: fields.share was added: type str, default 5%25"
        "%0A    recorded in: summer, autumn"
        "%0A    messages of autumn break in summer and other builds of autumn, and the other way "
        "round: no order of upgrades avoids it"
        "%0A    remedy: raise Dish to 1.2 in its history, or change it back"
        '%0A        vo.version("1.2", "Say what changed.", '
        "vo.added('share', default='5%25')),\n"
        "::error title=release-not-recorded::march is older than autumn and was not recorded"
        "%0A    remedy: record it with the code that was released, and commit the file"
        "%0A        pinrail record march\n"
        "shop: 2 findings in march, summer, autumn\n"
    )


def test_check_when_the_advice_is_followed_finds_nothing_more(recorded: ShopFolder) -> None:
    recorded.edit(
        "objects.py", "    price: int\n", "    price: int\n    allergens: str | None = None\n"
    )
    line = findings(recorded)[0]["line"]
    last = '        vo.version("1.1", "Dishes have tags.", vo.added("tags", default=())),\n'

    recorded.edit("objects.py", last, f"{last}        {line}\n")

    assert [each["rule"] for each in findings(recorded)] == ["version-not-released"]
    recorded.edit("upgrade.py", 'release("autumn", dish="1.1"', 'release("autumn", dish="1.2"')
    (only,) = findings(recorded)
    assert only["rule"] == "pin-changed"
    assert "pinrail record autumn --replace" in only["remedy"]
    assert recorded.run("record", "autumn", "--replace").exit_code == 0
    assert findings(recorded) == []


def test_check_when_the_version_was_raised_without_the_change_says_where_to_add_it(
    recorded: ShopFolder,
) -> None:
    recorded.edit("objects.py", "    price: int\n", "    price: int\n    stars: int = 0\n")
    last = '        vo.version("1.1", "Dishes have tags.", vo.added("tags", default=())),\n'
    recorded.edit("objects.py", last, f'{last}        vo.version("1.2", "Stars."),\n')
    recorded.edit("upgrade.py", 'release("autumn", dish="1.1"', 'release("autumn", dish="1.2"')

    found = {each["rule"]: each for each in findings(recorded)}

    assert found["field-added"]["line"] == "vo.added('stars', default=0)"
    assert "add to version 1.2 in the history of Dish" in found["field-added"]["remedy"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_mistake_when_made_is_found_with_its_path(recorded: ShopFolder, mistake: Mistake) -> None:
    recorded.edit(mistake.file, mistake.old, mistake.new)

    found = findings(recorded)
    written = {
        each["line"] or each["remedy"]
        for each in found
        if (each["rule"], each["path"]) == (mistake.rule, mistake.path)
    }

    assert written == {mistake.write}
    assert all(each["message"] and each["remedy"] for each in found)


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused.name)
def test_mistake_when_the_project_cannot_be_loaded_says_where_and_what_to_do(
    recorded: ShopFolder, refused: Refused
) -> None:
    recorded.edit(refused.file, refused.old, refused.new)

    found = recorded.run("check", "--format", "github")

    assert found.exit_code == 2
    assert found.output.startswith("::error file=shop/")
    assert refused.write in found.output


def test_page_when_it_lists_mistakes_has_each_with_what_to_write() -> None:
    page = (Path(__file__).parents[3] / "docs" / "check.md").read_text()

    assert len(MISTAKES) + len(REFUSED) > 20
    assert f"| mistake | found by | what to write |\n|---|---|---|\n{rows()}\n" in page


def test_check_when_a_class_is_in_no_release_says_so(recorded: ShopFolder) -> None:
    with (recorded.root / "shop" / "objects.py").open("a") as file:
        file.write(
            "\n\n@SHOP.register\nclass Cup(vo.VersionedObject):\n"
            "    x: int\n    HISTORY = vo.history(vo.initial('1.0'))\n"
        )

    (only,) = findings(recorded)

    assert (only["rule"], only["name"]) == ("version-not-released", "Cup")
    assert only["message"] == "Cup is declared at 1.0, and no release speaks it"


def test_check_when_releases_come_and_go_names_them(recorded: ShopFolder) -> None:
    recorded.edit("upgrade.py", 'release("spring"', 'release("march"')

    assert {(each["rule"], each["name"]) for each in findings(recorded)} == {
        ("release-gone", "spring"),
        ("release-not-recorded", "march"),
    }
    shown = recorded.run("check").output
    assert "release-gone: spring was recorded, and the code has march, summer, autumn" in shown
    assert "recorded in" not in shown
    assert "        pinrail record march\n" in shown


def test_check_when_an_object_is_gone_from_the_code_has_no_location(
    recorded: ShopFolder,
) -> None:
    recorded.edit("upgrade.py", "interfaces=(OrderAPI,)", "interfaces=()")
    recorded.edit("upgrade.py", "return Pin(name, interfaces,", "return Pin(name, {},")

    found = findings(recorded)

    assert {(each["rule"], each["name"], each["location"]) for each in found} == {
        ("name-gone", "OrderAPI", "")
    }
    assert (
        found[0]["message"]
        == "spring, summer: recorded with OrderAPI 1.0, the code has no OrderAPI"
    )


def test_check_when_a_class_has_no_source_has_no_location(recorded: ShopFolder) -> None:
    recorded.edit("objects.py", "    price: int\n", "    price: float\n")
    file = recorded.root / "shop" / "objects.py"
    source = file.read_text()
    file.write_text(f"exec(compile({source!r}, 'made', 'exec', dont_inherit=True), globals())\n")

    (only,) = findings(recorded)

    assert (only["name"], only["location"]) == ("Dish", "")


def test_check_when_two_recorded_releases_share_a_version_says_so(recorded: ShopFolder) -> None:
    recorded.edit("objects.py", "    price: int\n", "    price: float\n")
    recorded.run("record", "autumn", "--replace")

    found = [each for each in findings(recorded) if each["rule"] == "version-not-raised"]

    assert [(each["name"], each["releases"]) for each in found] == [("Dish", ["summer", "autumn"])]
    assert "such as 1.1-summer" in found[0]["remedy"]


def test_check_when_a_manifest_cannot_be_read_exits_2(recorded: ShopFolder) -> None:
    (recorded.manifests / "spring.yaml").rename(recorded.manifests / "winter.yaml")
    misnamed = recorded.run("check")
    (recorded.manifests / "winter.yaml").write_text("format: 1")
    damaged = recorded.run("check")

    assert (misnamed.exit_code, damaged.exit_code) == (2, 2)
    assert "call the file spring.yaml" in misnamed.stderr
    assert "$.project: found nothing" in damaged.stderr


LAST_ENTRIES = {
    "Dish": 'vo.version("1.1", "Dishes have tags.", vo.added("tags", default=())),',
    "Order": 'vo.version("1.2", "A note for the cook.", vo.added("note", default=None)),',
    "OrderAPI": 'argument_added("place", "size", why="the plate is too small")),',
}
WORDS = "from rpc import *\nfrom rpc import Context"
WHOLE_LINES = {
    "field renamed",
    "field made nullable",
    "default given",
    "read-only taken off",
    "argument renamed",
    "argument with a default",
    "method renamed",
    "style changed",
}


@pytest.mark.parametrize(
    "mistake", [each for each in MISTAKES if each.name in WHOLE_LINES], ids=lambda each: each.name
)
def test_advice_when_it_is_a_whole_line_and_followed_leaves_no_change(
    recorded: ShopFolder, mistake: Mistake
) -> None:
    recorded.edit(mistake.file, mistake.old, mistake.new)
    ((name, line),) = {(each["name"], each["line"]) for each in findings(recorded)}

    recorded.edit(mistake.file, LAST_ENTRIES[name], f"{LAST_ENTRIES[name]}\n        {line}")
    if name == "OrderAPI":
        recorded.edit(mistake.file, "from rpc import Context", WORDS)

    assert {each["rule"] for each in findings(recorded)} == {"version-not-released"}


def test_advice_when_a_field_was_renamed_and_another_added_is_one_entry(
    recorded: ShopFolder,
) -> None:
    recorded.edit("objects.py", "    price: int\n", "    cost: int\n    hot: bool = False\n")

    lines = {each["line"] for each in findings(recorded)}

    assert lines == {
        'vo.version("1.2", "Say what changed.", vo.added(\'cost\', default=...), '
        "vo.added('hot', default=False), vo.removed('price', was=int, default=...)),"
    }
    recorded.edit("objects.py", "    hot: bool = False\n", "")
    assert {each["line"] for each in findings(recorded)} == {
        "vo.version(\"1.2\", \"Say what changed.\", vo.renamed('cost', was='price')),"
    }


def test_advice_when_two_objects_were_changed_is_an_entry_each(recorded: ShopFolder) -> None:
    recorded.edit("objects.py", "    price: int\n", "    cost: float\n")
    recorded.edit("objects.py", "    size: Size\n", "    size: Size\n    table: int = 0\n")

    assert {(each["name"], each["line"]) for each in findings(recorded)} == {
        (
            "Dish",
            'vo.version("1.2", "Say what changed.", '
            "vo.added('cost', default=...), vo.removed('price', was=int, default=...)),",
        ),
        ("Order", 'vo.version("1.3", "Say what changed.", vo.added(\'table\', default=0)),'),
    }


def test_advice_when_it_needs_a_value_says_so(recorded: ShopFolder) -> None:
    recorded.edit("objects.py", "    name: str\n", "    name: str\n    hot: bool\n")

    (only,) = findings(recorded)

    assert "with your own value or function for each ..." in only["remedy"]
