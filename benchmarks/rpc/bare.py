"""The other side: oslo.messaging alone, with o.vo's serializer and o.vo's own objects."""

from __future__ import annotations

from typing import Any

from benchmarks import guest
from benchmarks.measure import Run
from benchmarks.rpc.ours import NETWORKS, RELEASE, TEXT, TIMEOUT, VALUES
from rpc import transport
from vobjects import catalog

import oslo_messaging  # isort: skip  (the import above made threads the default)
from oslo_versionedobjects import base, fields  # isort: skip

_VIEW = catalog.at(RELEASE)
_CLASSES: dict[str, type[_Base]] = {}


class _Base(base.VersionedObject):
    """Finds its classes among those of this file, not in the registry of the process."""

    OBJ_PROJECT_NAMESPACE = "nova"
    OBJ_SERIAL_NAMESPACE = "nova_object"

    @classmethod
    def obj_class_from_name(cls, objname: str, objver: str) -> type[_Base]:
        """The class of a name."""
        return _CLASSES[objname]


class _Serializer(base.VersionedObjectSerializer):
    OBJ_BASE_CLASS = _Base


class Classes:
    """The classes of the catalog with their fields of o.vo, and nothing of ours, as attributes."""

    def __getattr__(self, name: str) -> Any:
        if name not in _CLASSES:
            above = [above for above in _VIEW if above != name and _VIEW.is_kind(name, above)]
            bases = tuple(getattr(self, parent) for parent in above) or (_Base,)
            body = {
                "VERSION": str(_VIEW.versions[name]),
                "fields": {n: _field(spec) for n, spec in _VIEW[name].fields.items()},
            }
            made: Any = base.VersionedObjectRegistry.objectify(type(name, bases, body))
            _CLASSES[name] = made
        return _CLASSES[name]


def _field(spec: Any) -> Any:
    """The field of o.vo, which takes objects of subclasses only where it is told so."""
    name = getattr(spec, "objname", "")
    if name not in _VIEW or len(_VIEW.kinds(name)) < 2:
        return spec
    many = isinstance(spec, fields.ListOfObjectsField)
    of = fields.ListOfObjectsField if many else fields.ObjectField
    return of(name, subclasses=True, nullable=spec.nullable)


class _Endpoint:
    target = oslo_messaging.Target(version="1.0")

    def resized(self, context: Any, instance: Any) -> Any:
        return instance

    def said(self, context: Any, text: str) -> str:
        return text


def instance() -> Any:
    """What is sent."""
    return guest.stored(Classes(), NETWORKS)


def serve(url: str) -> Any:
    """A server that runs until it is stopped."""
    for name in _VIEW.reachable("Instance"):
        getattr(Classes(), name)
    target = oslo_messaging.Target(topic="bare", server="server")
    server = oslo_messaging.get_rpc_server(
        _stock(url), target, [_Endpoint()], serializer=_Serializer()
    )
    server.start()
    return server


def callers(url: str) -> dict[str, Run]:
    """Functions that make one call each, with an instance or a text; threads may share them."""
    sent, target = instance(), oslo_messaging.Target(topic="bare", version="1.0")
    client = oslo_messaging.get_rpc_client(
        _stock(url), target, timeout=TIMEOUT, serializer=_Serializer()
    )
    bound = client.prepare(server="server")
    return {
        "instance": lambda: bound.call(VALUES, "resized", instance=sent),
        "text": lambda: bound.call(VALUES, "said", text=TEXT),
    }


def _stock(url: str) -> Any:
    """A transport with the options of ours, such as its kinds of queues, and nothing else of it."""
    return oslo_messaging.get_rpc_transport(transport(url).conf, url=url)
