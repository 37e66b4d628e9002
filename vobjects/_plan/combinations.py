"""Which versions of a child may stand beside a version of its parent.

A version that says ``child_bumped(field, to)`` was made for children at ``to``: from there on they
are at ``to`` or newer, and before it they are older. A version of another line is neither.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from vobjects._declare.changes import Added, ChildBumped, Converted, Removed, Renamed, Retyped
from vobjects._plan.lineage import Bump, Lineage, Made
from vobjects.errors import DeclarationError
from vobjects.version import Version


def must_be_allowed(
    versions: Mapping[str, Version], lineages: Mapping[str, Lineage], where: str
) -> None:
    """Check that no class stands beside a version of a child that its history rules out.

    Raises:
        DeclarationError: a child is older than the version of its parent declares, or as new as a
            later version of the parent declares.
    """
    for name, version in versions.items():
        parent = lineages[name]
        for field, children in parent.schemas[version].children().items():
            for child in children:
                _must_be_in_range(parent, version, field, lineages[child], versions[child], where)


def _must_be_in_range(
    parent: Lineage, version: Version, field: str, child: Lineage, own: Version, where: str
) -> None:
    last = parent.bump(field, version)
    base = child.versions[0] if last is None else last.to
    error = functools.partial(
        _forbidden, where, f"{parent.name} {version} with {child.name} {own}", parent.name
    )
    if last is not None and own != last.to and child.precedes(own, last.to):
        raise error(f"{child.name} {last.to} or newer", last)
    for later in _next(parent, version, field, base):
        if child.precedes(later.to, own):
            raise error(f"{child.name} older than {later.to}", later)


def _forbidden(where: str, found: str, parent: str, expected: str, bump: Bump) -> DeclarationError:
    return DeclarationError(
        where=where,
        found=found,
        expected=f"{expected}, for {parent} {bump.entry} says "
        f"child_bumped({bump.field!r}, {str(bump.to)!r})",
        remedy=f"correct one of the two versions, or the history of {parent}; pass loose=True "
        f"for a release that has this combination all the same",
    )


def is_bumped_elsewhere(parent: Lineage, version: Version, field: str) -> bool:
    """Whether a later version, or one of another line, was made for a version of the children.

    The field may have another name there, and be removed after that.
    """
    for line in (parent.history, *parent.lines):
        undone, made = parent.apart(version, line.latest)
        name = _name_before(undone, field)
        if name is not None and _first(made, name, None) is not None:
            return True
    return False


def _name_before(undone: tuple[Made, ...], field: str) -> str | None:
    """The name of a field before some changes, newest first; None if one of them added it."""
    for _, change, _ in undone:
        match change:
            case Renamed() if change.field == field:
                field = change.was
            case Added() if change.field == field:
                return None
    return field


def _next(parent: Lineage, version: Version, field: str, base: Version) -> Iterator[Bump]:
    """On each line of later versions, the first bump of a field away from ``base``."""
    for line in (parent.history, *parent.lines):
        if parent.precedes(version, line.latest):
            bump = _first(parent.apart(version, line.latest).made, field, base)
            if bump is not None:
                yield bump


def _first(changes: tuple[Made, ...], field: str, base: Version | None) -> Bump | None:
    for entry, change, _ in changes:
        match change:
            case ChildBumped() if change.field == field and Version.named(change.to) != base:
                return Bump(entry, field, Version.named(change.to))
            case Renamed() if change.was == field:
                field = change.field
            case Removed() | Converted() | Retyped() if change.field == field:
                return None
    return None
