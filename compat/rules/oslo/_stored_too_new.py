"""Rows hold objects at versions that older releases do not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import compared, release
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    if comparison.foreign is None:
        return
    code = comparison.code[comparison.newest]
    for column, name in code.stored.items():
        newer: dict[str, list[str]] = {}
        for release_name, manifest in comparison.recorded.items():
            for text in _newer(manifest.objects, code.objects, name):
                newer.setdefault(text, []).append(release_name)
        if newer:
            releases = tuple(dict.fromkeys(each for found in newer.values() for each in found))
            yield Match(
                "object",
                name,
                f"$.stored.{column}",
                releases,
                f"rows of {column} hold {', '.join(newer)}, which older releases do not read",
                "write rows at the versions of the oldest release that may read them until the "
                "upgrade is final: obj_to_primitive() converts only if it is given a version",
                "obj_to_primitive(target_version, version_manifest)",
                now=", ".join(newer),
            )


def _newer(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield the classes in a stored object that are newer than a release has them."""
    for each in _inside(new, name):
        was, now = old.get(each, {}).get("version"), new[each]["version"]
        if was is None or not Version.named(was).accepts(Version.named(now)):
            yield f"{each} {now}"


def _inside(objects: Mapping[str, Any], name: str) -> list[str]:
    """The class and all classes of objects inside it."""
    found = [name]
    for each in found:
        for field in objects[each]["fields"].values():
            found += [child for child in field.get("children", ()) if child not in found]
    return found


_STORED: Final = {"stored": {"ferries.body": "Ferry"}}

RULE: Final = Rule(
    "oslo-stored-too-new",
    "Rows hold objects at versions that an older release does not read.",
    "An older service, or this one after a rollback, cannot read the rows.",
    (Category.STORE,),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=compared(release("spring"), release("summer", **_STORED)),
    failing=compared(release("spring"), release("summer", ferry="1.1", **_STORED)),
)
