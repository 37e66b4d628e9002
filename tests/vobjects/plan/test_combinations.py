"""Manifests with children at versions that the history of their parent rules out."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given

from tests.support.pairs import EXAMPLES, law
from vobjects import (
    Classes,
    DeclarationError,
    Registry,
    Values,
    VersionedObject,
    added,
    catalog,
    child_bumped,
    converted,
    history,
    initial,
    renamed,
    version,
)
from vobjects._declare.changes import ChildBumped
from vobjects._plan.lineage import Lineage
from vobjects.catalog._releases import LOOSE, RELEASES
from vobjects.testing import random_registries
from vobjects.version import Version

CARS = Registry("cars")


@CARS.register
class Wheel(VersionedObject):
    size: int
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Sizes.", added("size", default=0)),
        version("1.2", "Behaviour."),
        version("1.3", "Behaviour."),
    )


@CARS.register
class Tyre(VersionedObject):
    HISTORY = history(initial("1.0"), version("1.1", "Behaviour."))


def _no_rims(values: Values, classes: Classes) -> None:
    values["rims"] = ()


@CARS.register
class Car(VersionedObject):
    rims: tuple[Tyre, ...]
    spare: Mapping[str, Wheel | None]
    HISTORY = history(
        initial("1.0"),
        version("1.1", "A bump.", child_bumped("wheels", "1.1"), child_bumped("spare", "1.0")),
        version("1.2", "A name.", renamed("rims", was="wheels")),
        version("1.3", "A bump.", child_bumped("rims", "1.3")),
        version(
            "1.4", "Tyres.", converted("rims", was=tuple[Wheel, ...], up=_no_rims, down=_no_rims)
        ),
    )


ALLOWED = {
    "1.0": ("1.0",),
    "1.1": ("1.1", "1.2"),
    "1.2": ("1.1", "1.2"),
    "1.3": ("1.3",),
    "1.4": ("1.0", "1.1", "1.2", "1.3"),
}
"""By version of the car, the versions that its wheels can have."""


def _manifest(car: str, wheel: str) -> dict[str, str]:
    return {"Car": car, "Wheel": wheel, "Tyre": "1.1"}


@pytest.mark.parametrize("wheel", ["1.0", "1.1", "1.2", "1.3"])
@pytest.mark.parametrize("car", ALLOWED)
def test_manifest_when_a_child_is_not_what_its_parent_was_made_for_is_refused(
    car: str, wheel: str
) -> None:
    manifest = _manifest(car, wheel)
    if wheel in ALLOWED[car]:
        assert CARS.at(manifest).manifest == manifest
        return
    with pytest.raises(DeclarationError) as caught:
        CARS.at(manifest)
    assert caught.value.found == f"Car {car} with Wheel {wheel}"
    assert CARS.at(manifest, loose=True).manifest == manifest


def test_manifest_when_a_child_is_too_old_then_the_error_names_the_version_that_says_so() -> None:
    with pytest.raises(DeclarationError) as caught:
        CARS.at(_manifest("1.2", "1.0"), "spring")
    assert caught.value.fields() == {
        "where": "manifest spring",
        "found": "Car 1.2 with Wheel 1.0",
        "expected": "Wheel 1.1 or newer, for Car 1.1 says child_bumped('wheels', '1.1')",
        "remedy": "correct one of the two versions, or the history of Car; pass loose=True for a "
        "release that has this combination all the same",
    }


def test_manifest_when_a_child_is_too_new_then_the_error_names_the_version_that_has_it() -> None:
    with pytest.raises(DeclarationError) as caught:
        CARS.at(_manifest("1.1", "1.3"))
    assert caught.value.expected == (
        "Wheel older than 1.3, for Car 1.3 says child_bumped('rims', '1.3')"
    )


def test_closure_when_a_manifest_rules_itself_out_is_refused_unless_it_is_loose() -> None:
    with pytest.raises(DeclarationError, match=r"Car 1\.1 with Wheel 1\.3"):
        CARS.closure("Car", "1.1", {"Wheel": "1.3"})
    assert CARS.closure("Car", "1.1", {"Wheel": "1.3"}, loose=True).manifest["Wheel"] == "1.3"


def test_reader_when_its_manifest_is_ruled_out_is_written_for_all_the_same() -> None:
    car: Any = CARS.head["Car"](spare={"a": Wheel(size=0)}, rims=())
    found = car.obj_to_primitive("1.1", {"Wheel": "1.0"})["versioned_object.data"]
    assert found["spare"]["a"]["versioned_object.data"] == {}


def test_pickle_when_its_view_is_loose_is_read() -> None:
    loose = CARS.at(_manifest("1.0", "1.3"), loose=True)
    car: Any = loose["Car"](spare={"a": loose[Wheel](size=2)})
    assert pickle.loads(pickle.dumps(car)) == car


def _same(values: Any, classes: Any) -> None:
    """Change nothing."""


def test_manifest_when_a_conversion_is_before_the_bump_then_what_is_older_takes_any_child() -> None:
    registry = Registry("cars")
    wheel: Any = type("Wheel", (VersionedObject,), {
        "__module__": __name__,
        "HISTORY": history(initial("1.0"), version("1.1", "Nothing else.")),
    })  # fmt: skip
    registry.register(wheel)
    car: Any = type("Car", (VersionedObject,), {
        "__module__": __name__,
        "__annotations__": {"wheel": wheel},
        "HISTORY": history(
            initial("1.0"),
            version("1.1", "Others.", converted("wheel", was=wheel, up=_same, down=_same)),
            version("1.2", "Newer.", child_bumped("wheel", "1.1")),
        ),
    })  # fmt: skip
    registry.register(car)
    assert registry.at({"Car": "1.0", "Wheel": "1.1"})
    with pytest.raises(DeclarationError, match=r"Wheel older than 1\.1"):
        registry.at({"Car": "1.1", "Wheel": "1.1"})


@pytest.mark.parametrize("release", RELEASES)
def test_release_of_nova_when_it_has_what_nova_rules_out_is_declared_loose(release: str) -> None:
    if release not in LOOSE:
        assert catalog.NOVA.at(RELEASES[release], release) is catalog.at(release)
        return
    with pytest.raises(DeclarationError) as caught:
        catalog.NOVA.at(RELEASES[release], release)
    assert caught.value.found == "NetworkRequestList 1.1 with NetworkRequest 1.0"


@law(EXAMPLES * 20)
@given(random_registries())
def test_manifest_when_the_history_is_random_then_each_bump_parts_old_children_from_new(
    registry: Registry,
) -> None:
    whole, part = registry.lineage("Whole"), registry.lineage("Part")
    for parent in whole.versions:
        for child in part.versions:
            manifest = {"Whole": str(parent), "Part": str(child), "SubPart": "1.0"}
            good = all(
                _fits(part, child, *_bumps(whole, parent, field))
                for field in whole.schemas[parent].children()
            )
            try:
                registry.at(manifest)
            except DeclarationError:
                assert not good, manifest
            else:
                assert good, manifest
        closed = registry.closure("Whole", str(parent)).manifest
        assert registry.at(closed).manifest == closed


def _fits(part: Lineage, child: Version, last: str | None, later: list[str]) -> bool:
    """Whether a child is as new as the last bump of its field and older than the next one."""
    base = part.versions[0] if last is None else part.at(last).version
    ahead = [to for to in (part.at(text).version for text in later) if to != base][:1]
    new_enough = child == base or not part.precedes(child, base)
    return new_enough and not any(part.precedes(to, child) for to in ahead)


def _bumps(whole: Lineage, parent: Version, field: str) -> tuple[str | None, list[str]]:
    """What a field of parts was bumped to last at a version of the whole, and later.

    A conversion makes other children of them: no bump before it counts after it.
    """
    last: str | None = None
    later: list[str] = []
    for entry in whole.history.entries:
        for change in entry.changes:
            if change.field != field:
                continue
            to = change.to if isinstance(change, ChildBumped) else None
            if entry.version <= parent:
                last = to
            elif to is None:
                return last, later
            else:
                later.append(to)
    return last, later
