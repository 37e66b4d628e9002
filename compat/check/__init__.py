"""Compare the recorded releases of a project with its code."""

from compat.check._check import accept, check
from compat.check._compare import compare
from compat.check._result import CheckResult
from compat.check._settings import Settings, settings_of
from compat.check._sides import side

__all__ = ["CheckResult", "Settings", "accept", "check", "compare", "settings_of", "side"]
