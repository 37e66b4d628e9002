"""The manifest of a release, generated from the code."""

from __future__ import annotations

import dataclasses

import pytest

from compat import ProjectError
from compat.cloud.project import PROJECT as DEMO
from compat.manifest import generate
from compat.nova import PROJECT as NOVA
from tests.compat.shop.upgrade import PROJECT


def test_manifest_when_generated_says_all_of_fields_and_methods() -> None:
    autumn = generate(PROJECT, "autumn")

    assert autumn.objects["Order"] == {
        "version": "1.2",
        "fields": {
            "dishes": {"type": "tuple[Dish, ...]", "children": {"Dish": "1.1"}},
            "id": {"type": "int", "read_only": True, "may_be_absent": True},
            "note": {"type": "str | None", "default": None},
            "size": {"type": "Size", "values": ["large", "small"]},
        },
        "history": [
            {"version": "1.0", "changes": []},
            {
                "version": "1.1",
                "changes": [{"change": "child_bumped", "field": "dishes", "to": "1.1"}],
            },
            {
                "version": "1.2",
                "changes": [{"change": "added", "field": "note", "default": None}],
            },
        ],
    }
    assert autumn.interfaces == {
        "OrderAPI": {
            "topic": "orders",
            "namespace": "shop",
            "version": "1.1",
            "methods": {
                "cancel": {
                    "style": "cast",
                    "idempotent": True,
                    "arguments": {"order_id": {"type": "int"}},
                },
                "place": {
                    "style": "call",
                    "arguments": {
                        "order": {"type": "Order"},
                        "size": {"type": "Size", "values": ["large", "small"], "default": "small"},
                    },
                    "result": {"type": "Order"},
                },
            },
            "history": [
                {"version": "1.0", "changes": []},
                {
                    "version": "1.1",
                    "changes": [
                        {"change": "argument_added", "method": "place", "argument": "size"}
                    ],
                },
            ],
        }
    }


def test_manifest_when_of_an_older_release_has_what_that_has() -> None:
    summer = generate(PROJECT, "summer")

    assert summer.objects["Order"]["version"] == "1.1"
    assert "note" not in summer.objects["Order"]["fields"]
    assert list(summer.interfaces["OrderAPI"]["methods"]["place"]["arguments"]) == ["order"]


def test_manifest_when_a_major_before_is_served_says_so() -> None:
    assert "previous_major_served" not in generate(NOVA, "victoria").interfaces["ComputeAPI"]
    assert generate(NOVA, "wallaby").interfaces["ComputeAPI"]["previous_major_served"] is True


def test_manifest_when_of_nova_or_the_demo_is_that_of_their_catalogs() -> None:
    kilo = generate(DEMO, "kilo")

    assert kilo.interfaces["CloudHostAPI"]["version"] == "1.2"
    assert "namespace" not in kilo.interfaces["CloudHostAPI"]
    assert kilo.objects == generate(NOVA, "kilo").objects
    assert "NUMACell" not in generate(NOVA, "juno").objects


def test_manifest_when_the_release_is_unknown_is_refused() -> None:
    with pytest.raises(ProjectError, match="one of spring, summer, autumn"):
        generate(PROJECT, "winter")


def test_content_when_only_names_differ_is_the_same() -> None:
    autumn = generate(PROJECT, "autumn")
    build = dataclasses.replace(autumn, project="shop-fork", release="autumn.1")

    assert build.content == autumn.content
    assert generate(PROJECT, "summer").content != autumn.content
