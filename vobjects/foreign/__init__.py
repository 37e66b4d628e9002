"""Existing classes of oslo.versionedobjects, as they are, with our messages."""

from vobjects.foreign.project import ForeignClasses
from vobjects.foreign.report import Fallback, FallbackReport, Newer, Unset

__all__ = ["Fallback", "FallbackReport", "ForeignClasses", "Newer", "Unset"]
