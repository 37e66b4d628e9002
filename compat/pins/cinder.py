"""Cinder's services: each row says the versions of its calls and of its objects.

Unlike in Cinder, the row that holds a pin down is named and can end by its silence, a row that the
history does not know makes the pin unknown and is no error at a send, an object that the history
forgot is an error at the start, and nothing has to be restarted when the last old row is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compat.pins._rows import Row, column, name_of, when
from compat.pins._table import must_have_all
from rpc import Interface, Pin, Releases
from rpc.pins import Record
from vobjects import DeclarationError, Registry
from vobjects.version import Version


def releases(
    history: Mapping[str, Mapping[str, str]],
    registry: Registry,
    interfaces: tuple[type[Interface], ...],
    form: str = "compact",
) -> Releases:
    """The entries of ``OBJ_VERSIONS`` as releases: ``objects-1.38`` for ``1.38``.

    An entry says nothing of calls. Its interfaces have their oldest version, those of the newest
    entry their latest, and rows say more.

    Args:
        history: version of the history to the version of each object, oldest first.
        registry: the classes of the objects.
        interfaces: those that services have.
        form: in which services take objects.

    Raises:
        MisPinError: the newest entry does not name a registered class.
        DeclarationError: a class or a version is unknown.
    """
    lineages = [interface.LINEAGE for interface in interfaces]
    oldest = {lineage.name: lineage.entries[0].version for lineage in lineages}
    latest = {lineage.name: lineage.latest for lineage in lineages}
    last = list(history)[-1:]
    pins = [
        Pin(
            _name(version),
            latest if version in last else oldest,
            registry.at(objects, _name(version)),
            form,
        )
        for version, objects in history.items()
    ]
    found = Releases(tuple(pins))
    must_have_all(found.newest, registry, "OBJ_VERSIONS")
    return found


def record(row: Row, known: Releases, cell: str = "") -> Record:
    """The record of a row of ``services``.

    Raises:
        MisPinError: the row lacks a column or a name, or its time is none.
    """
    objects, calls = column(row, "object_current_version"), column(row, "rpc_current_version")
    return Record(
        name_of(row, "binary"),
        name_of(row, "host"),
        level(objects, calls, known),
        when(row.get("updated_at")),
        bool(row.get("disabled")),
        cell=cell,
    )


def level(objects: Any, calls: Any, known: Releases) -> str:
    """What a service runs that reports versions; NULL and what is no version are no known level.

    Args:
        objects: the version of the history of objects.
        calls: the version of the interface.
        known: every release that may be met.
    """
    found = _version(objects)
    if found is None or _version(calls) is None:
        return f"objects {objects!r} and calls {calls!r}"
    newest = Version.parse(known.newest.release.removeprefix(_name("")))
    release = known.newest.release if found > newest else _name(objects)
    return f"{release} {calls}"


def _name(version: str) -> str:
    return f"objects-{version}"


def _version(value: Any) -> Version | None:
    try:
        return Version.parse(value)
    except DeclarationError:
        return None
