"""Each rule on content has its mirror: what is added is removed, what widens is narrowed."""

from __future__ import annotations

from typing import Final

from compat.rules import RULES
from compat.rules._content_rule import HARMLESS
from compat.rules._facts import How

Coordinate = tuple[str, str, How]
MIRROR: Final = {
    How.ADDED: How.REMOVED,
    How.REMOVED: How.ADDED,
    How.WIDENED: How.NARROWED,
    How.NARROWED: How.WIDENED,
}
"""The reverse of what happened; what is changed, renamed or moved is its own reverse."""
SIDES: Final = {
    ("objects", "field"): ("interfaces", "argument"),
    ("objects", "type"): ("interfaces", "argument type"),
    ("objects", "values"): ("interfaces", "argument values"),
    ("objects", "value"): ("interfaces", "argument value"),
    ("objects", "default"): ("interfaces", "argument default"),
    ("interfaces", "argument type"): ("interfaces", "result type"),
    ("interfaces", "argument values"): ("interfaces", "result values"),
    ("interfaces", "argument value"): ("interfaces", "result value"),
}
"""What an object has and a method has too, and what a sender says and a receiver answers."""
CLAIMED: Final[dict[Coordinate, str]] = {
    (pick.part, pick.noun, pick.how): rule.id for rule in RULES for pick in rule.picks
}
WAIVED: Final[dict[Coordinate, str]] = {}
"""A coordinate without a mirror, with the reason."""


def missing() -> set[Coordinate]:
    """The mirrors of what rules claim that neither a rule claims nor is harmless."""
    wanted = {(part, noun, MIRROR[how]) for part, noun, how in CLAIMED if how in MIRROR} | {
        (*SIDES[part, noun], how) for part, noun, how in CLAIMED if (part, noun) in SIDES
    }
    return wanted - CLAIMED.keys() - HARMLESS.keys()


def test_rules_when_mirrored_are_all_there_or_waived_with_a_reason() -> None:
    assert missing() == WAIVED.keys()


def test_waivers_when_listed_have_a_reason() -> None:
    assert all(WAIVED.values())
    assert all(HARMLESS.values())
