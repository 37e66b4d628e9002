"""Compare the recorded releases of a project with its code."""

from compat.check._check import check, compare
from compat.check._sides import side

__all__ = ["check", "compare", "side"]
