"""An object inside another one stays newer than the receiver reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, probed
from compat.rules.oslo._groups import code_version, explain


def _judge(comparison: Comparison) -> Iterator[Match]:
    for group in explain(comparison).of(Harm.CHILD):
        fact = group.first
        old = comparison.recorded[fact.release].objects[group.name]["version"]
        new = code_version(comparison, group.name)
        yield group.match(
            f"{group.name}.{group.field} holds {fact.now} when {group.name} {old} is sent, and the "
            f"receiver has {fact.was}",
            f"call super() first in the conversions of {group.name}; if releases are known by the "
            f"version of {group.name} alone, raise it and say in obj_relationships which "
            "version the child has at each of its own",
            "super().obj_make_compatible_from_manifest(primitive, target_version, version_manifest)"
            if new != old
            else f'obj_relationships = {{"{group.field}": [("{old}", ...), (..., ...)]}}',
        )


RULE: Final = Rule(
    "oslo-child-too-new",
    "An object inside another one is sent at a version that the receiver does not read.",
    "An older service refuses the whole object.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=probed(Harm.CHILD, field="name", was="Berth 1.0", now="Berth 1.1"),
)
