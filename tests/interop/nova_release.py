"""The release of the catalog that the real Nova is, and what Nova has that the release has not."""

from __future__ import annotations

import importlib
import importlib.metadata
from typing import Any

from tests.interop.nova_project import NOVA
from vobjects import catalog

REAL: dict[str, Any] = {cls.obj_name(): cls for cls in NOVA.classes}
"""Nova's own classes by name."""
READER: Any = importlib.import_module("nova.objects.base").NovaObject
REFUSED: Any = importlib.import_module("nova.exception").ObjectActionError
VIEW = catalog.at(catalog.releases()[-1])
"""The newest release of the catalog: 33 is gazpacho, 34 is newer."""

NEWER: dict[str, str] = {
    "33": {},
    "34": {"ImageMetaProps": "1.44"},
}[importlib.metadata.version("nova").split(".")[0]]
"""Classes that Nova has at a newer version than the catalog."""
NOT_SENT = {"LiveMigrateData"}
"""Classes of the catalog that Nova does not read: only their subclasses are registered there."""

NAMES = sorted(set(VIEW) & REAL.keys())
BLANK = {name: REAL[name]() for name in NAMES}
"""What Nova's constructors set: it is there when a message leaves it unset."""
