"""Write the reference page of the rules: python -m tools.rules_page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from compat.rules import RULES
from compat.rules._page import page

PAGE: Final = Path(__file__).parents[1] / "docs" / "rules.md"

if __name__ == "__main__":
    PAGE.write_text(page(RULES), encoding="utf-8")
