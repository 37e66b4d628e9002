"""The first page of a registry: which release has which version of each class."""

from __future__ import annotations

from collections.abc import Sequence

from vobjects.sphinx import _rst as rst
from vobjects.sphinx._losses import left_behind
from vobjects.sphinx._settings import Documented


def matrix(documented: Documented, names: Sequence[str]) -> str:
    """The page with the matrix of releases and classes, or with the classes where none is told."""
    toctree = ".. toctree::\n   :hidden:\n\n" + "\n".join(f"   {name}" for name in names)
    if documented.releases:
        intro = "A version is a link in the release that it came with."
        found = rst.table(("", *map(rst.text, documented.releases)), _rows(documented, names))
    else:
        intro, found = "", rst.bullets(map(rst.page_link, names))
    heading = rst.title(f"Classes of {documented.registry.project}", "=")
    lost = left_behind(map(documented.registry.lineage, names))
    section = rst.title("What may be left behind", "-") if lost else ""
    return rst.joined((heading, toctree, intro, found, section, lost))


def _rows(documented: Documented, names: Sequence[str]) -> list[list[str]]:
    rows = []
    for name in names:
        row, before = [rst.page_link(name)], ""
        for manifest in documented.releases.values():
            version = manifest.get(name, "")
            came = version and version != before
            row.append(rst.link(version, documented.label(name, version)) if came else version)
            before = version
        rows.append(row)
    return rows
