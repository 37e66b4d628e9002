"""A release as data: its objects and its interfaces, generated from the code and compared with it.

A manifest is one readable file a release. It says what other releases must expect, so that a
change shows as a difference in review.
"""

from compat.manifest._changes import Change, Kind, as_text, changes
from compat.manifest._files import Recorded, differences, file_of, parse, read, record, text
from compat.manifest._generate import generate
from compat.manifest._history import interface_history, object_history
from compat.manifest._manifest import Manifest

__all__ = [
    "Change",
    "Kind",
    "Manifest",
    "Recorded",
    "as_text",
    "changes",
    "differences",
    "file_of",
    "generate",
    "interface_history",
    "object_history",
    "parse",
    "read",
    "record",
    "text",
]
