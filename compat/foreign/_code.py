"""What a check has to know of the code of a project beside its manifest."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from compat.foreign._clients import read_client
from compat.foreign._declaration import Foreign
from compat.foreign._facts import Fact, Harm
from compat.foreign._hooks import DeadKey, dead_keys
from compat.foreign._interfaces import managers_of
from compat.foreign._probe import probe
from compat.foreign._reads import Reads, files_of, reads_of
from compat.foreign._servers import Method, find_method


@dataclasses.dataclass(frozen=True)
class ForeignCode:
    """What probes and the source show of the code of a project of oslo."""

    facts: tuple[Fact, ...] = ()
    reads: Mapping[tuple[str, str], Reads] = dataclasses.field(default_factory=dict)
    """By class and field, where the code reads a field that some release does not send."""
    dead: tuple[DeadKey, ...] = ()
    serves: Mapping[tuple[str, str], Method | None] = dataclasses.field(default_factory=dict)
    """By API and method that some release sends, the method that answers; None if none does."""
    gates: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """By API, the versions that its client asks for."""
    moving: tuple[str, ...] = ()
    """The names of aliases and entries of the mapping that are those of no release."""


def read_code(
    foreign: Foreign,
    objects: Mapping[str, Mapping[str, Any]],
    interfaces: Mapping[str, Mapping[str, Any]],
) -> ForeignCode:
    """Return what the code makes of recorded releases.

    Args:
        foreign: the code.
        objects: by release, the objects that were recorded.
        interfaces: by release, the interfaces that were recorded.
    """
    facts = probe(foreign, objects)
    files = files_of(foreign.classes.values())
    unset = {(fact.name, fact.field) for fact in facts if fact.harm is Harm.UNSET}
    return ForeignCode(
        tuple(facts),
        {(name, field): reads_of(files, field, name) for name, field in sorted(unset)},
        tuple(
            key
            for name, cls in foreign.classes.items()
            for key in dead_keys(cls, _fields(cls, name, objects))
        ),
        _serves(foreign, interfaces),
        {name: read_client(api).gates for name, api in foreign.apis.items()},
        foreign.moving,
    )


def _fields(cls: Any, name: str, objects: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The fields of a class, now and in all releases."""
    recorded = (each[name]["fields"] for each in objects.values() if name in each)
    return {*cls.fields}.union(*recorded)


def _serves(
    foreign: Foreign, interfaces: Mapping[str, Mapping[str, Any]]
) -> dict[tuple[str, str], Method | None]:
    found = {}
    for recorded in interfaces.values():
        for api, facts in recorded.items():
            managers = managers_of(foreign, api) if api in foreign.apis else ()
            for method in facts["methods"] if managers else ():
                found[api, method] = find_method(managers, method)
    return found
