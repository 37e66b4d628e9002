"""What objects of either side hold, as plain data that can be compared."""

from __future__ import annotations

import datetime
import ipaddress
import json
from collections.abc import Callable, Mapping
from typing import Any

from oslo_versionedobjects import base

from vobjects import VersionedObject

NETWORK_TEXTS = {("InstanceInfoCache", "network_info"), ("VIFMigrateData", "source_vif")}
"""Fields that are JSON text here and a model of a network in Nova."""

Changes = Callable[[Any], set[str]]


def written(obj: Any, blank: Mapping[str, Any] | None = None) -> Any:
    """What an object of either side says on the wire: name, values and changes at every depth.

    Args:
        obj: the object.
        blank: by class, an object of the reader that nobody filled: what its constructor sets is
            there when the writer left it unset.
    """
    ours = isinstance(obj, VersionedObject)
    changed: Changes = _assigned if ours else lambda one: one.obj_what_changed()
    return _plain(obj, changed, blank or {})


def read(obj: Any) -> Any:
    """What an object of either side has understood: name, values and changes at every depth."""
    return _plain(obj, _assigned, {})


def _assigned(obj: Any) -> set[str]:
    return obj._changed_fields  # type: ignore[no-any-return]


def _plain(value: Any, changed: Changes, blank: Mapping[str, Any]) -> Any:
    if isinstance(value, base.VersionedObject):
        name = value.obj_name()
        own = _values(value)
        found = {**_values(blank[name]), **own} if name in blank else own
        values = {field: _plain(one, changed, blank) for field, one in found.items()}
        return [name, values, sorted(changed(value) & own.keys())]
    if isinstance(value, Mapping):
        return {key: _plain(item, changed, blank) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, changed, blank) for item in value]
    return _single(value)


def _values(obj: Any) -> dict[str, Any]:
    found = {name: getattr(obj, name) for name in obj.fields if obj.obj_attr_is_set(name)}
    for name in found.keys() & {field for cls, field in NETWORK_TEXTS if cls == obj.obj_name()}:
        text = found[name] if isinstance(found[name], str) else json.dumps(found[name])
        found[name] = json.loads(text)
    return found


def _single(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return frozenset(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC)
    if type(value).__module__.startswith("netaddr"):
        return str(ipaddress.ip_address(str(value)))
    return value


def in_seconds(plain: Any) -> Any:
    """Plain data without microseconds, which o.vo reads and does not write."""
    if isinstance(plain, dict):
        return {key: in_seconds(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [in_seconds(value) for value in plain]
    return plain.replace(microsecond=0) if isinstance(plain, datetime.datetime) else plain
