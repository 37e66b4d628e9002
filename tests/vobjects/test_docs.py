"""Every block of Python in the pages on objects runs, in the order of the page."""

import pathlib
import re

import pytest

_DOCS = pathlib.Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["catalog", "foreign", "objects", "placement", "wire"])
def test_page_when_its_code_is_run_then_every_line_holds(page: str) -> None:
    text = (_DOCS / f"{page}.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    names: dict[str, object] = {"__name__": f"docs_{page}"}
    for block in blocks:
        exec(compile(block, f"{page}.md", "exec"), names)
