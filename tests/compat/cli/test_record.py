"""``pinrail record``: manifests written, and compared with the code."""

from __future__ import annotations

from tests.compat.cli.command import invoke
from tests.compat.shop_folder import ShopFolder


def test_record_when_run_on_the_demo_has_nothing_to_write() -> None:
    assert invoke("record", "--project", "demo").output == ""
    assert invoke("record", "--project", "demo", "--check").exit_code == 0


def test_record_when_run_writes_every_release_below_the_module(shop: ShopFolder) -> None:
    found = shop.run("record")

    assert found.exit_code == 0
    assert found.output.count("wrote ") == 3
    assert sorted(file.name for file in shop.manifests.iterdir()) == [
        "autumn.yaml",
        "spring.yaml",
        "summer.yaml",
    ]
    assert shop.run("record").output == ""


def test_record_when_a_release_is_named_writes_that_one(shop: ShopFolder) -> None:
    found = shop.run("record", "summer", "--folder", "elsewhere")

    assert found.output == "wrote elsewhere/summer.yaml\n"


def test_record_when_a_manifest_differs_keeps_it_unless_asked(shop: ShopFolder) -> None:
    shop.run("record")
    before = (shop.manifests / "autumn.yaml").read_text()
    shop.edit("objects.py", "price: int", "price: float")

    kept = shop.run("record")

    assert kept.exit_code == 1
    assert "shop/manifests/autumn.yaml differs from the code; --replace" in kept.stderr
    assert (shop.manifests / "autumn.yaml").read_text() == before
    assert shop.run("record", "autumn", "--replace").exit_code == 0
    assert "type: float" in (shop.manifests / "autumn.yaml").read_text()
    assert "type: int" in (shop.manifests / "summer.yaml").read_text()


def test_record_when_checked_shows_what_differs_and_exits_1(shop: ShopFolder) -> None:
    shop.run("record")
    file = shop.manifests / "summer.yaml"
    file.write_text(file.read_text() + "more: 1\n")

    found = shop.run("record", "--check")

    assert found.exit_code == 1
    assert "-more: 1" in found.output
    assert shop.run("record", "autumn", "--check").exit_code == 0
    file.unlink()
    assert shop.run("record", "--check").exit_code == 1


def test_record_when_it_cannot_be_done_exits_2_and_says_why(shop: ShopFolder) -> None:
    unknown = shop.run("record", "sumer")
    shop.manifests.write_text("no folder")
    no_folder = shop.run("record")

    assert (unknown.exit_code, no_folder.exit_code) == (2, 2)
    assert "did you mean 'summer'?" in unknown.stderr
    assert "File exists" in no_folder.stderr
