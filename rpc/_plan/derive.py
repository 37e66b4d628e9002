"""Every version of an interface, derived by undoing its history backwards."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from rpc._declare.changes import ArgumentAdded, Entry, MethodAdded
from rpc._declare.context_schema import ContextSchema
from rpc._declare.method import MethodSpec
from rpc._plan.lineage import Lineage
from rpc._plan.revert import must_be_whole, undo
from vobjects import DeclarationError
from vobjects.version import Version


def lineage(
    name: str,
    topic: str,
    namespace: str | None,
    context: ContextSchema,
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
        where = f"{name} {entry.version}"
        versions[entry.version] = dict(methods)
        must_be_whole(methods, where)
        _check_once(entry, where)
        for change in reversed(entry.changes):
            undo(change, methods, where)
    _check_majors(name, entries)
    return Lineage(name, topic, namespace, context, entries, dict(sorted(versions.items())))


def _check_order(where: str, entries: tuple[Entry, ...]) -> None:
    if not entries or entries[0].changes or entries[0].previous_major_served:
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


def _check_once(entry: Entry, where: str) -> None:
    touched = [(type(c).__name__ if len(c.names) == 1 else "", c.names) for c in entry.changes]
    for kind, names in touched:
        if touched.count((kind, names)) > 1:
            raise DeclarationError(
                where=where,
                found=f"two changes of {'.'.join(names)}",
                expected="one change of each method and argument in a version",
                remedy="give the second change a version of its own, or drop it",
            )


def _check_majors(name: str, entries: tuple[Entry, ...]) -> None:
    for place, entry in enumerate(entries):
        if not entry.previous_major_served:
            continue
        older = [e.version for e in entries[:place]]
        first = entry.version.major not in [v.major for v in older]
        if not (first and entry.version.major - 1 in [v.major for v in older]):
            raise DeclarationError(
                where=f"{name} {entry.version}",
                found="previous_major_served()",
                expected="it in the first version of a major that follows the one before",
                remedy="move it to the first version of the major, or take it out",
            )
        _check_same(f"{name} {entry.version}", entry, older[-1])


def _check_same(where: str, entry: Entry, last: Version) -> None:
    """The first version of a major says nothing that the last one before cannot say."""
    for change in entry.changes:
        if isinstance(change, MethodAdded | ArgumentAdded):
            raise DeclarationError(
                where=where,
                found=f"{change.word} beside previous_major_served()",
                expected=f"{entry.version} to be {last} with other names and without what is "
                f"not used any more, so that both can be served",
                remedy=f"add it in {last.major}.{last.minor + 1}, or take previous_major_served() "
                f"out",
            )
