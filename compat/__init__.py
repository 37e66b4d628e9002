"""Judge and rehearse a fleet of mixed releases."""

from compat.errors import ManifestError, ProjectError
from compat.foreign import Foreign
from compat.project import Project

__all__ = ["Foreign", "ManifestError", "Project", "ProjectError"]
