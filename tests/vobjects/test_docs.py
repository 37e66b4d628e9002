"""Every block of Python in the pages on objects runs, in the order of the page."""

import pathlib
import re

import pytest

from tests.support.examples import same_examples

_DOCS = pathlib.Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["catalog", "foreign", "objects", "placement", "testing", "wire"])
def test_page_when_its_code_is_run_then_every_line_holds_and_prints_what_it_says(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (_DOCS / f"{page}.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    names: dict[str, object] = {"__name__": f"docs_{page}"}
    with same_examples():
        for block in blocks:
            exec(compile(block, f"{page}.md", "exec"), names)
    outputs = re.findall(r"^prints:\n\n```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert capsys.readouterr().out.split() == " ".join(outputs).split()
