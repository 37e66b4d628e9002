"""Words in reStructuredText mean themselves: docutils reads back what was written."""

from typing import Any

import docutils.core  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vobjects.sphinx import _rst as rst

quick = settings(deadline=None)
MARKUP = st.text(alphabet="aB1 _*`|:.\\-+=#[](){}<>/~'\"", max_size=30)
"""Text of letters and of all that reStructuredText has a meaning for."""


def read(text: str) -> Any:
    """The document, which must be without any message of docutils."""
    settings = {"report_level": 1, "halt_level": 1, "warning_stream": False}
    return docutils.core.publish_doctree(text, settings_overrides=settings)


@quick
@given(MARKUP)
@example("1. first")
@example("A. first")
@example("ii) second")
@example(">>> 1")
@example(":field: body")
@example(".. note:: words")
@example("name__ and _name")
@example("a paragraph::")
@example("====")
@example("--option  words")
@example("http://a.b")
def test_text_when_it_is_read_then_it_is_one_paragraph_of_the_words(words: str) -> None:
    line = " ".join(words.split())
    document = read(rst.text(words))
    if line:
        assert [node.tagname for node in document] == ["paragraph"]
    assert document.astext() == line


@quick
@given(MARKUP)
@example("a`")
@example("`a")
@example("a``b")
@example("\\")
def test_literal_when_it_is_read_then_it_is_the_code(code: str) -> None:
    assert read(rst.literal(code)).astext().split() == code.split()


@quick
@given(MARKUP.filter(str.strip))
def test_title_when_it_is_read_then_it_is_a_heading_of_the_words(words: str) -> None:
    document = read(f"{rst.title(words, '=')}\n\nText.")
    assert [node.tagname for node in document] == ["title", "paragraph"]
    assert document[0].astext() == " ".join(words.split())


@quick
@given(st.lists(st.tuples(MARKUP, MARKUP), min_size=1, max_size=3))
def test_table_when_it_is_read_then_every_cell_has_its_words(rows: list[tuple[str, str]]) -> None:
    cells = [tuple(map(rst.text, row)) for row in rows]
    (table,) = read(rst.table(("one", "two"), cells))
    found = [entry.astext() for entry in table.findall(lambda node: node.tagname == "entry")]
    expected = [" ".join(cell.split()) for row in rows for cell in row]
    assert found == ["one", "two", *expected]


def test_table_when_a_cell_has_paragraphs_then_they_stay_in_it() -> None:
    (table,) = read(rst.table(("one",), [("First.\n\nSecond.",)]))
    entry = list(table.findall(lambda node: node.tagname == "entry"))[1]
    assert [node.astext() for node in entry] == ["First.", "Second."]


@quick
@given(st.lists(MARKUP.filter(str.strip), min_size=1, max_size=3))
def test_bullets_when_they_are_read_then_each_is_an_item(items: list[str]) -> None:
    (found,) = read(rst.bullets(map(rst.text, items)))
    assert found.tagname == "bullet_list"
    assert [item.astext() for item in found] == [" ".join(item.split()) for item in items]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (rst.page_link("Boat"), ":doc:`Boat`"),
        (rst.link("1.2", "yard-Boat-1.2"), ":ref:`1.2 <yard-Boat-1.2>`"),
        (rst.target("yard-Boat-1.2"), ".. _`yard-Boat-1.2`:"),
        (rst.rubric("1.2"), ".. rubric:: 1.2"),
        (rst.joined(["a", "", "b"]), "a\n\nb\n"),
    ],
)
def test_form_when_it_is_made_then_it_is_what_sphinx_reads(made: str, expected: str) -> None:
    assert made == expected
