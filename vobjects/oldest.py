"""The oldest version that holds a value whole."""

from __future__ import annotations

from vobjects.base import VersionedObject
from vobjects.errors import BackportRefusedError
from vobjects.loss import LossReport


def oldest_reader(obj: VersionedObject) -> str:
    """The oldest version of the object's class that can hold this very value without loss.

    What a version refuses, every older one refuses, so the search goes down until the first no.
    """
    view, name = obj.VIEW, obj.obj_name()
    own = view.versions[name]
    found = own
    for version in reversed([v for v in view.registry.lineage(name).history.versions if v < own]):
        report = LossReport()
        try:
            view.encode(obj, view.registry.closure(name, str(version)), report)
        except BackportRefusedError:
            break
        if len(report):
            break
        found = version
    return str(found)
