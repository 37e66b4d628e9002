"""A project: what the tools have to know of the code that they judge."""

from compat.project._load import LoadedProject, load
from compat.project._project import CODE, Project

__all__ = ["CODE", "LoadedProject", "Project", "load"]
