"""Sphinx settings."""

from importlib.metadata import version as installed_version

project = "Pinrail"
version = release = installed_version("pinrail")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "vobjects.sphinx"]
exclude_patterns = ["_build"]
html_theme = "furo"

autodoc_member_order = "bysource"
autodoc_typehints = "description"
myst_heading_anchors = 3

vobjects_registries = {
    "classes": {"registry": "vobjects.catalog:NOVA", "releases": "vobjects.catalog:RELEASES"},
}
