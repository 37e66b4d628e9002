"""Every version of an interface, derived by undoing its history backwards."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from typing import Any

from rpc.history import (
    KEPT,
    ArgumentAdded,
    ArgumentRetyped,
    Change,
    Entry,
    MethodAdded,
    PreviousMajorServed,
)
from rpc.lineage import Lineage
from rpc.signature import ArgumentSpec, MethodSpec, checked_default
from vobjects import DeclarationError
from vobjects.annotations import field_type
from vobjects.history import REQUIRED
from vobjects.version import Version


def lineage(
    name: str,
    topic: str,
    namespace: str | None,
    entries: tuple[Entry, ...],
    latest: Mapping[str, MethodSpec],
) -> Lineage:
    """Derive every version of an interface.

    Raises:
        DeclarationError: the history is out of order, or a change applies to nothing or cannot be
            undone.
    """
    _check_order(f"{name}.HISTORY", entries)
    methods = dict(latest)
    versions: dict[Version, Mapping[str, MethodSpec]] = {}
    for entry in reversed(entries):
        versions[entry.version] = dict(methods)
        _check_once(entry, f"{name} {entry.version}")
        for change in reversed(entry.changes):
            _undo(change, methods, f"{name} {entry.version}")
    _check_majors(name, entries)
    return Lineage(name, topic, namespace, entries, dict(sorted(versions.items())))


def _check_order(where: str, entries: tuple[Entry, ...]) -> None:
    if not entries or entries[0].changes:
        raise DeclarationError(
            where=where,
            found="no initial version",
            expected="initial('1.0') first",
            remedy="begin the history with initial(...)",
        )
    for older, newer in itertools.pairwise(entries):
        if newer.version <= older.version:
            raise DeclarationError(
                where=where,
                found=f"{newer.version} after {older.version}",
                expected="versions in rising order, where 1.10 is newer than 1.9",
                remedy="move the entry, or correct its number",
            )
        if not newer.description:
            raise DeclarationError(
                where=f"{where} {newer.version}",
                found="no description",
                expected="one sentence for the changelog",
                remedy="say what changed and for whom",
            )


def _check_once(entry: Entry, where: str) -> None:
    touched = [(c.method, getattr(c, "argument", "")) for c in entry.changes]
    for method, argument in touched:
        if touched.count((method, argument)) > 1:
            raise DeclarationError(
                where=where,
                found=f"two changes of {method}({argument})",
                expected="one change of each method and argument in a version",
                remedy="give the second change a version of its own, or drop it",
            )


def _check_majors(name: str, entries: tuple[Entry, ...]) -> None:
    seen = [entry.version.major for entry in entries]
    for place, entry in enumerate(entries):
        served = any(isinstance(change, PreviousMajorServed) for change in entry.changes)
        first = entry.version.major not in seen[:place]
        if served and not (first and entry.version.major - 1 in seen[:place]):
            raise DeclarationError(
                where=f"{name} {entry.version}",
                found="previous_major_served()",
                expected="it in the first version of a major that follows the one before",
                remedy="move it to the first version of the major, or take it out",
            )


def _undo(change: Change, methods: dict[str, MethodSpec], where: str) -> None:
    if isinstance(change, PreviousMajorServed):
        return
    if change.method not in methods:
        raise _nothing(change, change.method, methods, where)
    if isinstance(change, MethodAdded):
        del methods[change.method]
        return
    spec = methods[change.method]
    arguments = dict(spec.arguments)
    if change.argument not in arguments:
        raise _nothing(change, change.argument, arguments, where)
    if isinstance(change, ArgumentAdded):
        _undo_added(change, arguments, where)
    else:
        arguments[change.argument] = _retyped(arguments[change.argument], change, where)
    methods[change.method] = dataclasses.replace(spec, arguments=arguments)


def _undo_added(change: ArgumentAdded, arguments: dict[str, ArgumentSpec], where: str) -> None:
    if arguments.pop(change.argument).default is REQUIRED:
        raise DeclarationError(
            where=where,
            found=f"{change.method}({change.argument}) without a default",
            expected="a default: an older client of this major leaves the argument out",
            remedy=f"write {change.argument}: ... = <default> in the signature",
        )


def _retyped(spec: ArgumentSpec, change: ArgumentRetyped, where: str) -> ArgumentSpec:
    at = f"{where} {change.method}({change.argument})"
    type_ = field_type(change.was, at)
    default = spec.default if change.was_default is KEPT else change.was_default
    return ArgumentSpec(spec.name, type_, checked_default(type_, default, at))


def _nothing(change: Change, name: str, have: Mapping[str, Any], where: str) -> DeclarationError:
    return DeclarationError(
        where=where,
        found=f"{type(change).__name__} of {name!r} that applies to nothing",
        expected=f"one of {', '.join(sorted(have))}",
        remedy="correct the name, or declare it in the class",
    )
