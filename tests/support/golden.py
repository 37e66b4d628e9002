"""Golden messages of Nova's classes: ``python -m tests.support.golden`` writes them anew."""

from __future__ import annotations

from pathlib import Path

from vobjects import catalog
from vobjects.testing import GoldenMessages

RELEASES = ("icehouse", "juno", "kilo", "gazpacho")
FOLDER = Path(__file__).parents[1] / "data" / "golden"
GOLDEN = GoldenMessages(FOLDER, *map(catalog.at, RELEASES))

if __name__ == "__main__":
    GOLDEN.write()
