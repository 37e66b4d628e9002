"""A Sphinx extension: the pages of a registry, one a class, and a matrix of releases and classes.

In ``conf.py``::

    extensions = ["vobjects.sphinx"]
    vobjects_registries = {
        "classes": {"registry": "hosts.objects:HOSTS", "releases": "hosts.releases:RELEASES"},
    }

The key is a folder beside the sources, in which the pages are written before Sphinx reads them:
``index`` with the matrix and all that may be left behind, and a page of the name of each class.
``registry`` names a :class:`~vobjects.Registry` as ``module:attribute``;
importing the module must register all classes. ``releases``, which may be left out, names a
mapping of release to class to version, oldest release first. Sphinx is needed by who builds the
pages alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vobjects.sphinx._files import write
from vobjects.sphinx._pages import pages
from vobjects.sphinx._settings import settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx: takes the setting, and writes the pages when a build begins."""
    app.add_config_value("vobjects_registries", {}, "env")
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_pages(app: Sphinx) -> None:
    """Write the pages of every registry that ``conf.py`` names.

    Raises:
        DeclarationError: a setting is wrong, or a page would replace a file that somebody wrote.
    """
    for folder, setting in app.config.vobjects_registries.items():
        write(Path(app.srcdir) / folder, pages(settings(folder, setting)))
