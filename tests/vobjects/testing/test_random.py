"""Random histories: every kind of change is drawn, and what is drawn is what is said."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings

from vobjects import Registry
from vobjects._declare import changes as kinds
from vobjects.testing import (
    ObjectAndViews,
    random_conversions,
    random_line_conversions,
    random_registries,
    self_referring_registries,
)
from vobjects.testing._random.registries import random_registry

EVERY = settings(max_examples=60, deadline=None, database=None, derandomize=True)
KINDS = {
    kinds.Added,
    kinds.ChildBumped,
    kinds.Converted,
    kinds.MadeNullable,
    kinds.MadeRequired,
    kinds.OptionsChanged,
    kinds.Removed,
    kinds.Renamed,
    kinds.Retyped,
    kinds.ValueAdded,
    kinds.ValueRemoved,
    kinds.ValueRenamed,
}


def test_random_registries_when_drawn_have_every_kind_of_change() -> None:
    drawn = set[Any]()

    @EVERY
    @given(random_registries())
    def collect(registry: Registry) -> None:
        assert sorted(registry.head) == ["Part", "SubPart", "Whole"]
        for name in registry.head:
            for entry in registry.lineage(name).history.entries:
                drawn.update(map(type, entry.changes))

    collect()
    assert drawn == KINDS


def test_random_registry_when_made_of_equal_numbers_is_equal() -> None:
    one, other = (random_registry(random.Random(7)) for _ in range(2))
    assert one.head.manifest == other.head.manifest
    for name in one.head:
        assert _types(one, name) == _types(other, name)


def _types(registry: Registry, name: str) -> dict[str, dict[str, str]]:
    """The types of the fields of a class at each version, as text."""
    return {
        str(version): {field: spec.type.text for field, spec in schema.fields.items()}
        for version, schema in registry.lineage(name).schemas.items()
    }


@EVERY
@given(self_referring_registries())
def test_self_referring_registries_when_drawn_have_a_class_that_contains_itself(
    registry: Registry,
) -> None:
    oldest = registry.at({"Node": "1.0"})
    assert oldest.types("Node") == ("Node",)


@EVERY
@given(random_conversions(3))
def test_random_conversions_when_drawn_have_views_that_rise_or_fall(case: ObjectAndViews) -> None:
    obj, views = case
    assert len(views) == 3
    assert views[0].owns(type(obj))
    for name in views[0]:
        versions = [view.versions[name] for view in views]
        assert versions in (sorted(versions), sorted(versions, reverse=True))


def test_random_line_conversions_when_drawn_have_views_of_both_lines() -> None:
    majors = set[str]()

    @EVERY
    @given(random_line_conversions(2))
    def collect(case: ObjectAndViews) -> None:
        obj, views = case
        assert views[0].owns(type(obj))
        majors.update(view.manifest["Forked"].split(".")[0] for view in views)

    collect()
    assert majors == {"1", "2"}
