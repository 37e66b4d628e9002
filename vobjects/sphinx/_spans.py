"""Which releases have which version of a class."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from vobjects._release.absences import Releases
from vobjects.sphinx import _rst as rst
from vobjects.sphinx._settings import Documented


class Span(NamedTuple):
    """Releases in a row that have one version of a class."""

    version: str
    first: str
    last: str

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first} to {self.last}"


def spans(releases: Releases, name: str) -> list[Span]:
    """The versions of a class, in the order of the releases; where none has it there is no span."""
    found = []
    for version, group in itertools.groupby(releases, lambda release: releases[release].get(name)):
        row = list(group)
        if version is not None:
            found.append(Span(version, row[0], row[-1]))
    return found


def releases_table(documented: Documented, name: str) -> str:
    """A row a span; a sentence where no release has the class."""
    rows = [
        (rst.link(span.version, documented.label(name, span.version)), rst.text(str(span)))
        for span in spans(documented.releases, name)
    ]
    return rst.table(("Version", "Releases"), rows) if rows else "No release has it."
