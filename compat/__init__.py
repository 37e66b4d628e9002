"""Judge and rehearse a fleet of mixed releases."""

from compat.errors import ManifestError, ProjectError
from compat.project import Project

__all__ = ["ManifestError", "Project", "ProjectError"]
