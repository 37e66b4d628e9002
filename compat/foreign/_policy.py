"""What a project says of its releases: service versions, mappings and stored fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compat.errors import ProjectError
from vobjects import DeclarationError
from vobjects._names import did_you_mean
from vobjects._repr import brief, shown
from vobjects.version import Version

Speaks = dict[str, str]
"""Versions by what they are of: the name of a class, or a word such as ``rpc``."""


def history_of(given: Any) -> list[Speaks]:
    """Return what each service version speaks, oldest first.

    Raises:
        ProjectError: it is no sequence of tables.
    """
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise _wrong("service_history", given, "a sequence of tables, oldest first")
    return [_flat("service_history", entry) for entry in given]


def mapping_of(given: Any) -> dict[str, Speaks]:
    """Return what each release speaks, by its name.

    A table ``objects`` inside counts as its entries. Of a list of versions the first counts, which
    is the newest.

    Raises:
        ProjectError: it is no mapping of tables of versions.
    """
    if not isinstance(given, Mapping):
        raise _wrong("mapping", given, "a mapping of names to tables")
    for name in given:
        if not isinstance(name, str) or not name:
            raise _wrong("mapping", name, "names of releases")
    return {name: _flat("mapping", entry) for name, entry in given.items()}


def _flat(argument: str, entry: Any) -> Speaks:
    if not isinstance(entry, Mapping):
        raise _wrong(argument, entry, "tables of versions")
    objects = entry.get("objects", {})
    if not isinstance(objects, Mapping):
        raise _wrong(argument, objects, "a table of versions as objects")
    whole = {**{key: each for key, each in entry.items() if key != "objects"}, **objects}
    return {str(key): _version(argument, each) for key, each in sorted(whole.items())}


def _version(argument: str, value: Any) -> str:
    if isinstance(value, list | tuple) and value:
        value = value[0]
    try:
        return str(Version.named(value))
    except DeclarationError as error:
        raise _wrong(argument, value, "versions such as '1.4'") from error


def stored_of(given: Any, classes: Mapping[str, type]) -> dict[str, str]:
    """Return the name of the class that each column holds.

    Raises:
        ProjectError: it is no mapping, or names a class that the project does not have.
    """
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        raise _wrong("stored", given, "a mapping of columns to names of classes")
    for column, name in given.items():
        if name not in classes:
            raise ProjectError(
                where=f"Foreign, stored {column}",
                found=f"the class {shown(name) if not isinstance(name, str) else brief(name)}",
                expected="a class of the project",
                remedy=f"{did_you_mean(str(name), classes)}correct the name",
            )
    return dict(sorted(given.items()))


def _wrong(argument: str, found: Any, expected: str) -> ProjectError:
    return ProjectError(
        where=f"Foreign, {argument}",
        found=shown(found),
        expected=expected,
        remedy=f"correct {argument}=",
    )
