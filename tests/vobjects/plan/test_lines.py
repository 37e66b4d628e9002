"""Two lines of versions alive at once: each converts to the other by what the history declares."""

import copy
import itertools
import pickle
from collections.abc import Callable
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.both_ways import read_slowly
from tests.support.lines import FLEET, Disk, Guest, GuestV1, State, guest, lineage, versions
from tests.support.pairs import EXAMPLES, law
from tests.support.untyped import new
from vobjects import (
    AbsentFieldError,
    BackportRefusedError,
    DeclarationError,
    LossReport,
    Registry,
    TooNewError,
    VersionedObject,
    View,
    added,
    child_bumped,
    explain,
    history,
    initial,
    line,
    merge,
    oldest_reader,
    oldest_reader_in_line,
    removed,
    version,
)
from vobjects.testing import ObjectAndViews, filled, objects, random_line_conversions
from vobjects.testing._round_trip import RoundTrip, convert
from vobjects.testing._versions import between
from vobjects.testing.laws import LAWS, detour_is_the_same, every_path_is_the_same
from vobjects.version import Version

_V1: Any = GuestV1  # a type checker wants every field
_PAIRS = list(itertools.permutations(versions(), 2))


SLEDS = Registry("sleds")


@SLEDS.register
class Runner(VersionedObject):
    """What a sled of the line has in its first version."""

    length: int
    HISTORY = history(initial("1.0"), version("1.1", "Runners of steel."))


@SLEDS.register
class Sled(VersionedObject):
    """Has a newer runner than the line that left it."""

    runner: Runner
    HISTORY = history(initial("1.0"), version("1.1", "Steel.", child_bumped("runner", "1.1")))


@SLEDS.register
class SledLine(VersionedObject):
    """The sled with the first runner."""

    runner: Runner
    HISTORY = line(Sled, "1.0", version("3.1", "A line."))


def _view(text: str) -> View:
    return FLEET.closure("Guest", text)


def _slowly(view: View, message: bytes) -> Any:
    return read_slowly(message, view)


def _drawn(text: str) -> st.SearchStrategy[VersionedObject]:
    view = _view(text)
    return st.one_of(objects(view, "Guest"), objects(view, "Guest", sparse=True))


@pytest.mark.parametrize(("source", "target"), _PAIRS)
def test_conversion_when_it_goes_from_any_version_to_any_then_every_law_holds(
    source: str, target: str
) -> None:
    @law(4)
    @given(_drawn(source))
    def holds(obj: VersionedObject) -> None:
        way = RoundTrip(obj, _view(target))
        for law_ in LAWS:
            law_(way)

    holds()


@pytest.mark.parametrize("source", versions())
def test_conversion_when_a_version_lies_between_then_any_way_gives_the_same(source: str) -> None:
    triples = [
        (middle, target)
        for middle, target in itertools.permutations(versions(), 2)
        if source not in (middle, target) and between(_view(source), _view(middle), _view(target))
    ]

    @law(8)
    @given(_drawn(source))
    def holds(obj: VersionedObject) -> None:
        for middle, target in triples:
            every_path_is_the_same(obj, _view(middle), _view(target))

    holds()
    assert triples


@pytest.mark.no_cover
@pytest.mark.parametrize("source", versions())
def test_conversion_when_it_takes_a_detour_without_loss_then_it_gives_the_same(source: str) -> None:
    @law(8)
    @given(_drawn(source))
    def holds(obj: VersionedObject) -> None:
        for middle, target in itertools.permutations(versions(), 2):
            detour_is_the_same(obj, _view(middle), _view(target))

    holds()


@law(EXAMPLES * 20)
@given(random_line_conversions(2))
def test_conversion_when_the_lines_are_random_then_every_law_holds(case: ObjectAndViews) -> None:
    obj, (_, view) = case
    for law_ in LAWS:
        law_(RoundTrip(obj, view))


@law(EXAMPLES * 20)
@given(random_line_conversions(3))
def test_conversion_when_the_lines_are_random_then_any_way_gives_the_same(
    case: ObjectAndViews,
) -> None:
    obj, (own, middle, target) = case
    if between(own, middle, target):
        every_path_is_the_same(obj, middle, target)


def test_versions_when_they_are_of_two_lines_then_none_is_older() -> None:
    one, other, root = map(Version.named, ("1.7", "2.1", "1.2"))
    found = lineage()
    assert not found.precedes(one, other)
    assert not found.precedes(other, one)
    assert found.precedes(root, one)
    assert found.precedes(one, one)
    assert str(found.meet(one, other)) == "1.3"
    assert found.meet(root, other) == found.meet(other, root) == root
    assert [str(v) for v in found.versions] == versions()
    assert found.written(root, other) == root
    assert found.written(other, root) == root
    assert found.written(one, other) == other


def test_change_when_both_lines_have_it_then_it_goes_over() -> None:
    there: Any = _view("2.1").adopt(guest("1.5", id=1, keys={"a": "b"}, note=""))
    assert there.keys == {"a": "b"}
    assert _view("1.5").adopt(there).keys == {"a": "b"}
    assert (
        guest("1.7", state="shelved").VIEW.adopt(guest("2.3", state="shelved")).state == "shelved"
    )


@pytest.mark.parametrize(
    ("source", "target", "values", "path", "why"),
    [
        ("2.1", "1.4", {"keys": {"a": "b"}}, "$.keys", "nobody could log in"),
        ("1.5", "2.1", {"note": "read me"}, "$.note", "notes are read"),
        ("1.6", "2.1", {"cell": "a"}, "$.cell", "cells count"),
        ("2.2", "1.6", {"state": "shelved"}, "$.state", "it would be lost"),
    ],
)
def test_change_when_only_one_line_has_it_then_the_other_refuses_it(
    source: str, target: str, values: dict[str, Any], path: str, why: str
) -> None:
    obj = guest(source, **values)
    with pytest.raises(BackportRefusedError) as caught:
        obj.VIEW.encode(obj, _view(target))
    facts = caught.value.fields()
    assert (facts["path"], facts["why"]) == (path, why)
    assert (facts["source"], facts["target"]) == (source, target)


def test_loss_when_the_other_line_allows_it_then_it_is_reported() -> None:
    report = LossReport()
    there: Any = _view("2.3").adopt(guest("1.7", color="red", host="a", weight=3), report)
    assert [(e.path, e.source, e.target) for e in report] == [("$.color", "1.7", "2.3")]
    assert (there.node, there.weight) == ("a", "3")
    assert convert(_view("1.7"), there) == guest(
        "1.7", color="grey", cell=None, host="a", weight=3, note=""
    )


def test_message_when_it_is_for_the_other_line_then_it_is_in_the_version_of_its_reader() -> None:
    old, new = _view("1.7"), _view("2.3")
    obj = guest("1.7", id=1, host="a", note="")
    message = old.encode(obj, new)
    assert msgpack.loads(message)[2][:3] == [
        "Guest",
        "2.3",
        {"hidden": False, "id": 1, "node": "a", "keys": {}},
    ]
    assert new.encode(new.decode(message), old) == old.encode(old.adopt(new.decode(message)))


def test_message_when_nobody_converted_it_then_the_other_line_reads_it_all_the_same() -> None:
    old, new = _view("1.7"), _view("2.3")
    there: Any = new.decode(old.encode(guest("1.7", id=1, host="a", keys={"a": "b"}, note="")))
    assert (there.id, there.node, there.keys) == (1, "a", {"a": "b"})
    back: Any = old.from_primitive(new.to_primitive(there))
    assert (back.id, back.host, back.note) == (1, "a", "")


@pytest.mark.parametrize(("view", "text"), [("1.2", "1.4"), ("1.2", "2.0"), ("1.5", "1.6")])
def test_message_when_it_is_further_on_the_same_way_then_it_is_too_new(
    view: str, text: str
) -> None:
    obj = guest(text, id=1)
    with pytest.raises(TooNewError) as caught:
        _view(view).decode(obj.VIEW.encode(obj))
    assert (caught.value.version, caught.value.known) == (text, view)


@pytest.mark.parametrize(("view", "text"), [("2.3", "1.9"), ("1.7", "1.9"), ("1.7", "2.9")])
def test_message_when_no_line_has_its_version_then_it_is_refused(view: str, text: str) -> None:
    message = msgpack.packb([1, "fleet", ["Guest", text, {}, []]])
    with pytest.raises(Exception, match=r"expected Guest") as caught:
        _view(view).decode(message)
    assert text in str(caught.value)


def test_class_when_it_declares_a_line_then_its_objects_have_its_fields() -> None:
    obj = _V1(id=1, cell="a", note=None, keys={})
    assert (obj.obj_name(), obj.VERSION) == ("Guest", "1.7")
    assert obj.VIEW.label == "Guest 1.7"
    assert type(obj) is obj.VIEW[GuestV1]
    disk = obj.VIEW[Disk](id=1, size=3, bus="ide")
    obj.disks = (disk,)
    assert new(FLEET.head, "Guest", id=1).VERSION == "2.3"
    assert FLEET.head.adopt(_V1(id=1, keys={"a": "b"})).keys == {"a": "b"}


def test_class_when_a_view_is_of_a_line_then_it_is_the_class_of_that_line() -> None:
    assert issubclass(_view("1.5")["Guest"], GuestV1)
    assert issubclass(_view("1.3")["Guest"], Guest)
    assert issubclass(_view("2.0")["Guest"], Guest)
    assert FLEET.at({"Guest": "1.4", "Disk": "1.1"}).manifest == {"Disk": "1.1", "Guest": "1.4"}


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda obj: pickle.loads(pickle.dumps(obj))])
def test_object_when_it_is_of_a_line_then_copies_and_pickles_are_of_it_too(twin: Any) -> None:
    of_versions = (guest(text, id=1) for text in ("1.5", "2.1", "1.2"))
    sled = SledLine(runner=SledLine.VIEW[Runner](length=2))
    for obj in (_V1(id=1, note=None), sled, *of_versions):
        other = twin(obj)
        assert type(other) is type(obj)
        assert other == obj
        for one, child in zip(other.obj_children(), obj.obj_children(), strict=True):
            assert one.VIEW is child.VIEW


def test_field_when_only_the_other_line_has_it_then_using_it_says_where_it_came() -> None:
    with pytest.raises(AbsentFieldError, match=r"it came with 1\.4"):
        guest("2.3").note  # noqa: B018
    with pytest.raises(AbsentFieldError, match=r"it went with 2\.0"):
        guest("2.1", cell="a")
    with pytest.raises(AbsentFieldError, match=r"it came with 1\.5"):
        guest("1.4", keys={})
    with pytest.raises(AbsentFieldError, match=r"it came with 2\.1"):
        guest("1.2", keys={})
    with pytest.raises(AbsentFieldError, match=r"it is called 'node' since 2\.3"):
        guest("2.3").host = "a"
    with pytest.raises(AbsentFieldError, match=r"it came with 2\.3"):
        _V1().node  # noqa: B018


def test_closure_when_two_fields_want_two_lines_then_it_is_where_they_parted() -> None:
    parted = FLEET.closure("Rack", "1.1", loose=True)
    assert parted.manifest == {"Rack": "1.1", "Guest": "1.3", "Disk": "1.1"}
    with pytest.raises(DeclarationError, match=r"Rack 1\.1 with Guest 1\.3.* loose=True"):
        FLEET.closure("Rack", "1.1")
    assert FLEET.closure("Rack", "1.0").manifest["Guest"] == "1.0"


def test_rack_when_its_guests_are_of_two_lines_then_each_view_has_one_of_them() -> None:
    first = FLEET.at({"Rack": "1.2", "Guest": "1.7", "Disk": "1.2"}, "first")
    second = FLEET.at({"Rack": "1.2", "Guest": "2.3", "Disk": "1.2"}, "second")
    rack: Any = first["Rack"](left=first["Guest"](id=1, host="a", note="", keys={"k": "v"}))
    there: Any = second.adopt(rack)
    assert (there.left.VERSION, there.left.node, there.left.keys) == ("2.3", "a", {"k": "v"})
    rack.left.note = "read me"
    with pytest.raises(BackportRefusedError, match="second") as caught:
        first.encode(rack, second)
    assert caught.value.path == "$.left.note"


def test_merge_when_the_writer_is_of_the_other_line_then_what_it_never_knew_survives() -> None:
    current = guest("2.3", id=1, node="a", weight="3", keys={"a": "b"}, hidden=True)
    current.obj_reset_changes()
    stale: Any = _view("1.7").adopt(current)
    stale.obj_reset_changes()
    stale.host, stale.keys = "b", {"c": "d"}
    merge(current, current.VIEW.decode(stale.VIEW.encode(stale)))
    assert (current.node, current.keys, current.weight) == ("b", {"c": "d"}, "3")
    assert current.obj_what_changed() == {"node", "keys"}


def test_merge_when_an_object_went_over_and_back_then_what_its_line_has_alone_survives() -> None:
    current = guest("1.7", id=1, host="a", note="")
    current.obj_reset_changes()
    there: Any = _view("2.3").adopt(current)
    there._changed_fields = set(there.fields)
    there.node = "b"
    current.note = "read me"
    update: Any = current.VIEW.adopt(there)
    assert update._passed == ("2.3",)
    merge(current, update)
    assert (current.note, current.host) == ("read me", "b")


@pytest.mark.parametrize("read", [View.decode, _slowly])
def test_reader_when_a_writer_marks_what_its_version_lacks_then_it_takes_no_such_mark(
    read: Callable[[View, bytes], Any],
) -> None:
    node = ["Guest", "1.4", {"id": 1, "note": "n"}, ["id", "keys", "node"]]
    update = read(_view("1.5"), msgpack.packb([1, "fleet", node]))
    assert update.obj_what_changed() == {"id"}
    current = guest("1.5", id=2, note="read me", keys={"a": "b"})
    merge(current, update)
    assert (current.id, current.keys) == (1, {"a": "b"})


def test_merge_when_a_field_is_assigned_after_it_was_made_up_then_it_is_taken() -> None:
    current = guest("1.5", id=1, note="read me", keys={"a": "b"})
    update: Any = current.VIEW.decode(_view("1.3").encode(guest("1.3", id=1)))
    update.keys = {"c": "d"}
    merge(current, update)
    assert (current.note, current.keys) == ("read me", {"c": "d"})


def test_oldest_reader_when_lines_meet_then_it_goes_down_its_own_way() -> None:
    assert oldest_reader(guest("1.7", id=1, note="")) == "1.0"
    assert oldest_reader(guest("1.7", id=1, note="", host="a")) == "1.3"
    assert oldest_reader(guest("1.7", id=1, note="n")) == "1.4"
    assert oldest_reader(guest("1.7", id=1, note=None)) == "1.6"
    assert oldest_reader(guest("2.3", id=1, keys={"a": "b"})) == "2.1"


def test_oldest_reader_when_the_line_is_the_other_one_then_it_is_the_first_to_hold_it() -> None:
    assert oldest_reader_in_line(guest("2.3", id=1, keys={"a": "b"}), "1.7") == "1.5"
    assert oldest_reader_in_line(guest("2.3", id=1, state="shelved"), "1.4") == "1.7"
    assert oldest_reader_in_line(guest("1.7", id=1, keys={"a": "b"}, note=""), "2.0") == "2.1"
    assert oldest_reader_in_line(guest("1.7", id=1, note="n"), "2.0") is None
    assert oldest_reader_in_line(guest("1.7", id=1, note="", cell="a"), "2.0") == "1.0"
    with pytest.raises(DeclarationError, match=r"version 3\.0"):
        oldest_reader_in_line(guest("1.7"), "3.0")


def test_explain_when_it_goes_over_then_it_says_what_is_undone_and_what_is_made() -> None:
    fates = {
        fate.field: (fate.fate, fate.entry) for fate in explain(FLEET, "Guest", "1.7", "2.3").fields
    }
    assert fates["note"][1] == "1.4"
    assert fates["cell"] == (
        "dropped when it is None; any other value is refused; if it is not set, None comes back, "
        "which is reported",
        "2.0",
    )
    assert fates["host"] == ("called 'node' there", "2.3")
    assert fates["keys"] == fates["state"] == ("the same", "")


def test_filled_when_it_goes_over_then_each_line_refuses_what_it_does_not_know() -> None:
    for source, target in (("1.7", "2.3"), ("2.3", "1.4")):
        assert isinstance(convert(_view(target), filled(_view(source), "Guest")), Exception)
    assert set(State) == set(lineage().latest.fields["state"].type.values())


def test_line_when_it_grows_from_a_line_then_it_meets_where_it_left() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        a: int
        HISTORY = history(initial("1.0"), version("2.0", "x", removed("b", was=int, default=0)))

    @cars.register
    class First(VersionedObject):
        a: int
        b: int
        c: int
        HISTORY = line(Car, "1.0", version("1.1", "x", added("c", default=0)))

    @cars.register
    class Other(VersionedObject):
        a: int
        b: int
        c: int
        d: int
        HISTORY = line(First, "1.1", version("1.2", "x", added("d", default=0)))

    found = cars.lineage("Car")
    assert [str(v) for v in found.versions] == ["1.0", "2.0", "1.1", "1.2"]
    assert str(found.meet(Version(1, 2), Version(2, 0))) == "1.0"
    assert cars.head.adopt(Other(a=1, b=0, c=0, d=0)) == Car(a=1)
    assert First(a=1, b=0, c=0).VERSION == "1.1"
