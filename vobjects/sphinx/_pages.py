"""All pages of a registry."""

from __future__ import annotations

from vobjects.sphinx._class_page import class_page
from vobjects.sphinx._matrix import matrix
from vobjects.sphinx._settings import Documented


def pages(documented: Documented) -> dict[str, str]:
    """Page to text: ``index``, and a page a class."""
    names = sorted(documented.registry.head)
    found = {name: class_page(documented, name) for name in names}
    return {"index": matrix(documented, names), **found}
