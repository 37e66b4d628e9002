"""An object at the versions of its receiver: the class's own hooks, run on a shadow."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from oslo_utils import versionutils
from oslo_versionedobjects import base

from vobjects._foreign.call import Call
from vobjects._foreign.report import Newer
from vobjects._foreign.shadow import shadow
from vobjects._foreign.wire import Wire
from vobjects._foreign.writing import Writers
from vobjects._paths import ROOT, Path, render
from vobjects._repr import shown
from vobjects.errors import BackportRefusedError
from vobjects.limits import Limits

At = str | Mapping[str, str]
"""The version of the object at its receiver, or the manifest of the receiver."""

_LONGEST: Final = 32
"""Characters of a version; the order of a longer text, which a peer may have sent, is not kept."""
_kept_order = functools.lru_cache(maxsize=4096)(versionutils.convert_version_to_tuple)


def _order(version: str) -> tuple[int, ...]:
    """What versions are compared by.

    Raises:
        ValueError: the text is no version.
    """
    known = len(version) <= _LONGEST
    return _kept_order(version) if known else versionutils.convert_version_to_tuple(version)


def primitive_of(obj: Any, at: At | None, writers: Writers, limits: Limits) -> Any:
    """What ``obj_to_primitive`` of a copy of the object gives for a receiver.

    Raises:
        FieldValueError: it would exceed the limits because objects are at many places of it.
        BackportRefusedError: the manifest does not name the class of the object.
        Exception: whatever the class raises.
    """
    target, manifest = (None, None) if at is None else _asked(obj, at)
    call = Call(obj, limits)
    try:
        if target is None:
            return writers.write(obj, call)
        if not writers.leaves(type(obj)) and _order(target) <= _order(obj.VERSION):
            return _backported(shadow(obj), target, manifest, writers, call)
    except Exception:  # the class meets it again and says it in its own words
        pass
    call.must_fit()
    return shadow(obj).obj_to_primitive(target, manifest)


def _backported(
    own: Any, target: str, manifest: dict[str, str] | None, writers: Writers, call: Call
) -> dict[str, Any]:
    """The primitive of an object that hooks may change."""
    primitive: dict[str, Any] = writers.write(own, call)
    data, changes = (own._obj_primitive_key(part) for part in ("data", "changes"))
    if target != own.VERSION or manifest:
        own.obj_make_compatible_from_manifest(primitive[data], target, manifest)
    primitive[own._obj_primitive_key("version")] = target
    primitive.pop(changes, None)
    changed = [field for field in own.obj_what_changed() if field in primitive[data]]
    return primitive | {changes: changed} if changed else primitive


def newer_objects(wire: Wire, value: Any, manifest: Mapping[str, str]) -> Iterator[Newer]:
    """The objects in a primitive that are newer than a manifest asks for, or not in it."""
    return _newer(wire, value, manifest, ROOT)


def _newer(wire: Wire, value: Any, manifest: Mapping[str, str], path: Path) -> Iterator[Newer]:
    step = "[{!r}]"
    if wire.is_envelope(value):
        name, version = value[wire.keys["name"]], value[wire.keys["version"]]
        wanted = manifest.get(name, "")
        if not wanted or _order(version) > _order(wanted):
            yield Newer(render(path), name, version, wanted)
        value, step = value[wire.keys["data"]], ".{}"
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _newer(wire, member, manifest, (path, step.format(key)))
    elif isinstance(value, list | tuple):
        for index, member in enumerate(value):
            yield from _newer(wire, member, manifest, (path, index))


def _asked(obj: Any, at: At) -> tuple[str, dict[str, str] | None]:
    """Version and manifest as o.vo takes them: what is newer there than here is as it is here."""
    if isinstance(at, str):
        return at, None
    name = obj.obj_name()
    if name not in at:
        raise BackportRefusedError(
            path="$",
            name=name,
            source=obj.VERSION,
            target="nothing",
            release="",
            found=shown(obj),
            why=f"the manifest of the receiver has no class {name}",
        )
    registered = base.VersionedObjectRegistry.obj_classes()
    manifest = {
        other: _older(version, registered[other][0].VERSION) if other in registered else version
        for other, version in at.items()
    }
    return _older(at[name], obj.VERSION), manifest


def _older(one: str, other: str) -> str:
    return min(one, other, key=_order)
