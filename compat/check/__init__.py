"""Compare releases: what was added, removed and changed, as data."""

from compat.check._changes import Change, Kind, changes
from compat.check._sides import side

__all__ = ["Change", "Kind", "changes", "side"]
