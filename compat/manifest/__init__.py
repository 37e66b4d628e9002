"""A release as data: its objects and its interfaces, generated from the code and compared with it.

A manifest is one readable file a release. It says what other releases must expect, so that a
change shows as a difference in review.
"""

from compat.manifest._files import FOLDER, differences, record, text
from compat.manifest._release import manifest

__all__ = ["FOLDER", "differences", "manifest", "record", "text"]
