"""The page of one class: its fields, its releases, its history and its losses."""

from __future__ import annotations

from collections.abc import Iterator

from vobjects._declare.changes import Entry, History, Line
from vobjects._declare.object import VersionedObject
from vobjects._plan.lineage import Lineage
from vobjects.sphinx import _rst as rst
from vobjects.sphinx._changes import Changes
from vobjects.sphinx._fields import fields_table
from vobjects.sphinx._losses import losses_table
from vobjects.sphinx._meanings import meaning
from vobjects.sphinx._settings import Documented
from vobjects.sphinx._spans import releases_table


def class_page(documented: Documented, name: str) -> str:
    """The page of a class, those of its lines among it."""
    lineage = documented.registry.lineage(name)
    blocks = [rst.title(name, "="), *_fields(documented, lineage, lineage.history)]
    for line in lineage.lines:
        blocks += [rst.title(f"The {_name(line)}", "-"), *_fields(documented, lineage, line)]
    if documented.releases:
        blocks += [rst.title("Releases", "-"), releases_table(documented, name)]
    blocks += [rst.title("History", "-"), *_entries(documented, lineage, lineage.history)]
    for line in lineage.lines:
        blocks += [rst.title(f"History of the {_name(line)}", "-")]
        blocks += _entries(documented, lineage, line)
    blocks += [rst.title("Losses", "-"), losses_table(lineage)]
    return rst.joined(blocks)


def _name(line: Line) -> str:
    return f"line that left at {line.after}"


def _fields(documented: Documented, lineage: Lineage, history: History) -> Iterator[str]:
    cls = documented.registry.declared(lineage.name, history.latest)
    yield meaning(cls)
    kinds = [
        rst.page_link(owner.obj_name())
        for owner in cls.__mro__[1:]
        if issubclass(owner, VersionedObject) and owner.obj_name() in documented.registry.head
    ]
    yield f"A kind of {', '.join(kinds)}." if kinds else ""
    yield fields_table(lineage, history.latest, cls)


def _entries(documented: Documented, lineage: Lineage, history: History) -> Iterator[str]:
    for entry in history.entries:
        yield rst.target(documented.label(lineage.name, entry.version))
        yield rst.rubric(str(entry.version))
        yield _described(entry)
        yield rst.bullets(Changes(documented, lineage, entry.version).sentences())


def _described(entry: Entry) -> str:
    version = entry.version
    wire = "" if version.newest else f" On the wire it is {version.number}."
    return rst.text(entry.description) + wire
