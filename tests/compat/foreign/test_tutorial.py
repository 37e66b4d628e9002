"""The page "check a plain oslo service in CI" prints what it says."""

from __future__ import annotations

from tests.compat.foreign.code import empty_registry
from tests.compat.shop_folder import ShopFolder
from tests.compat.tutorial import follow


def test_page_when_followed_prints_what_it_says(shop: ShopFolder) -> None:
    assert follow("oslo.md", shop, empty_registry) == 4
