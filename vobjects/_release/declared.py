"""The declared classes that are those of a release as they are written."""

from __future__ import annotations

import collections
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject
    from vobjects._release.registry import Registry
    from vobjects._release.view import View

Classes = dict[str, type["VersionedObject"]]
_Type = tuple["View", str]
"""The name of a class as the type of fields, in the view that owns the class with the fields."""


def declared_classes(registry: Registry, versions: Mapping[str, Version]) -> Classes:
    """The declared classes that need no emulation at ``versions``.

    A class is one of them if it is at its newest version and all classes that can stand in its
    fields, subclasses among them, are too.
    """
    found = _at_own_version(registry, versions)
    holders: dict[_Type, list[str]] = collections.defaultdict(list)
    for name, cls in found.items():
        for child in cls.VIEW.types(name):
            holders[cls.VIEW, child].append(name)
    types: dict[str, list[_Type]] = collections.defaultdict(list)
    emulated: list[_Type] = []
    for owner, child in holders:
        for kind in owner.kinds(child):
            types[kind].append((owner, child))
            if owner[kind] is not found.get(kind):
                emulated.append((owner, child))
    while emulated:
        for name in holders.pop(emulated.pop(), ()):
            if found.pop(name, None) is not None:
                emulated += types[name]
    return found


def _at_own_version(registry: Registry, versions: Mapping[str, Version]) -> Classes:
    declared = {name: registry.declared(name, version) for name, version in versions.items()}
    return {
        name: cls for name, cls in declared.items() if cls.VIEW.versions.get(name) == versions[name]
    }
