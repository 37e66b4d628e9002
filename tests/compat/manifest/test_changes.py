"""What is different between two manifests."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from compat.manifest import Change, Kind, Manifest, changes, generate
from compat.nova import PROJECT as NOVA
from tests.compat.shop.upgrade import PROJECT

SPRING, AUTUMN = generate(PROJECT, "spring"), generate(PROJECT, "autumn")
FIELDS = "$.objects.Order.fields"
METHODS = "$.interfaces.OrderAPI.methods"


def edited(change: Any) -> Manifest:
    """The newest release of the shop after a change to its data."""
    objects = copy.deepcopy(dict(AUTUMN.objects))
    interfaces = copy.deepcopy(dict(AUTUMN.interfaces))
    change(objects, interfaces)
    return Manifest("shop", "autumn", interfaces, objects)


def fields(objects: Any) -> Any:
    return objects["Order"]["fields"]


def methods(interfaces: Any) -> Any:
    return interfaces["OrderAPI"]["methods"]


def test_changes_when_the_content_is_the_same_are_none() -> None:
    assert changes(AUTUMN, AUTUMN) == ()


def test_changes_when_releases_differ_are_in_the_order_of_their_paths() -> None:
    found = changes(SPRING, AUTUMN)

    assert [(change.kind.value, change.noun, change.path) for change in found] == [
        ("added", "argument", f"{METHODS}.place.arguments.size"),
        ("changed", "version", "$.interfaces.OrderAPI.version"),
        ("added", "field", "$.objects.Dish.fields.tags"),
        ("changed", "version", "$.objects.Dish.version"),
        ("changed", "child", f"{FIELDS}.dishes.children.Dish"),
        ("added", "field", f"{FIELDS}.note"),
        ("changed", "version", "$.objects.Order.version"),
    ]
    assert found[5].as_dict() == {
        "kind": "added",
        "noun": "field",
        "path": f"{FIELDS}.note",
        "was": None,
        "now": {"type": "str | None", "default": None},
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda o, i: o.pop("Dish"),
            Change(Kind.REMOVED, "object", "$.objects.Dish", AUTUMN.objects["Dish"], None),
        ),
        (
            lambda o, i: o.update(Cup=o["Dish"]),
            Change(Kind.ADDED, "object", "$.objects.Cup", None, AUTUMN.objects["Dish"]),
        ),
        (
            lambda o, i: i.clear(),
            Change(
                Kind.REMOVED,
                "interface",
                "$.interfaces.OrderAPI",
                AUTUMN.interfaces["OrderAPI"],
                None,
            ),
        ),
        (
            lambda o, i: fields(o)["note"].update(type="str"),
            Change(Kind.CHANGED, "type", f"{FIELDS}.note.type", "str | None", "str"),
        ),
        (
            lambda o, i: fields(o)["note"].pop("default"),
            Change(Kind.REMOVED, "default", f"{FIELDS}.note.default", None, None),
        ),
        (
            lambda o, i: fields(o)["size"].update(values=["large"]),
            Change(Kind.REMOVED, "value", f"{FIELDS}.size.values['small']", "small", None),
        ),
        (
            lambda o, i: fields(o)["size"].update(values=["large", "medium", "small"]),
            Change(Kind.ADDED, "value", f"{FIELDS}.size.values['medium']", None, "medium"),
        ),
        (
            lambda o, i: methods(i)["cancel"].update(style="call"),
            Change(Kind.CHANGED, "style", f"{METHODS}.cancel.style", "cast", "call"),
        ),
        (
            lambda o, i: methods(i)["cancel"].pop("idempotent"),
            Change(Kind.REMOVED, "idempotent", f"{METHODS}.cancel.idempotent", True, None),
        ),
        (
            lambda o, i: methods(i)["place"]["result"].update(type="int"),
            Change(Kind.CHANGED, "type", f"{METHODS}.place.result.type", "Order", "int"),
        ),
        (
            lambda o, i: methods(i).pop("cancel"),
            Change(
                Kind.REMOVED,
                "method",
                f"{METHODS}.cancel",
                AUTUMN.interfaces["OrderAPI"]["methods"]["cancel"],
                None,
            ),
        ),
    ],
)
def test_change_when_one_part_differs_says_what_was_and_is(change: Any, expected: Change) -> None:
    assert changes(AUTUMN, edited(change)) == (expected,)


def test_change_when_only_the_type_of_a_default_differs_is_found() -> None:
    old = edited(lambda o, i: fields(o)["note"].update(default=1))
    new = edited(lambda o, i: fields(o)["note"].update(default=True))

    assert [change.noun for change in changes(old, new)] == ["default"]


_OPPOSITE = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.CHANGED: Kind.CHANGED}


@pytest.mark.parametrize("release", NOVA.releases[1:])
def test_changes_when_asked_the_other_way_are_the_opposite(release: str) -> None:
    before = NOVA.releases[NOVA.releases.index(release) - 1]
    old, new = generate(NOVA, before), generate(NOVA, release)

    back = tuple(
        Change(_OPPOSITE[each.kind], each.noun, each.path, each.now, each.was)
        for each in changes(new, old)
    )

    assert changes(old, new) == back
    assert bool(back) == (old.content != new.content)
