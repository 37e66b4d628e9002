"""Versions of children that a history says, and objects that are gone from the code."""

from __future__ import annotations

from typing import Any

import pytest

from compat.manifest import Manifest
from compat.rules import RULES, Comparison, Direction
from compat.rules._examples import by_release, release


def directions(comparison: Comparison) -> dict[str, Direction]:
    """The direction of the findings, by rule."""
    return {
        finding.rule: finding.direction for rule in RULES for finding in rule.findings(comparison)
    }


def child_said(recorded: str, *said: tuple[str, str]) -> Comparison:
    """Return a child at 1.1, recorded at a version, whose history says versions of it newly."""
    box = {"type": "Box", "children": {"Box": recorded}}
    old = [{"version": "1.0", "changes": []}, {"version": "1.1", "changes": []}]
    new: list[dict[str, Any]] = [
        {
            "version": version,
            "changes": [
                {"change": "child_bumped", "field": "box", "to": to}
                for at, to in said
                if at == version
            ],
        }
        for version in ("1.0", "1.1", "1.2")
    ]
    spring = release("spring", item="1.1", fields={"box": box}, object={"history": old})
    summer = release(
        "summer",
        item="1.2",
        fields={"box": {**box, "children": {"Box": "1.1"}}},
        object={"history": new},
    )
    return Comparison(
        by_release(spring), by_release(spring, summer), history={("objects", "Item"): new}
    )


def test_version_of_a_child_when_it_is_said_as_recorded_is_no_edit() -> None:
    assert directions(child_said("1.0", ("1.0", "1.0"), ("1.2", "1.1"))) == {}


@pytest.mark.parametrize(
    "said", [[("1.0", "1.1"), ("1.2", "1.1")], [("1.0", "1.0"), ("1.1", "1.1"), ("1.2", "1.1")]]
)
def test_version_of_a_child_when_it_is_said_otherwise_is_an_edit(
    said: list[tuple[str, str]],
) -> None:
    assert directions(child_said("1.0", *said)) == {"history-edited": Direction.BOTH}


def test_object_when_it_is_gone_from_the_code_is_not_read_there() -> None:
    spring = release("spring")
    bare = [Manifest("shop", name, spring.interfaces, {}) for name in ("spring", "summer")]
    gone = Comparison(by_release(spring), by_release(*bare))
    unpinned = Comparison(by_release(spring), by_release(bare[0], release("summer")))

    assert directions(gone) == {"name-gone": Direction.OLD_TO_NEW}
    assert directions(unpinned) == {"name-gone": Direction.BOTH}


def test_object_when_only_the_newest_release_has_its_content_is_renamed() -> None:
    spring = release("spring")
    bare = Manifest("shop", "spring", spring.interfaces, {})
    summer = Manifest("shop", "summer", spring.interfaces, {"Thing": spring.objects["Item"]})
    renamed = Comparison(by_release(spring), by_release(bare, summer))

    assert directions(renamed)["name-gone"] is Direction.BOTH
