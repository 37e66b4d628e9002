"""The oldest version that holds a value whole."""

from __future__ import annotations

from vobjects.arguments import must_be_object
from vobjects.base import VersionedObject
from vobjects.errors import BackportRefusedError, DecodeError
from vobjects.loss import LossReport


def oldest_reader(obj: VersionedObject) -> str:
    """The oldest version on the way to the object's own that holds this very value without loss.

    What a version refuses, every older one refuses, so the search goes down until the first no.

    Raises:
        FieldValueError: it is no versioned object, or objects are too deep in each other.
    """
    must_be_object(obj)
    view, name = obj.VIEW, obj.obj_name()
    found = view.schema(name).version
    for entry in reversed(view.registry.lineage(name).way(found)[:-1]):
        if not _holds(obj, str(entry.version)):
            break
        found = entry.version
    return str(found)


def oldest_reader_in_line(obj: VersionedObject, version: str) -> str | None:
    """The oldest version of a line that holds this very value without loss; None if none does.

    Args:
        obj: an object of any version of its class.
        version: any version of the line; those that came before the line do not count.

    Raises:
        DeclarationError: the class never had that version.
        FieldValueError: it is no versioned object, or objects are too deep in each other.
    """
    must_be_object(obj)
    lineage = obj.VIEW.registry.lineage(obj.obj_name())
    named = lineage.at(version).version
    lines = (lineage.history, *lineage.lines)
    line = next(line for line in lines if named in line.versions)
    return next((str(v) for v in line.versions if _holds(obj, str(v))), None)


def _holds(obj: VersionedObject, version: str) -> bool:
    report = LossReport()
    try:
        obj.VIEW.registry.closure(obj.obj_name(), version, loose=True).adopt(obj, report)
    except (BackportRefusedError, DecodeError):
        return False
    return not report
