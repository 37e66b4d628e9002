"""Reads of fields that older objects come without."""

from __future__ import annotations

import pytest

from compat.check import check
from compat.check._absent_reads import absent_reads
from compat.cloud.project import PROJECT as DEMO
from compat.project import load
from tests.compat.shop_folder import ShopFolder

TAGS = "    tags: tuple[str, ...] = ()\n"
ADDED = 'vo.added("tags", default=())),\n'
SPICE = ADDED + '        vo.version("1.2", "Spice.", vo.added("spice", default=vo.UNSET)),\n'
LOADS = "    )\n\n    def obj_load_attr(self, attrname: str) -> None:\n        self.spice = 0\n"


@pytest.fixture
def spiced(shop: ShopFolder) -> ShopFolder:
    """The shop with a field that older dishes come without."""
    assert shop.run("record").exit_code == 0
    shop.edit("objects.py", TAGS, f"{TAGS}    spice: int = vo.UNSET\n")
    shop.edit("objects.py", ADDED, SPICE)
    return shop


def found(shop: ShopFolder, end: str) -> list[str]:
    """The findings with more code at the end of the module of the objects."""
    file = shop.root / "shop" / "objects.py"
    file.write_text(file.read_text() + end)
    shop.forget()
    return [
        f"{each.severity} {each.direction} {each.path}"
        for each in check(load(None, shop.root)).findings
        if each.rule == "absent-field-read"
    ]


def test_field_when_it_is_read_without_asking_is_found(spiced: ShopFolder) -> None:
    assert found(spiced, "\n\ndef hot(dish):\n    return dish.spice > 3\n") == [
        "breaks old-to-new $.objects.Dish.fields.spice"
    ]


def test_field_when_it_is_asked_for_or_not_read_is_not_found(spiced: ShopFolder) -> None:
    assert found(spiced, "") == []
    asks = '    return dish.obj_attr_is_set("spice") and dish.spice > 3\n'
    assert found(spiced, f"\n\ndef hot(dish):\n{asks}") == []


def test_field_when_its_class_loads_it_is_not_found(spiced: ShopFolder) -> None:
    spiced.edit("objects.py", f"{SPICE}    )\n", f"{SPICE}{LOADS}")

    assert found(spiced, "\n\ndef hot(dish):\n    return dish.spice > 3\n") == []


def test_field_when_another_class_has_its_name_is_a_warning(spiced: ShopFolder) -> None:
    spiced.edit("objects.py", "    size: Size\n", "    size: Size\n    spice: int\n")

    assert found(spiced, "\n\ndef hot(dish):\n    return dish.spice > 3\n") == [
        "warns old-to-new $.objects.Dish.fields.spice"
    ]


def test_reads_when_the_classes_are_those_of_several_projects_are_not_looked_for() -> None:
    assert absent_reads(DEMO, {}) == {}
