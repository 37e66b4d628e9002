"""The page "check your project in CI" prints what it says."""

from __future__ import annotations

from tests.compat.shop_folder import ShopFolder
from tests.compat.tutorial import follow


def test_page_when_followed_prints_what_it_says(shop: ShopFolder) -> None:
    assert follow("check.md", shop) == 10
