"""Resources that an instance has for itself, such as a namespace of persistent memory."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import history, initial
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA
from vobjects.catalog.addresses import ResourceClass


@NOVA.register
class ResourceMetadata(VersionedObject):
    """What a driver needs to use a resource; each kind is a class below it (since train)."""

    KEY = VALUE
    HISTORY = history(initial("1.0"))


@NOVA.register
class LibvirtVPMEMDevice(ResourceMetadata):
    """A namespace of persistent memory (since train)."""

    label: str = UNSET
    name: str
    devpath: str
    size: int
    """Bytes."""
    align: int
    """Bytes."""

    HISTORY = history(initial("1.0"))


@NOVA.register
class Resource(VersionedObject):
    """One resource of a provider (since train)."""

    provider_uuid: UUID
    resource_class: ResourceClass
    identifier: str
    metadata: ResourceMetadata

    KEY = ("provider_uuid", "resource_class", "identifier")
    HISTORY = history(initial("1.0"))


@NOVA.register
class ResourceList(VersionedObject):
    """All resources of an instance (since train)."""

    objects: tuple[Resource, ...]

    KEY = ()
    HISTORY = history(initial("1.0"))
