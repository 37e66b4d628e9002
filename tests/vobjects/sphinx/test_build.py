"""Sphinx takes the pages without a warning, and shows what they say."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

_CONF = """
extensions = ["vobjects.sphinx"]
vobjects_registries = {
    "yard": {"registry": "tests.support.yard:YARD", "releases": "tests.support.yard:RELEASES"},
    "reference/lines": {"registry": "tests.support.lines:FLEET"},
}
"""
_INDEX = """
Boats
=====

.. toctree::

   yard/index
   reference/lines/index

See :ref:`the first <yard-Boat-1.0-draft>`.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts that Sphinx makes of two registries."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("out")
    (source / "conf.py").write_text(_CONF)
    (source / "index.rst").write_text(_INDEX)
    warnings = io.StringIO()
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(source, source, out, out / ".trees", "text", status=None, warning=warnings)
        app.build()
    assert warnings.getvalue() == ""
    return out


def test_build_when_conf_names_registries_then_each_has_its_pages(built: Path) -> None:
    found = {str(file.relative_to(built)) for file in built.rglob("*.txt")}
    assert found == {
        "index.txt",
        *(f"yard/{name}.txt" for name in ("index", "Boat", "Buoy", "Ferry", "Rope")),
        *(f"reference/lines/{name}.txt" for name in ("index", "Disk", "Guest", "Rack")),
    }


def test_build_when_a_description_has_markup_then_the_reader_sees_it_as_it_is(built: Path) -> None:
    page = (built / "yard" / "Boat.txt").read_text()
    assert "`First` draft_. On the wire it is 1.0." in page


def test_build_when_there_is_a_matrix_then_it_has_a_row_a_class(built: Path) -> None:
    matrix, _, _ = (built / "yard" / "index.txt").read_text().partition("What may be left behind")
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in matrix.splitlines()
        if line.startswith("|") and not line.startswith("|=")
    ]
    assert rows == [
        ["", "spring", "summer", "autumn", "winter"],
        ["Boat", "1.0-draft", "1.2", "1.2", "2.0"],
        ["Buoy", "", "", "", ""],
        ["Ferry", "", "", "", "1.0"],
        ["Rope", "1.0", "1.1", "1.1", "1.1"],
    ]


def test_vobjects_when_it_is_imported_then_sphinx_is_not() -> None:
    code = "import vobjects.catalog, rpc, compat.cli, sys; sys.exit('sphinx' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
