"""Rules on histories, children, rows and methods, on what their examples do not show."""

from __future__ import annotations

from typing import Any

import pytest

from compat.rules import RULES, Comparison, Direction, Finding, Severity
from compat.rules._examples import by_release, of_item, release


def found(comparison: Comparison, rule: str) -> list[Finding]:
    (chosen,) = (each for each in RULES if each.id == rule)
    return [*chosen.findings(comparison)]


def history(*changes: Any) -> dict[str, Any]:
    return {"history": [{"version": "1.0", "changes": []}, {"version": "1.1", "changes": changes}]}


def edited(was: list[Any], now: list[Any]) -> Finding:
    """The finding of a history of Item 1.1 that was edited."""
    spring, summer = (
        release(name, item="1.1", object=history(*changes))
        for name, changes in (("spring", was), ("summer", now))
    )
    code = by_release(spring, summer)
    (finding,) = found(Comparison(by_release(spring), code), "history-edited")
    return finding


BUMP = {"change": "child_bumped", "field": "box", "to": "1.1"}
REFUSED = {"change": "value_added", "field": "size", "value": "huge"}


def test_history_when_a_bump_is_dropped_breaks() -> None:
    finding = edited([BUMP], [])

    assert finding.severity is Severity.BREAKS
    assert finding.path == "$.objects.Item.history[1.1].child_bumped('box')"
    assert "was in the history and is not" in finding.message


def test_history_when_a_released_version_gets_a_change_is_found() -> None:
    assert "is in the history and was not" in edited([], [REFUSED]).message


def test_history_when_a_value_gets_another_stand_in_says_who_converts_otherwise() -> None:
    finding = edited([REFUSED], [{**REFUSED, "instead": "large"}])

    assert finding.message == (
        "Item 1.1: value_added('size', 'huge') had instead absent and has large; "
        "spring and summer convert what is older than Item 1.1 in two ways"
    )
    assert (finding.was, finding.direction) == (REFUSED, Direction.BOTH)


def test_history_when_a_recorded_version_is_not_in_the_code_is_left_to_its_pin() -> None:
    spring = by_release(release("spring", item="1.1", object=history(BUMP)))
    short = [{"version": "1.0", "changes": []}]
    code = by_release(release("spring", object={"history": short}))

    assert found(Comparison(spring, code), "history-edited") == []


def test_history_when_it_has_several_releases_names_all_of_them() -> None:
    recorded = by_release(
        release("spring", item="1.1", object=history(BUMP)),
        release("summer", item="1.1", object=history(BUMP)),
    )
    code = by_release(*(release(name, item="1.1", object=history()) for name in recorded))

    (finding,) = found(Comparison(recorded, code), "history-edited")

    assert finding.releases == ("spring", "summer")


def removed_too_early(old: dict[str, Any], new: dict[str, Any], version: str) -> list[Finding]:
    spring = release("spring", interface=old)
    summer = release("summer", api=version, interface=new)
    return found(Comparison({}, by_release(spring, summer)), "removed-too-early")


@pytest.mark.parametrize(
    ("version", "served", "paths"),
    [
        ("2.0", {}, ["$.interfaces.ItemAPI.version"]),
        ("2.0", {"previous_major_served": True}, []),
        ("3.0", {"previous_major_served": True}, ["$.interfaces.ItemAPI.version"]),
    ],
)
def test_interface_when_it_has_a_new_major_serves_the_last_one_or_is_found(
    version: str, served: dict[str, Any], paths: list[str]
) -> None:
    assert [each.path for each in removed_too_early({}, served, version)] == paths


def test_interface_when_it_is_gone_is_found() -> None:
    spring = release("spring")
    summer = type(spring)("shop", "summer", {}, spring.objects)

    (finding,) = found(Comparison({}, by_release(spring, summer)), "removed-too-early")

    assert finding.path == "$.interfaces.ItemAPI"
    assert finding.direction is Direction.OLD_TO_NEW


def test_name_when_it_was_renamed_away_and_is_added_again_is_found() -> None:
    changes = [
        {"version": "1.0", "changes": []},
        {"version": "1.1", "changes": [{"change": "renamed", "field": "cost", "was": "price"}]},
        {
            "version": "1.2",
            "changes": [
                {"change": "added", "field": "price"},
                {"change": "value_removed", "field": "size", "value": "big"},
            ],
        },
        {
            "version": "1.3",
            "changes": [
                {"change": "value_added", "field": "size", "value": "big"},
                {"change": "method_added", "method": "other"},
            ],
        },
    ]
    content = {"history": changes}
    spring = release("spring", item="1.3", fields={"price": "int"}, object=content)

    reused = found(Comparison({}, by_release(spring)), "name-reused")

    assert [finding.path for finding in reused] == [
        "$.objects.Item.history[1.2].price",
        "$.objects.Item.history[1.3].size=big",
    ]


def test_rows_when_they_hold_other_objects_are_judged_with_them() -> None:
    def parts(label: str, version: str) -> Any:
        box = {"type": "Box", "children": {"Box": version}}
        whole = release(label, fields={"box": box, "again": box})
        objects = {**whole.objects, "Box": {"version": version, "fields": {}}}
        return type(whole)("shop", label, {}, objects)

    code = by_release(parts("spring", "1.0"), parts("summer", "1.1"))

    (finding,) = found(
        Comparison({}, code, stored={"items.body": "Item"}), "stored-newer-than-data"
    )

    assert finding.path == "$.stored.items.body.Box"
    assert (finding.was, finding.now) == ("1.0", "1.1")


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ({"note": "str"}, {}, "fields.note was removed: type str"),
        ({"note": "str"}, {"note": "int"}, "fields.note.type was str and is int"),
    ],
)
def test_version_when_two_releases_mean_two_things_by_it_says_what(
    was: Any, now: Any, message: str
) -> None:
    recorded = by_release(release("spring", fields=was), release("summer", fields=now))

    (finding,) = found(Comparison(recorded, recorded), "version-not-raised")

    assert finding.message == f"Item 1.0 in summer is not that of spring: {message}"


def test_enum_when_only_its_class_has_another_name_is_no_finding() -> None:
    size = {"type": "tuple[Size, ...]", "values": ["large", "small"]}
    portion = {**size, "type": "tuple[Portion, ...]"}

    for rule in RULES:
        assert [*rule.findings(of_item({"size": size}, {"size": portion})["failing"])] == []
