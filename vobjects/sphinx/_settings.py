"""What ``conf.py`` says of a registry, read and checked."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Mapping
from typing import Any

from vobjects._release.absences import Releases
from vobjects._release.registry import Registry
from vobjects._repr import shown
from vobjects.errors import DeclarationError

_KEYS = {"registry", "releases"}


@dataclasses.dataclass(frozen=True)
class Documented:
    """A registry, its releases, oldest first, and the folder that its pages are in."""

    folder: str
    registry: Registry
    releases: Releases

    def label(self, name: str, version: object) -> str:
        """The label of a version of a class, by which any page can refer to it."""
        return f"{self.folder}-{name}-{version}"


def settings(folder: str, setting: Any) -> Documented:
    """The registry and the releases that a setting names.

    Raises:
        DeclarationError: a key is unknown or missing, or a name leads to something else.
    """
    where = f"vobjects_registries[{folder!r}]"
    if not isinstance(setting, Mapping) or "registry" not in setting or set(setting) - _KEYS:
        raise DeclarationError(
            where=where,
            found=shown(setting),
            expected="a dict with 'registry', and 'releases' if there are any",
            remedy="write 'module:attribute' for each",
        )
    releases = setting.get("releases")
    return Documented(
        folder,
        _named(f"{where}['registry']", setting["registry"], Registry),
        {} if releases is None else _named(f"{where}['releases']", releases, Mapping),
    )


def _named(where: str, name: Any, kind: type) -> Any:
    try:
        module, attribute = name.split(":")
        found = getattr(importlib.import_module(module), attribute)
    except (AttributeError, ImportError, ValueError) as error:
        raise _wrong(where, f"{shown(name)} ({error})", kind) from error
    if not isinstance(found, kind):
        raise _wrong(where, f"{name!r}, which is {shown(found)}", kind)
    return found


def _wrong(where: str, found: str, kind: type) -> DeclarationError:
    return DeclarationError(
        where=where,
        found=found,
        expected=f"'module:attribute' of a {kind.__name__}",
        remedy="correct the name in conf.py",
    )
