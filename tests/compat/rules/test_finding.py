"""A finding says who breaks whom, and keeps its fingerprint when a release is added."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest

from compat.rules import (
    Category,
    Comparison,
    Direction,
    Finding,
    Match,
    Pair,
    Rule,
    Severity,
    UpgradeFirst,
)
from compat.rules._examples import by_release, release

CODE = Comparison({}, by_release(release("spring"), release("summer"), release("autumn")))
MATCH = Match("object", "Item", "$.objects.Item", ("spring", "summer"), "It changed.", "Mend it.")


def finding_of(match: Match, direction: Direction = Direction.BOTH) -> Finding:
    def judge(_comparison: Comparison) -> Iterable[Match]:
        return [match]

    rule = Rule(
        "item-changed",
        "Items changed.",
        "Items cannot be read.",
        (Category.WIRE,),
        Severity.BREAKS,
        direction,
        judge,
        passing=CODE,
        failing=CODE,
    )
    return next(rule.findings(CODE))


@pytest.mark.parametrize(
    ("direction", "pairs", "first"),
    [
        (
            Direction.OLD_TO_NEW,
            [("spring", "autumn"), ("summer", "autumn")],
            UpgradeFirst.SENDERS,
        ),
        (
            Direction.NEW_TO_OLD,
            [("autumn", "spring"), ("autumn", "summer")],
            UpgradeFirst.RECEIVERS,
        ),
        (
            Direction.BOTH,
            [
                ("autumn", "spring"),
                ("autumn", "summer"),
                ("spring", "autumn"),
                ("summer", "autumn"),
            ],
            UpgradeFirst.IMPOSSIBLE,
        ),
        (Direction.NONE, [], UpgradeFirst.ANY),
    ],
)
def test_finding_when_harm_has_a_direction_names_the_pairs_and_who_goes_first(
    direction: Direction, pairs: list[tuple[str, str]], first: UpgradeFirst
) -> None:
    finding = finding_of(MATCH, direction)

    assert finding.pairs == tuple(Pair(*pair) for pair in pairs)
    assert finding.upgrade_first is first


def test_finding_when_it_is_put_in_words_says_who_breaks_whom() -> None:
    older = finding_of(MATCH, Direction.OLD_TO_NEW)
    newer = dataclasses.replace(finding_of(MATCH, Direction.NEW_TO_OLD), severity=Severity.LOSES)
    builds = finding_of(dataclasses.replace(MATCH, releases=("autumn",), severity=Severity.WARNS))

    assert [older.who, newer.who, builds.who, finding_of(MATCH, Direction.NONE).who] == [
        "messages of spring and summer break in autumn: upgrade senders first",
        "messages of autumn say something else in spring and summer: upgrade receivers first",
        "messages of autumn may say something else in other builds of autumn, "
        "and the other way round: no order of upgrades avoids it",
        "",
    ]


def test_finding_when_two_recorded_releases_differ_names_them_and_not_the_newest() -> None:
    match = dataclasses.replace(
        MATCH, apart=(("spring", "summer"),), direction=Direction.NEW_TO_OLD
    )

    finding = finding_of(match)

    assert finding.pairs == (Pair("summer", "spring"),)
    assert finding.direction is Direction.NEW_TO_OLD


def test_fingerprint_when_only_the_text_or_the_releases_differ_is_the_same() -> None:
    finding = finding_of(MATCH)
    same = finding_of(
        dataclasses.replace(MATCH, releases=("spring",), message="Other words.", remedy="Or not.")
    )

    assert same.fingerprint == finding.fingerprint
    for other in (
        dataclasses.replace(MATCH, path="$.other"),
        dataclasses.replace(MATCH, name="Other"),
        dataclasses.replace(MATCH, was=1),
        dataclasses.replace(MATCH, now=1),
    ):
        assert finding_of(other).fingerprint != finding.fingerprint


def test_finding_when_made_plain_has_all_that_a_reader_needs() -> None:
    facts = finding_of(MATCH, Direction.OLD_TO_NEW).as_dict()

    assert facts["severity"] == "breaks"
    assert facts["categories"] == ["wire"]
    assert facts["direction"] == "old-to-new"
    assert facts["pairs"][0] == {"sender": "spring", "receiver": "autumn"}
    assert facts["upgrade_first"] == "senders"
    assert facts["who"].endswith("upgrade senders first")
