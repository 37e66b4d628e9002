"""What Nova's own source says of its objects: by release in full, and by version what came."""

from __future__ import annotations

import functools
import pathlib
from collections.abc import Mapping
from typing import Any

import yaml

from tools.nova_makers import LATER
from vobjects import catalog

_DATA = pathlib.Path(__file__).parents[1] / "data" / "nova"
_GONE = "gone"

Classes = Mapping[str, tuple[str, Mapping[str, str]]]
"""By class: its version, and its fields with what Nova says of each."""


@functools.cache
def by_release() -> dict[str, Classes]:
    """The classes of every release; a file holds what differs from the release before."""
    found: dict[str, Classes] = {}
    classes: Classes = {}
    for release in catalog.releases():
        changes: dict[str, dict[str, str]] = yaml.safe_load((_DATA / f"{release}.yaml").read_text())
        classes = found[release] = {
            **classes,
            **dict(_changed(classes, key, fields) for key, fields in changes.items()),
        }
    return found


def _changed(
    classes: Classes, key: str, changes: Mapping[str, str]
) -> tuple[str, tuple[str, dict[str, str]]]:
    name, version = key.split()
    _, before = classes.get(name, ("", {}))
    fields = {**before, **changes}
    return name, (version, {field: facts for field, facts in fields.items() if facts != _GONE})


@functools.cache
def by_version() -> dict[str, list[dict[str, Any]]]:
    """The versions of every class, oldest first, with the fields that came, went and changed.

    ``+`` behind a version is a commit that changed fields without a new version.
    """
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load((_DATA / "versions.yaml").read_text())
    return found


@functools.cache
def recorded_fingerprints() -> Mapping[str, Mapping[str, str]]:
    """What Nova records of classes without remotable methods, by class and content."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        (_DATA / "fingerprints.yaml").read_text()
    )
    return found


@functools.cache
def by_parent() -> Mapping[str, Mapping[str, str]]:
    """By ``class.field``: the version of the children at a version of the parent."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load((_DATA / "children.yaml").read_text())
    return found


@functools.cache
def may_be_absent() -> Mapping[str, frozenset[str]]:
    """By class of the newest release: the fields that Nova's own makers can leave unset."""
    return fields_of(_objects())


def fields_of(facts: Any) -> dict[str, frozenset[str]]:
    """The fields that may be absent, by class, of facts as ``objects.yaml`` has them."""
    return {
        name: frozenset(field for fields in by_reason.values() for field in fields.split())
        for name, by_reason in facts["absent"].items()
    }


def unique_columns() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """By class: the groups of columns of which no two rows have the same values."""
    return {
        name: frozenset(tuple(group.split()) for group in groups)
        for name, groups in _objects()["unique"].items()
    }


def loaded_later() -> Mapping[str, frozenset[str]]:
    """By class: the fields that Nova looks up where they are read, if they are unset."""
    return {
        name: frozenset(by_reason[LATER].split())
        for name, by_reason in _objects()["absent"].items()
        if LATER in by_reason
    }


@functools.cache
def decided_keys() -> Mapping[str, tuple[str, ...]]:
    """By class: the key that the unique columns of a model do not give, as it was decided."""
    decided = yaml.safe_load((_DATA / "decided.yaml").read_text())
    return {name: tuple(text.split(":")[0].split()) for name, text in decided["keys"].items()}


@functools.cache
def _objects() -> Any:
    return yaml.safe_load((_DATA / "objects.yaml").read_text())
