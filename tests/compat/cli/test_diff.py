"""``pinrail diff``: two releases, or a release and the code."""

from __future__ import annotations

import json

import pytest

from tests.compat.shop_folder import ShopFolder


@pytest.fixture
def recorded(shop: ShopFolder) -> ShopFolder:
    assert shop.run("record").exit_code == 0
    return shop


def test_diff_when_two_releases_are_named_shows_each_change_on_a_line(
    recorded: ShopFolder,
) -> None:
    found = recorded.run("diff", "spring", "autumn")

    assert found.exit_code == 0
    assert found.output.splitlines() == [
        "spring to autumn: 3 added, 4 changed",
        "+ $.interfaces.OrderAPI.methods.place.arguments.size: "
        'type Size, values ["large", "small"], default small',
        "~ $.interfaces.OrderAPI.version: 1.0 -> 1.1",
        "+ $.objects.Dish.fields.tags: type tuple[str, ...], default []",
        "~ $.objects.Dish.version: 1.0 -> 1.1",
        "~ $.objects.Order.fields.dishes.children.Dish: 1.0 -> 1.1",
        "+ $.objects.Order.fields.note: type str | None, default null",
        "~ $.objects.Order.version: 1.0 -> 1.2",
    ]
    back = recorded.run("diff", "autumn", "summer").output
    assert "- $.objects.Order.fields.note: type str | None, default null" in back


def test_diff_when_one_side_is_left_out_compares_with_the_code(recorded: ShopFolder) -> None:
    assert recorded.run("diff", "autumn").output == "autumn to autumn: the same\n"

    recorded.edit("objects.py", "price: int", "price: float")

    expected = "autumn to autumn: 1 changed\n~ $.objects.Dish.fields.price.type: int -> float\n"
    assert recorded.run("diff", "autumn").output == expected
    assert recorded.run("diff", "autumn", "code").output == expected
    assert "float -> int" in recorded.run("diff", "code", "autumn").output


def test_diff_when_files_of_two_builds_are_named_compares_them(recorded: ShopFolder) -> None:
    recorded.edit("interfaces.py", "@cast(idempotent=True)", "@cast")
    recorded.run("record", "autumn", "--folder", "build")

    found = recorded.run("diff", str(recorded.manifests / "autumn.yaml"), "build/autumn.yaml")

    assert "- $.interfaces.OrderAPI.methods.cancel.idempotent: true" in found.output


def test_diff_when_whole_parts_differ_counts_what_is_in_them(recorded: ShopFolder) -> None:
    found = recorded.run("diff", "spring", "code", "--format", "json")
    facts = json.loads(found.output)
    empty = recorded.root / "empty"
    recorded.run("record", "--folder", str(empty), "--project", "demo")

    shown = recorded.run("diff", "autumn", str(empty / "kilo.yaml"))

    assert facts["old"]["release"] == "spring"
    assert facts["old"]["content"].startswith("sha256:")
    assert facts["new"] | {"content": ""} == {"project": "shop", "release": "autumn", "content": ""}
    assert len(facts["changes"]) == 7
    assert "- $.objects.Dish: version 1.1, 3 fields" in shown.output
    assert "- $.interfaces.OrderAPI: topic orders, namespace shop, version 1.1, 2 methods" in (
        shown.output
    )


def test_diff_when_a_release_is_not_recorded_exits_2_and_says_so(recorded: ShopFolder) -> None:
    unknown = recorded.run("diff", "sumer")
    file = recorded.manifests / "spring.yaml"
    file.write_text(file.read_text().replace("id:", "di:"))
    damaged = recorded.run("diff", "spring", "autumn")

    assert (unknown.exit_code, damaged.exit_code) == (2, 2)
    assert "did you mean 'summer'?" in unknown.stderr
    assert "$.content" in damaged.stderr
