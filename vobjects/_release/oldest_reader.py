"""The oldest version that holds a value whole."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from vobjects._codec.arguments import must_be_object
from vobjects._declare.object import VersionedObject
from vobjects.errors import BackportRefusedError, DecodeError
from vobjects.loss import LossReport
from vobjects.version import Version


def oldest_reader(obj: VersionedObject) -> str:
    """The oldest version on the way to the object's own that holds this very value without loss.

    What a version refuses or loses, every older one does too, so that the object is converted to a
    few versions only: to five of twenty.

    Raises:
        FieldValueError: it is no versioned object, or objects are too deep in each other.
    """
    must_be_object(obj)
    view, name = obj.VIEW, obj.obj_name()
    own = view.schema(name).version
    way = [entry.version for entry in view.registry.lineage(name).way(own)]
    return str(_oldest(obj, way[:-1]) or own)


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
    own, named = obj.VIEW.schema(obj.obj_name()).version, lineage.at(version).version
    lines = (lineage.history, *lineage.lines)
    versions = next(line for line in lines if named in line.versions).versions
    before = [v for v in versions if lineage.precedes(v, own)]
    found = _oldest(obj, before)
    others = (v for v in versions[len(before) :] if _holds(obj, v))
    return str(found) if found else next(map(str, others), None)


def _oldest(obj: VersionedObject, older: Sequence[Version]) -> Version | None:
    """The oldest of some versions on the way to the object's own, oldest first, that holds it."""
    place = bisect.bisect_left(older, True, key=lambda version: _holds(obj, version))
    return older[place] if place < len(older) else None


def _holds(obj: VersionedObject, version: Version) -> bool:
    report = LossReport()
    try:
        obj.VIEW.registry.closure(obj.obj_name(), str(version), loose=True).adopt(obj, report)
    except (BackportRefusedError, DecodeError):
        return False
    return not report
