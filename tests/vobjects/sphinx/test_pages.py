"""The pages of a registry say what its histories say."""

import itertools
import pathlib
from typing import Any

import pytest

from tests.support import lines, yard
from vobjects import Registry, VersionedObject, catalog, history, initial
from vobjects._declare.changes import Added, Removed
from vobjects.loss import Loss
from vobjects.sphinx._losses import decisions
from vobjects.sphinx._meanings import meanings
from vobjects.sphinx._pages import pages
from vobjects.sphinx._settings import Documented
from vobjects.sphinx._spans import Span, spans

EXPECTED = pathlib.Path(__file__).parents[2] / "data" / "pages"
YARD = pages(Documented("yard", yard.YARD, yard.RELEASES))
CATALOG = Documented("classes", catalog.NOVA, catalog.RELEASES)
PAGES = pages(CATALOG)


def test_registry_when_its_pages_are_made_then_there_is_one_a_class_and_a_first_one() -> None:
    assert set(YARD) == {"index", *yard.YARD.head}
    assert {file.stem for file in EXPECTED.glob("*.rst")} == set(YARD)


@pytest.mark.parametrize("page", YARD)
def test_page_when_it_is_made_then_it_is_the_expected_text(page: str) -> None:
    assert YARD[page] == (EXPECTED / f"{page}.rst").read_text()


def test_pages_when_they_are_made_again_then_they_are_the_same() -> None:
    assert pages(Documented("yard", yard.YARD, yard.RELEASES)) == YARD


def test_index_when_there_are_no_releases_then_it_is_a_list_of_the_classes() -> None:
    found = pages(Documented("yard", yard.YARD, {}))
    assert "* :doc:`Boat`\n* :doc:`Buoy`\n" in found["index"]
    assert found["index"].count("list-table") == 1
    assert "Releases\n" not in found["Boat"]


def test_line_when_a_class_has_one_then_its_page_has_the_versions_of_both() -> None:
    page = pages(Documented("lines", lines.FLEET, {}))["Guest"]
    for version in lines.versions():
        assert f".. _`lines-Guest-{version}`:\n\n.. rubric:: {version}\n" in page
    assert "The line that left at 1.3\n---" in page
    assert "The first line, which old services still use." in page
    assert "* As in 2.1: ``keys`` came. On the way up it is set to {}." in page


def test_named_content_when_a_class_has_one_then_its_page_says_its_number_on_the_wire() -> None:
    page = PAGES["PciDevice"]
    assert ".. rubric:: 1.3-kilo\n" in page
    assert "A device knows its NUMA node. On the wire it is 1.3.\n" in page
    assert "* - :ref:`1.3-kilo <classes-PciDevice-1.3-kilo>`\n     - kilo\n" in page
    assert "* - :ref:`1.3 <classes-PciDevice-1.3>`\n     - liberty\n" in page


@pytest.mark.parametrize("name", sorted(catalog.NOVA.head))
def test_class_of_the_catalog_when_its_page_is_made_then_it_has_every_field_and_version(
    name: str,
) -> None:
    lineage = catalog.NOVA.lineage(name)
    for field in lineage.latest.fields:
        assert f"   * - ``{field}``\n" in PAGES[name]
    for entry in lineage.history.entries:
        assert f".. _`classes-{name}-{entry.version}`:\n" in PAGES[name]
        for change in entry.changes:
            if isinstance(change, Added | Removed):
                went = isinstance(change, Removed)
                assert f"* ``{change.field}`` {'went; it was' if went else 'came.'}" in PAGES[name]


def _rows() -> dict[str, list[str]]:
    """Class to the cells of its row in the matrix."""
    table = PAGES["index"].split(".. list-table::")[1].partition("\n\nWhat may be")[0]
    rows = [row.split("\n     -") for row in table.split("\n   * -")[1:]]
    found = [[cell.strip() for cell in row] for row in rows]
    assert found[0] == ["", *catalog.releases()]
    return {row[0].removeprefix(":doc:`").removesuffix("`"): row[1:] for row in found[1:]}


@pytest.mark.parametrize("name", sorted(catalog.NOVA.head))
def test_class_of_the_catalog_when_the_matrix_is_made_then_it_has_a_row_of_its_versions(
    name: str,
) -> None:
    versions = [catalog.RELEASES[release].get(name, "") for release in catalog.releases()]
    expected = [
        version if version == before else f":ref:`{version} <classes-{name}-{version}>`"
        for before, version in itertools.pairwise(["", *versions])
    ]
    assert _rows()[name] == expected


def test_matrix_when_it_is_made_then_it_has_the_classes_and_no_other_row() -> None:
    assert list(_rows()) == sorted(catalog.NOVA.head)


@pytest.mark.parametrize("name", sorted(catalog.NOVA.head))
def test_loss_when_a_history_allows_it_then_it_is_decided_as_reported_and_no_other(
    name: str,
) -> None:
    lineage = catalog.NOVA.lineage(name)
    allowed = [
        (change.field, getattr(change, "why", ""))
        for entry in lineage.history.entries
        for change in entry.changes
        if getattr(change, "loss", Loss.REFUSED) is Loss.ALLOWED
        or getattr(change, "instead", Loss.REFUSED) is not Loss.REFUSED
    ]
    found = [one for one in decisions(lineage) if one.decision == "reported"]
    assert [(one.field, one.why) for one in found] == allowed


def test_index_when_histories_allow_losses_then_it_has_each_of_all_classes() -> None:
    table = PAGES["index"].partition("What may be left behind\n---")[2]
    rows = [row.split("\n     - ")[:2] for row in table.split("\n   * - ")[2:]]
    assert rows == [
        [f":doc:`{name}`", f"``{one.field}``"]
        for name in sorted(catalog.NOVA.head)
        for one in decisions(catalog.NOVA.lineage(name))
        if one.decision == "reported"
    ]


def test_index_when_no_history_allows_a_loss_then_it_has_no_such_section() -> None:
    registry = Registry("strict")

    @registry.register
    class Cell(VersionedObject):
        id: int
        HISTORY = history(initial("1.0"))

    assert "left behind" not in pages(Documented("strict", registry, {}))["index"]


def test_spans_when_a_class_comes_goes_and_goes_back_then_each_row_of_releases_is_one() -> None:
    versions = {"a": "1.0", "b": "1.1", "c": "1.1", "d": None, "e": "1.0"}
    releases = {name: {"Boat": v} if v else {} for name, v in versions.items()}
    found = spans(releases, "Boat")
    assert found == [Span("1.0", "a", "a"), Span("1.1", "b", "c"), Span("1.0", "e", "e")]
    assert list(map(str, found)) == ["a", "b to c", "e"]


def test_meanings_when_a_class_has_no_source_then_there_are_none() -> None:
    names: dict[str, Any] = {"__name__": "made_by_exec"}
    exec("class Made:\n    field: int\n    'Its meaning.'\n", names)
    assert meanings(names["Made"]) == {}


def test_page_when_a_class_is_made_in_a_function_then_it_has_no_meanings() -> None:
    registry = Registry("local")

    @registry.register
    class Cell(VersionedObject):
        id: int
        """Which one."""
        HISTORY = history(initial("1.0"))

    assert "Which one." not in pages(Documented("local", registry, {}))["Cell"]
