"""The fast way of msgspec gives what the generated functions give, or leaves it to them."""

import functools
from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.both_ways import read_fast, read_slowly, whole, written_fast, written_slowly
from tests.support.fuzz import VIEWS, Fuzzer
from tests.support.pairs import EXAMPLES, MILESTONES, every_release, law
from vobjects import (
    UNSET,
    BackportRefusedError,
    Registry,
    VersionedObject,
    View,
    added,
    catalog,
    child_bumped,
    history,
    initial,
    version,
)
from vobjects.limits import Limits
from vobjects.testing import ObjectAndViews, filled, minimal, objects, random_conversions

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches

Damage = Callable[[bytes], bytes]


def _cut(message: bytes) -> bytes:
    return message[:5]


def _other_project(message: bytes) -> bytes:
    return message.replace(b"lab", b"bal")


def _other_form(message: bytes) -> bytes:
    return message.replace(b"\x93\x01", b"\x93\x02")


def _newer(message: bytes) -> bytes:
    return message.replace(b"1.0", b"1.9")


def _unknown_name(message: bytes) -> bytes:
    return message.replace(b"Sample", b"Sampel")


@pytest.mark.parametrize(("release", "name"), every_release())
@law(3)
@given(data=st.data())
def test_message_when_msgspec_writes_it_then_it_has_the_bytes_of_the_functions(
    release: str, name: str, data: st.DataObject
) -> None:
    obj = data.draw(objects(catalog.at(release), name, sparse=data.draw(st.booleans())))
    if data.draw(st.booleans()):
        obj.obj_reset_changes(recursive=True)
    for reader in MILESTONES:
        found = written_fast(obj, catalog.at(reader))
        assert found in (None, written_slowly(obj, catalog.at(reader)))


@pytest.mark.parametrize(("release", "name"), every_release())
@law(3)
@given(data=st.data())
def test_object_when_msgspec_reads_it_then_it_is_that_of_the_functions(
    release: str, name: str, data: st.DataObject
) -> None:
    obj = data.draw(objects(catalog.at(release), name, sparse=data.draw(st.booleans())))
    message = obj.VIEW.encode(obj)
    for reader in MILESTONES:
        found = read_fast(message, catalog.at(reader))
        if found is not None:
            expected = read_slowly(message, catalog.at(reader))
            assert expected is not None
            assert whole(found) == whole(expected)


@law(EXAMPLES * 20)
@given(random_conversions(2))
def test_both_ways_when_the_history_is_random_then_they_are_the_same(case: ObjectAndViews) -> None:
    obj, (own, other) = case
    message = written_slowly(obj, other)
    assert written_fast(obj, other) in (None, message)
    if message is None:
        return
    for reader in (own, other):
        found, expected = read_fast(message, reader), read_slowly(message, reader)
        assert found is None or (expected is not None and whole(found) == whole(expected))


def _read_one_way(view: View, name: str) -> bool:
    """Whether the number of each object is read as the own content before any other."""
    return all(
        view.contents(part, view.versions[part].number)[0] == view.versions[part]
        for part in view.reachable(name)
    )


@pytest.mark.parametrize(("release", "name"), every_release())
def test_own_objects_when_each_part_is_read_one_way_then_it_is_the_fast_way(
    release: str, name: str
) -> None:
    view = catalog.at(release)
    if not _read_one_way(view, name):
        assert read_fast(view.encode(filled(view, name)), view) is None
        return
    obj = filled(view, name)
    message = written_fast(obj, view)
    assert message is not None
    assert read_fast(message, view) == obj
    assert read_fast(view.encode(minimal(view, name)), view) == minimal(view, name)


def test_damaged_messages_when_msgspec_reads_them_then_the_functions_do_too() -> None:
    fuzzer, taken = Fuzzer(11), 0
    for _ in range(EXAMPLES * 600):
        message = fuzzer.message()
        for view in VIEWS:
            found = read_fast(message, view)
            if found is not None:
                taken += 1
                expected = read_slowly(message, view)
                assert expected is not None, message
                assert whole(found) == whole(expected), message
    assert taken


LAB = Registry("lab")


@LAB.register
class Probe(VersionedObject):
    """A part that grew a field."""

    depth: int
    owner: str | None
    HISTORY = history(
        initial("1.0"), version("1.1", "Probes have owners.", added("owner", default=None))
    )

    @functools.cached_property
    def twice(self) -> int:
        """What Python keeps beside the fields."""
        return 2 * self.depth


@LAB.register
class Sample(VersionedObject):
    """A class whose name does not fit the short form of text in MessagePack."""

    probes: tuple[Probe, ...]
    HISTORY = history(initial("1.0"))

    @classmethod
    def obj_name(cls) -> str:
        """A name of 40 letters."""
        return "Sample" + "Long" * 8 + "er"


@LAB.register
class Chain(VersionedObject):
    """A class that holds itself."""

    next: "Chain | None"
    HISTORY = history(initial("1.0"))


def _view(**versions: str) -> View:
    return LAB.at({"Probe": "1.1", Sample.obj_name(): "1.0", "Chain": "1.0"} | versions)


def _sample(view: View, **probe: Any) -> VersionedObject:
    values: dict[str, Any] = {"depth": 3, "owner": "ann"} | probe
    return view[Sample](probes=(view[Probe](**values),))


def test_attributes_when_they_are_no_fields_then_they_do_not_travel() -> None:
    view = _view()
    sample = _sample(view)
    message = view.encode(sample)
    probe = cast(Any, sample).probes[0]
    assert probe.twice == 6
    probe._note = "mine"
    cast(Any, sample)._seen = True
    assert {"twice", "_note"} < vars(probe).keys()
    assert view.encode(sample) == message == written_fast(sample, view)
    assert view.decode(message) == sample


def test_name_when_it_is_long_then_it_is_read_all_the_same() -> None:
    view = _view()
    message = view.encode(_sample(view))
    assert message[7] == 0xD9  # text whose length has a byte of its own
    for _ in range(2):
        assert read_fast(message, view) == _sample(view)


def test_older_object_when_it_needs_a_default_then_it_gets_it_and_its_version_is_kept() -> None:
    old, new = _view(Probe="1.0"), _view()
    message = old.encode(cast(Any, old[Probe])(depth=3))
    found = read_fast(message, new)
    assert found == new[Probe](depth=3, owner=None)
    assert found is not None
    assert (found._passed, found.obj_what_changed()) == (("1.0",), {"depth"})


def test_newer_object_when_the_receiver_loses_nothing_then_msgspec_writes_it() -> None:
    old, new = _view(Probe="1.0"), _view()
    message = written_fast(_sample(new, owner=None), old)
    assert message == old.encode(old[Sample](probes=(cast(Any, old[Probe])(depth=3),)))
    assert written_fast(_sample(new), old) is None


def test_class_when_it_has_no_fields_then_it_is_written_and_read() -> None:
    bare = Registry("bare")

    @bare.register
    class Nothing(VersionedObject):
        HISTORY = history(initial("1.0"))

    message = written_fast(Nothing(), bare.head)
    assert message is not None
    assert read_fast(message, bare.head) == Nothing()


def test_class_when_the_receiver_has_none_then_the_functions_refuse_it() -> None:
    without = LAB.at({"Probe": "1.1"})
    assert written_fast(_sample(_view()), without) is None


def test_class_when_it_holds_itself_then_the_functions_count_the_depth() -> None:
    view = _view()
    chain = view[Chain](next=view[Chain](next=None))
    assert view.depth("Chain") == float("inf")
    assert written_fast(chain, view) is None
    assert read_fast(view.encode(chain), view) is None
    assert view.decode(view.encode(chain)) == chain


def test_class_when_it_is_deeper_than_the_limit_then_the_functions_count_the_depth() -> None:
    shallow, deep = Registry("deep", limits=Limits(depth=1)), Registry("deep")
    for registry in (shallow, deep):

        @registry.register
        class Inner(VersionedObject):
            number: int
            HISTORY = history(initial("1.0"))

        @registry.register
        class Outer(VersionedObject):
            inner: Inner
            HISTORY = history(initial("1.0"))

    outer: Any = deep.head["Outer"]
    message = deep.head.encode(outer(inner=cast(Any, deep.head["Inner"])(number=1)))
    assert shallow.head.depth("Outer") == 2
    same = cast(Any, shallow.head["Outer"])(inner=cast(Any, shallow.head["Inner"])(number=1))
    assert written_fast(same, shallow.head) is None
    assert read_fast(message, deep.head) is not None
    assert read_fast(message, shallow.head) is None


def test_class_when_another_stands_below_it_then_both_are_written() -> None:
    zoo = Registry("family")

    @zoo.register
    class Animal(VersionedObject):
        name: str
        HISTORY = history(initial("1.0"))

    @zoo.register
    class House(VersionedObject):
        animals: tuple[Animal, ...]
        HISTORY = history(initial("1.0"))

    house: Any = House(animals=(Animal(name="Rex"),))
    assert written_fast(house, zoo.head) == zoo.head.encode(house)

    @zoo.register
    class Cat(Animal):
        HISTORY = history(initial("1.0"))

    house.animals = [Animal(name="Rex"), Cat(name="Tom")]
    message = written_fast(house, zoo.head)
    assert message == written_slowly(house, zoo.head)
    assert message is not None
    assert read_fast(message, zoo.head) == house


def test_class_when_one_comes_below_it_later_then_it_is_not_written_as_the_one_above() -> None:
    zoo = Registry("later")

    @zoo.register
    class Animal(VersionedObject):
        name: str
        HISTORY = history(initial("1.0"), version("1.1", "Animals behave better."))

    @zoo.register
    class House(VersionedObject):
        animal: Animal
        HISTORY = history(initial("1.0"))

    old = zoo.at({"Animal": "1.0", "House": "1.0"})
    assert written_fast(House(animal=Animal(name="Rex")), old) is not None

    @zoo.register
    class Cat(Animal):
        HISTORY = history(initial("1.0"))

    with pytest.raises(BackportRefusedError, match="the receiver has no class Cat"):
        zoo.head.encode(House(animal=Cat(name="Tom")), old)


def test_child_when_its_number_has_two_contents_then_the_functions_tell_which() -> None:
    store = Registry("contents")

    @store.register
    class Part(VersionedObject):
        size: int | None = UNSET
        hue: str | None = UNSET
        HISTORY = history(
            initial("1.0"),
            version("1.1-early", "Sizes.", added("size", default=None), alike="a hue stays unset"),
            version("1.1", "Parts have hues.", added("hue", default=None)),
        )

    @store.register
    class Box(VersionedObject):
        part: Part
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Parts are at 1.1.", child_bumped("part", "1.1-early")),
            version("1.2", "Parts have hues.", child_bumped("part", "1.1")),
        )

    sender = store.closure("Box", "1.1", {"Part": "1.1"}, loose=True)
    sent: Any = sender[Box](part=cast(Any, sender[Part])(size=1))
    found: Any = store.head.decode(sender.encode(sent))
    assert not found.part.obj_attr_is_set("hue")
    assert read_fast(sender.encode(sent), store.head) is None


@pytest.mark.parametrize("damage", [_cut, _other_project, _other_form, _newer, _unknown_name])
def test_head_when_it_is_another_then_nothing_is_kept_of_it(damage: Damage) -> None:
    view = View(LAB, _view().versions, "fresh", {})
    assert read_fast(damage(view.encode(_sample(view))), view) is None
    assert view._fast._by_bytes == {}
    assert view._fast._by_name.keys() <= {(Sample.obj_name(), "1.0")}


def test_head_when_it_is_spelled_in_another_way_then_it_is_read_but_not_kept() -> None:
    view = View(LAB, _view().versions, "fresh", {})
    probe = view[Probe](depth=3, owner="ann")
    message = view.encode(probe)
    spelled = message.replace(b"\xa5Probe", b"\xd9\x05Probe")
    assert read_fast(spelled, view) == probe == read_slowly(spelled, view)
    assert view._fast._by_bytes == {}
    assert read_fast(message, view) == probe
    assert len(view._fast._by_bytes) == 1
