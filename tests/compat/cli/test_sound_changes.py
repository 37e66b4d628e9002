"""Changes of a project that no message and no row shows are no findings; edited histories are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.compat.shop_folder import ShopFolder

SOUND = {
    "fields in another order": (
        "objects.py",
        "    name: str\n    price: int\n",
        "    price: int\n    name: str\n",
    ),
    "members of an enum in another order": (
        "objects.py",
        '    LARGE = "large"\n    SMALL = "small"\n',
        '    SMALL = "small"\n    LARGE = "large"\n',
    ),
    "another docstring": ("objects.py", "What can be ordered.", "What is on the card."),
    "another sentence for a version": ("objects.py", "A note for the cook.", "Notes."),
    "another reason": ("interfaces.py", "the plate is too small", "it does not fit"),
    "another class of the same values": ("objects.py", "class Size(", "class Portion("),
}
EDITED = {
    "default of an entry": (
        'vo.added("tags", default=())',
        'vo.added("tags", default=("new",))',
        ("history-edited", "$.objects.Dish.history[1.1].added('tags')"),
    ),
    "entry dropped": (
        ', vo.added("note", default=None)),',
        "),",
        ("field-leaks", "$.objects.Order.fields.note"),
    ),
    "word for the children dropped": (
        ', vo.child_bumped("dishes", to="1.1")),',
        "),",
        ("history-edited", "$.objects.Order.history[1.1].child_bumped('dishes')"),
    ),
}


@pytest.fixture
def recorded(shop: ShopFolder) -> ShopFolder:
    assert shop.run("record").exit_code == 0
    return shop


def findings(shop: ShopFolder) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shop.run("check", "--format", "json").output)[
        "findings"
    ]
    return found


@pytest.mark.parametrize("change", SOUND.values(), ids=SOUND)
def test_check_when_nothing_that_travels_changed_is_silent(
    recorded: ShopFolder, change: tuple[str, str, str]
) -> None:
    recorded.edit(*change)
    if "Portion" in change[2]:
        recorded.edit("objects.py", "size: Size", "size: Portion")
        recorded.edit("interfaces.py", "import Order, Size", "import Order, Portion")
        recorded.edit("interfaces.py", "Size = Size.", "Portion = Portion.")

    assert findings(recorded) == []


@pytest.mark.parametrize("edit", EDITED.values(), ids=EDITED)
def test_check_when_a_recorded_history_is_edited_names_the_entry(
    recorded: ShopFolder, edit: tuple[str, str, tuple[str, str]]
) -> None:
    old, new, expected = edit
    recorded.edit("objects.py", old, new)

    assert expected in [(each["rule"], each["path"]) for each in findings(recorded)]


def test_check_when_a_released_version_gets_a_change_says_to_take_it_out(
    recorded: ShopFolder,
) -> None:
    recorded.edit("objects.py", "    price: int\n", "    price: int\n    stars: int = 0\n")
    recorded.edit(
        "objects.py",
        'vo.added("tags", default=()))',
        'vo.added("tags", default=()), vo.added("stars", default=0))',
    )

    (only,) = findings(recorded)

    assert only["rule"] == "field-added"
    assert only["line"] == (
        'vo.version("1.2", "Say what changed.", vo.added(\'stars\', default=0)),'
    )
    assert only["remedy"] == (
        "take added('stars') out of version 1.1, which was released, and raise Dish to 1.2 in its "
        "history, or change it back"
    )
