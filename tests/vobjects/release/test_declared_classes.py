"""A view hands out the declared classes that need no emulation at its versions."""

import pickle
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.lines import FLEET, GuestV1
from tests.support.pairs import law
from tests.support.untyped import new
from vobjects import (
    FieldValueError,
    LossReport,
    Registry,
    VersionedObject,
    View,
    added,
    catalog,
    history,
    initial,
    version,
)
from vobjects._codec.values import Values
from vobjects._types.containers import Child
from vobjects.testing import filled, random_conversions


def _untyped(cls: Any) -> Any:
    """A class that takes lists where its fields are tuples."""
    return cls


class Cabin:
    """A registry whose classes hold each other, made anew for each test."""

    def __init__(self) -> None:
        self.registry = registry = Registry("cabins")

        @registry.register
        class Bed(VersionedObject):
            size: int
            HISTORY = history(initial("1.0"), version("1.1", "Sizes.", added("size", default=1)))

        @registry.register
        class Room(VersionedObject):
            beds: tuple[Bed, ...]
            HISTORY = history(initial("1.0"))

        @registry.register
        class House(VersionedObject):
            rooms: Mapping[str, Room | None]
            HISTORY = history(initial("1.0"), version("1.1", "Behaviour."))

        self.bed, self.room, self.house = map(_untyped, (Bed, Room, House))

    def at(self, bed: str, house: str, label: str) -> View:
        """The view of a release."""
        return self.registry.at({"Bed": bed, "Room": "1.0", "House": house}, label)

    def register_bunk(self) -> Any:
        """A subclass of what stands in a room."""

        @self.registry.register
        class Bunk(self.bed):  # type: ignore[name-defined, misc]
            levels: int
            HISTORY = history(initial("1.0"))

        return Bunk


def test_view_when_a_class_and_all_in_it_are_at_their_newest_then_it_is_the_declared_one() -> None:
    cabin = Cabin()
    newest = cabin.at("1.1", "1.1", "autumn")
    assert [newest[name] for name in sorted(newest)] == [cabin.bed, cabin.house, cabin.room]
    house = cabin.house(rooms={"a": cabin.room(beds=[cabin.bed(size=2)])})
    assert newest.decode(newest.encode(house)) == house
    assert type(newest.decode(newest.encode(house))) is cabin.house
    assert newest.from_primitive(newest.to_primitive(house)) == house


def test_view_when_what_stands_in_a_class_is_older_then_the_class_is_emulated() -> None:
    cabin = Cabin()
    spring = cabin.at("1.0", "1.1", "spring")
    assert not {spring["Bed"], spring["Room"], spring["House"]} & {
        cabin.bed,
        cabin.room,
        cabin.house,
    }
    with pytest.raises(FieldValueError, match=r"Bed of spring.*Bed 1\.1"):
        new(spring, "Room", beds=[cabin.bed(size=1)])


def test_view_when_only_the_holder_is_older_then_what_it_holds_is_the_declared_class() -> None:
    cabin = Cabin()
    summer = cabin.at("1.1", "1.0", "summer")
    assert (summer["Room"], summer["Bed"]) == (cabin.room, cabin.bed)
    assert summer["House"] is not cabin.house
    house = new(summer, "House", rooms={"a": cabin.room(beds=[cabin.bed(size=2)]), "b": None})
    read = summer.decode(summer.encode(house))
    assert read == house
    assert type(read.rooms["a"]) is cabin.room  # type: ignore[attr-defined]
    assert cabin.registry.head.decode(summer.encode(house)).VERSION == "1.1"


def test_view_when_a_subclass_is_older_then_what_may_hold_it_is_emulated() -> None:
    cabin = Cabin()

    @cabin.registry.register
    class Bunk(cabin.bed):  # type: ignore[name-defined, misc]
        levels: int
        HISTORY = history(initial("1.0"), version("1.1", "Levels.", added("levels", default=2)))

    versions = {"Bed": "1.1", "Room": "1.0"}
    spring = cabin.registry.at(versions | {"Bunk": "1.0"}, "spring")
    assert spring["Bed"] is cabin.bed
    assert spring["Room"] is not cabin.room
    room = new(spring, "Room", beds=[spring["Bunk"](size=1), cabin.bed(size=2)])
    assert spring.decode(spring.encode(room)) == room
    assert cabin.registry.at(versions, "without")["Room"] is not cabin.room


def _writers(view: View) -> list[Any]:
    """Each way in which a room leaves a view."""
    values = Values(view, {"room": Child("Room")})
    return [
        view.encode,
        view.to_primitive,
        lambda room: view.encode(room, view.registry.head),
        lambda room: values.encode({"room": room}, view, LossReport()),
    ]


@pytest.mark.parametrize("used_before", [False, True])
@pytest.mark.parametrize("place", range(4))
def test_view_when_a_subclass_is_registered_later_then_it_does_not_travel_there(
    place: int, used_before: bool
) -> None:
    cabin = Cabin()
    autumn, room = cabin.at("1.1", "1.1", "autumn"), cabin.room(beds=[cabin.bed(size=1)])
    write = _writers(autumn)[place]
    if used_before:
        write(room)
    bunk = cabin.register_bunk()
    with pytest.raises(
        FieldValueError, match=r"beds\[0\]: expected a class of autumn, found Bunk 1\.0"
    ):
        write(cabin.room(beds=[bunk(size=1, levels=2)]))
    assert write(room)
    head = cabin.registry.head
    assert head.decode(head.encode(cabin.room(beds=[bunk(size=1, levels=2)])))


def test_view_when_a_holder_is_emulated_then_a_later_subclass_does_not_travel_there() -> None:
    cabin = Cabin()
    summer = cabin.at("1.1", "1.0", "summer")
    bunk = cabin.register_bunk()
    house = new(summer, "House", rooms={"a": cabin.room(beds=[bunk(size=1, levels=2)])})
    with pytest.raises(
        FieldValueError,
        match=r"^\$\.rooms\['a'\]\.beds\[0\]: expected a class of summer, found Bunk 1\.0",
    ):
        summer.encode(house)


def test_object_when_it_has_more_than_fields_then_no_view_writes_it() -> None:
    cabin = Cabin()
    autumn, bed = cabin.at("1.1", "1.1", "autumn"), cabin.bed(size=1)
    before = autumn.encode(bed)
    bed._owner = "ann"
    assert autumn.encode(bed) == before


def test_object_when_it_is_of_a_declared_class_then_its_pickle_names_no_release() -> None:
    obj = filled(catalog.at("gazpacho"), "Instance")
    assert obj.__reduce__()[1][2] is None
    assert pickle.loads(pickle.dumps(obj)) == obj


def test_line_when_a_view_has_its_newest_version_then_it_hands_out_its_class() -> None:
    manifest = GuestV1.VIEW.manifest
    view = FLEET.at(manifest, "late")
    assert view["Guest"] is GuestV1
    guest = filled(view, "Guest")
    assert view.decode(view.encode(guest)) == guest
    assert FLEET.at({**manifest, "Disk": "1.0"}, "mixed", loose=True)["Guest"] is not GuestV1


@pytest.mark.parametrize("name", sorted(catalog.at("gazpacho")))
def test_catalog_when_a_class_is_of_the_newest_release_then_it_is_the_declared_one(
    name: str,
) -> None:
    assert catalog.at("gazpacho")[name] is catalog.NOVA.head[name]


@law(100)
@given(st.data())
def test_class_when_the_registry_is_random_then_it_is_declared_if_all_in_it_is_newest(
    data: st.DataObject,
) -> None:
    obj, views = data.draw(random_conversions(2))
    head = obj.VIEW.registry.head
    for view in views:
        for name in view:
            newest = all(view.versions.get(n) == head.versions[n] for n in head.reachable(name))
            assert (view[name] is head[name]) == newest
            assert view.owns(view[name])
            assert view.decode(view.encode(filled(view, name))) == filled(view, name)
