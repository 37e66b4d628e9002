"""The declared classes that are those of a release as they are written."""

from __future__ import annotations

import collections
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects.base import VersionedObject
    from vobjects.registry import Registry

Classes = dict[str, type["VersionedObject"]]


def declared_classes(registry: Registry, versions: Mapping[str, Version]) -> Classes:
    """The declared classes that need no emulation at ``versions``.

    A class is one of them if it is at its newest version and all classes that can stand in its
    fields, subclasses among them, are too.
    """
    found = _at_own_version(registry, versions)
    holders: dict[str, set[str]] = collections.defaultdict(set)
    emulated: list[str] = []
    for name, cls in found.items():
        for child in cls.VIEW.held_by(name):
            holders[child].add(name)
            if cls.VIEW[child] is not found.get(child):
                emulated.append(name)
    while emulated:
        name = emulated.pop()
        if found.pop(name, None) is not None:
            emulated += holders[name]
    return found


def _at_own_version(registry: Registry, versions: Mapping[str, Version]) -> Classes:
    declared = {name: registry.declared(name, version) for name, version in versions.items()}
    return {
        name: cls for name, cls in declared.items() if cls.VIEW.versions.get(name) == versions[name]
    }
