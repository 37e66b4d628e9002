"""Plain classes of oslo.versionedobjects, written by hand, with JSON."""

from __future__ import annotations

from typing import Any, cast

import vobjects  # noqa: F401  (makes threads the default before oslo.messaging is imported)

from oslo_serialization import jsonutils  # isort: skip
from oslo_versionedobjects import base, fields  # isort: skip

from benchmarks.data import Cell, Networks, Pages

_CLASSES: dict[str, type[Base]] = {}


class Base(base.VersionedObject):
    """Finds its classes among those of this file, not in the registry of the process."""

    OBJ_PROJECT_NAMESPACE = "nova"
    OBJ_SERIAL_NAMESPACE = "nova_object"

    @classmethod
    def obj_class_from_name(cls, objname: str, objver: str) -> type[Base]:
        """The class of a name."""
        return _CLASSES[objname]


def _registered(cls: type[Base]) -> type[Base]:
    _CLASSES[cls.obj_name()] = cls
    return base.VersionedObjectRegistry.objectify(cls)


@_registered
class NUMAPagesTopology(Base):
    """The memory pages of one size."""

    VERSION = "1.0"
    fields = {  # noqa: RUF012  (as o.vo wants it)
        "size_kb": fields.IntegerField(),
        "total": fields.IntegerField(),
        "used": fields.IntegerField(default=0),
    }


@_registered
class NetworkMetadata(Base):
    """The physical networks that a node is near to."""

    VERSION = "1.0"
    fields = {  # noqa: RUF012  (as o.vo wants it)
        "physnets": fields.SetOfStringsField(),
        "tunneled": fields.BooleanField(),
    }


@_registered
class NUMACell(Base):
    """One NUMA node."""

    VERSION = "1.5"
    fields = {  # noqa: RUF012  (as o.vo wants it)
        "id": fields.IntegerField(read_only=True),
        "cpuset": fields.SetOfIntegersField(),
        "memory": fields.IntegerField(),
        "cpu_usage": fields.IntegerField(default=0),
        "memory_usage": fields.IntegerField(default=0),
        "mempages": fields.ListOfObjectsField("NUMAPagesTopology"),
        "network_metadata": fields.ObjectField("NetworkMetadata"),
        "pcpuset": fields.SetOfIntegersField(),
        "pinned_cpus": fields.SetOfIntegersField(),
        "siblings": fields.ListOfSetsOfIntegersField(),
        "socket": fields.IntegerField(nullable=True),
    }


@_registered
class NUMATopology(Base):
    """All NUMA nodes of a host."""

    VERSION = "1.2"
    fields = {"cells": fields.ListOfObjectsField("NUMACell")}  # noqa: RUF012


def native(cells: tuple[Cell, ...]) -> list[Any]:
    """The values as o.vo takes them: it refuses frozensets and tuples."""
    return [
        cell._replace(
            cpuset=set(cell.cpuset),
            mempages=list(cell.mempages),
            network_metadata=cell.network_metadata._replace(
                physnets=set(cell.network_metadata.physnets)
            ),
            pcpuset=set(cell.pcpuset),
            pinned_cpus=set(cell.pinned_cpus),
            siblings=[set(threads) for threads in cell.siblings],
        )
        for cell in cast(Any, cells)
    ]


def build(cells: list[Any]) -> Any:
    """The objects of native values."""
    return NUMATopology(cells=[_cell(cell) for cell in cells])


def stored(cells: tuple[Cell, ...]) -> Any:
    """The objects as a store gives them: nothing has changed."""
    found = build(native(cells))
    found.obj_reset_changes(recursive=True)
    return found


def encode(found: Any) -> bytes:
    """The objects as JSON, as oslo.messaging writes it."""
    return jsonutils.dump_as_bytes(found.obj_to_primitive())


def decode(message: bytes) -> Any:
    """The objects in JSON."""
    return NUMATopology.obj_from_primitive(jsonutils.loads(message))


def plain(found: Any) -> tuple[Cell, ...]:
    """The values of the objects."""
    return tuple(_plain(cell) for cell in found.cells)


def _cell(cell: Any) -> Base:
    return NUMACell(
        id=cell.id,
        cpuset=cell.cpuset,
        memory=cell.memory,
        cpu_usage=cell.cpu_usage,
        memory_usage=cell.memory_usage,
        mempages=[NUMAPagesTopology(size_kb=p[0], total=p[1], used=p[2]) for p in cell.mempages],
        network_metadata=NetworkMetadata(**cell.network_metadata._asdict()),
        pcpuset=cell.pcpuset,
        pinned_cpus=cell.pinned_cpus,
        siblings=cell.siblings,
        socket=cell.socket,
    )


def _plain(cell: Any) -> Cell:
    return Cell(
        cell.id,
        frozenset(cell.cpuset),
        cell.memory,
        cell.cpu_usage,
        cell.memory_usage,
        tuple(Pages(page.size_kb, page.total, page.used) for page in cell.mempages),
        _networks(cell.network_metadata),
        frozenset(cell.pcpuset),
        frozenset(cell.pinned_cpus),
        tuple(frozenset(threads) for threads in cell.siblings),
        cell.socket,
    )


def _networks(found: Any) -> Networks:
    return Networks(frozenset(found.physnets), found.tunneled)
