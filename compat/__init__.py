"""Judge and rehearse a fleet of mixed releases.

Names are imported when they are used: the command imports this package to print its help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compat.errors import ManifestError, ProjectError
    from compat.foreign import Foreign
    from compat.project import Project

__all__ = ["Foreign", "ManifestError", "Project", "ProjectError"]

_MODULES = {"Foreign": "compat.foreign", "Project": "compat.project"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'compat' has no attribute {name!r}")
    import importlib

    module = importlib.import_module(_MODULES.get(name, "compat.errors"))
    value = globals()[name] = getattr(module, name)
    return value
