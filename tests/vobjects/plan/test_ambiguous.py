"""One number of two contents: the older one has a name, and the receiver's release decides."""

import enum
import itertools
from collections.abc import Mapping
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.bad.bad import make
from tests.support.contents import PCI
from tests.support.pairs import law
from tests.support.untyped import new
from vobjects import (
    AmbiguousContentWarning,
    BackportRefusedError,
    DecodeError,
    Registry,
    TooNewError,
    VersionedObject,
    View,
    added,
    converted,
    explain,
    history,
    initial,
    merge,
    oldest_reader,
    removed,
    renamed,
    retyped,
    version,
)
from vobjects.testing import objects
from vobjects.testing._round_trip import RoundTrip
from vobjects.testing._trees import tree
from vobjects.testing._versions import views
from vobjects.testing.laws import LAWS, every_path_is_the_same
from vobjects.version import Version

_NAMES = ("Device", "DeviceList")
_PAIRS = [(name, *pair) for name in _NAMES for pair in itertools.permutations(views(PCI, name), 2)]
_TRIPLES = [
    (name, *(triple if up else triple[::-1]))
    for name in _NAMES
    for triple in itertools.combinations(views(PCI, name), 3)
    for up in (True, False)
]


def _at(version: str) -> View:
    return PCI.closure("Device", version, label=f"release of {version}")


def _drawn(view: View, name: str) -> st.SearchStrategy[VersionedObject]:
    return st.one_of(objects(view, name), objects(view, name, sparse=True))


@pytest.mark.parametrize(("name", "source", "target"), _PAIRS)
def test_conversion_when_a_number_has_contents_then_every_law_holds(
    name: str, source: str, target: str
) -> None:
    @law(6)
    @given(_drawn(views(PCI, name)[source], name))
    def holds(obj: VersionedObject) -> None:
        for law_ in LAWS:
            law_(RoundTrip(obj, views(PCI, name)[target]))

    holds()


@pytest.mark.parametrize(("name", "source", "target"), _PAIRS)
def test_reader_when_the_sender_is_unknown_then_both_forms_are_read_alike(
    name: str, source: str, target: str
) -> None:
    old, view = views(PCI, name)[source], views(PCI, name)[target]

    @law(6)
    @given(_drawn(old, name))
    def holds(obj: VersionedObject) -> None:
        if RoundTrip(obj, view).there is None:
            return
        message, primitive = old.encode(obj, view), old.to_primitive(obj, view)
        try:
            expected = view.from_primitive(primitive)
        except DecodeError:
            with pytest.raises(DecodeError):
                view.decode(message)
            return
        found = view.decode(message)
        assert tree(found) == tree(expected)
        assert found._passed == expected._passed

    holds()


@pytest.mark.parametrize(("name", "source", "middle", "target"), _TRIPLES)
def test_conversion_when_a_content_lies_between_then_any_way_gives_the_same(
    name: str, source: str, middle: str, target: str
) -> None:
    @law(4)
    @given(_drawn(views(PCI, name)[source], name))
    def holds(obj: VersionedObject) -> None:
        every_path_is_the_same(obj, views(PCI, name)[middle], views(PCI, name)[target])

    holds()


@pytest.mark.parametrize("content", ["1.3-juno", "1.3-kilo", "1.3"])
def test_wire_when_a_content_has_a_name_then_it_has_the_number_alone(content: str) -> None:
    view = _at(content)
    device = new(view, "Device", id=1)
    assert view.manifest["Device"] == content
    assert device.VERSION == "1.3"
    assert msgpack.loads(view.encode(device))[2][1] == "1.3"
    assert device.obj_to_primitive()["nova_object.version"] == "1.3"
    assert view.decode(view.encode(device)) == device


def test_wire_when_a_child_has_a_content_with_a_name_then_it_has_the_number_alone() -> None:
    view = PCI.closure("DeviceList", "1.1")
    assert view.manifest == {"Device": "1.3-kilo", "DeviceList": "1.1"}
    devices = new(view, "DeviceList", objects=[new(view, "Device", id=1, status="odd")])
    message = view.encode(devices)
    assert msgpack.loads(message)[2][2]["objects"][0][:2] == ["Device", "1.3"]
    assert view.decode(message) == devices


def test_target_when_it_names_a_content_then_the_primitive_has_its_fields() -> None:
    device = new(_at("1.5"), "Device", id=1, status="claimed", numa_node=None, parent_addr=None)
    primitive = device.obj_to_primitive("1.3-juno")
    assert primitive["nova_object.data"] == {"id": 1, "status": "claimed", "numa_node": None} | {
        "label": ""
    }
    assert primitive["nova_object.version"] == "1.3"


def test_reader_when_the_sender_is_known_then_its_content_is_read() -> None:
    old, new_ = PCI.closure("DeviceList", "1.0-icehouse"), PCI.closure("DeviceList", "1.2")
    message = old.encode(new(old, "DeviceList", objects=[]))
    found: Any = new_.decode(message, sender=old)
    assert found.owner is None
    assert found._passed == ("1.0-icehouse", "1.2")
    primitive = old.to_primitive(new(old, "DeviceList", objects=[]))
    assert new_.from_primitive(primitive, sender=old) == found


def test_reader_when_the_sender_is_of_another_number_then_the_newest_that_fits_is_read() -> None:
    old, new_ = PCI.closure("DeviceList", "1.0-icehouse"), PCI.closure("DeviceList", "1.2")
    message = old.encode(new(old, "DeviceList", objects=[]))
    assert new_.decode(message, sender=new_)._passed == ("1.0",)


def test_reader_when_the_sender_is_unknown_then_the_newest_that_fits_is_read() -> None:
    old, view = PCI.closure("DeviceList", "1.0-icehouse"), PCI.closure("DeviceList", "1.2")
    message = old.encode(new(old, "DeviceList", objects=[]))
    found: Any = view.decode(message)
    assert not found.obj_attr_is_set("owner")
    assert found._passed == ("1.0",)


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ({"id": 1, "status": "claimed", "numa_node": 3}, "1.3"),
        ({"id": 1, "status": "claimed", "label": ""}, "1.3-juno"),
        ({"id": 1}, "1.3"),
    ],
)
def test_reader_when_the_data_fit_one_content_then_it_is_that_one(
    data: dict[str, Any], written: str
) -> None:
    found: Any = PCI.head.decode(_message("Device", "1.3", data))
    assert found._passed == (written,)
    assert found.obj_values().items() >= {k: v for k, v in data.items() if k != "label"}.items()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"status": "odd"}, "Device 1.3-kilo that fits 1.5: there is no such status"),
        ({"label": "x"}, "Device 1.3-juno that fits 1.5: labels count"),
        ({"id": "x"}, "int"),
        ({"nothing": 1}, "the fields of Device 1.3"),
        ({"label": "x", "nothing": 1}, "the fields of Device 1.3"),
    ],
)
def test_reader_when_the_data_have_no_newer_form_then_it_says_why(
    data: dict[str, Any], expected: str
) -> None:
    with pytest.raises(DecodeError) as caught:
        PCI.head.decode(_message("Device", "1.3", data))
    assert caught.value.expected == expected


def test_reader_when_it_is_of_an_older_content_then_the_number_means_that_one() -> None:
    data = {"id": 1, "status": "odd", "label": "x"}
    juno = _at("1.3-juno")
    assert juno.decode(_message("Device", "1.3", data)).obj_values() == data
    with pytest.raises(DecodeError, match=r"the fields of Device 1\.3"):
        _at("1.3-kilo").decode(_message("Device", "1.3", data | {"parent_addr": None}))


def test_reader_when_the_number_is_newer_than_its_content_then_it_is_too_new() -> None:
    with pytest.raises(TooNewError, match=r"Device 1\.3-kilo or older \(release of 1\.3-kilo\)"):
        _at("1.3-kilo").decode(_message("Device", "1.4", {"id": 1}))


@pytest.mark.parametrize("text", ["1.3-kilo", "1.3-", "1.3 ", "1.03"])
def test_reader_when_a_content_is_named_on_the_wire_then_it_is_refused(text: str) -> None:
    with pytest.raises(DecodeError, match=r"Device of two numbers with a dot"):
        PCI.head.decode(_message("Device", text, {"id": 1}))


_ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 2**64 - 1), st.text(max_size=3)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
_FIELDS = st.sampled_from(["id", "status", "label", "numa_node", "extra_info", "parent_addr", "x"])


@law(200)
@given(st.dictionaries(_FIELDS, _ANY, max_size=4), st.sampled_from(["1.3-juno", "1.3", "1.5"]))
def test_reader_when_the_data_are_anything_then_it_is_an_object_or_an_error(
    data: dict[str, Any], reader: str
) -> None:
    view, message = _at(reader), _message("Device", "1.3", data)
    for sender in (None, _at("1.3-kilo")):
        try:
            found = view.decode(message, sender=sender)
        except DecodeError:
            continue
        assert type(found) is view["Device"]
        assert view.decode(view.encode(found)) == found


def test_sender_when_the_receiver_is_of_an_older_content_then_it_gets_that_one() -> None:
    liberty, kilo = _at("1.3"), _at("1.3-kilo")
    device = new(liberty, "Device", id=1, status="claimed")
    there: Any = kilo.decode(liberty.encode(device, kilo))
    assert type(there.status) is str
    newest = new(PCI.head, "Device", id=1, status="unclaimable")
    with pytest.raises(BackportRefusedError, match="it would be given away") as caught:
        PCI.head.encode(newest, kilo)
    assert caught.value.target == "1.3-kilo"


def test_merge_when_the_writer_was_of_an_older_content_then_what_it_never_knew_survives() -> None:
    juno = _at("1.2")
    current = new(PCI.head, "Device", id=1, status="claimed", numa_node=3, parent_addr="a")
    stale = new(juno, "Device", id=1, status="available")
    merge(current, PCI.head.decode(juno.encode(stale)))
    assert (current.status, current.numa_node, current.parent_addr) == ("available", 3, "a")


def _claimed(**values: Any) -> Any:
    known = {"id": 1, "status": "claimed", "parent_addr": None, "numa_node": None}
    return new(PCI.head, "Device", **{**known, **values})


def test_oldest_reader_when_a_content_holds_it_then_it_says_its_name() -> None:
    assert oldest_reader(_claimed(numa_node=3)) == "1.3-juno"
    assert oldest_reader(_claimed()) == "1.2"


def test_explain_when_it_is_between_contents_then_it_says_what_changed() -> None:
    fates = {fate.field: fate for fate in explain(PCI, "Device", "1.3", "1.3-juno").fields}
    assert (fates["status"].entry, fates["label"].entry) == ("1.3", "1.3-kilo")
    assert fates["label"].fate == "set to ''"


def test_contents_when_a_number_has_several_then_the_newest_is_first() -> None:
    lineage = PCI.lineage("Device")
    assert list(map(str, lineage.contents("1.3"))) == ["1.3", "1.3-kilo", "1.3-juno"]
    assert lineage.precedes(Version.named("1.3-juno"), Version.named("1.3-kilo"))


def _message(name: str, version: str, data: dict[str, Any]) -> bytes:
    found: bytes = msgpack.packb([1, "pci", [name, version, data, []]])
    return found


def _same(values: Any, classes: Any) -> None:
    """A conversion that leaves the value as it is."""


class Word(enum.StrEnum):
    ON = "on"


TOLD_APART: dict[str, tuple[dict[str, Any], tuple[Any, ...], bool]] = {
    "text and enum": ({"a": Word}, (retyped("a", was=str, up=Word, down=str),), False),
    "int and float": ({"a": float}, (retyped("a", was=int, up=float, down=int),), False),
    "set and tuple": (
        {"a": tuple[int, ...]},
        (retyped("a", was=frozenset[int], up=sorted, down=frozenset),),
        False,
    ),
    "both nullable": (
        {"a": int | None},
        (retyped("a", was=str | None, up=int, down=str),),
        False,
    ),
    "a new meaning": ({"a": int}, (converted("a", was=int, up=_same, down=_same),), False),
    "text and int": ({"a": int}, (retyped("a", was=str, up=int, down=str),), True),
    "tuple and mapping": (
        {"a": Mapping[str, int]},
        (retyped("a", was=tuple[int, ...], up=dict, down=tuple),),
        True,
    ),
    "a field more": ({"a": int, "b": int}, (added("b", default=0),), False),
    "a field less": ({"a": int}, (removed("b", was=int, default=0),), True),
    "another name": ({"b": int}, (renamed("b", was="a"),), True),
    "nothing between": ({"a": int}, (), True),
}


@pytest.mark.parametrize("name", TOLD_APART)
def test_contents_when_no_field_tells_them_apart_are_warned_of(name: str) -> None:
    fields, changes, apart = TOLD_APART[name]

    def declare(**said: Any) -> None:
        entries = history(
            initial("1.0"), version("1.1-early", "x", **said), version("1.1", "y", *changes)
        )
        Registry("cars").register(make("Car", fields, HISTORY=entries))

    if apart:
        declare()
        return
    with pytest.warns(AmbiguousContentWarning, match="Car 1.1-early and 1.1 have one number"):
        declare()
    declare(alike="it means the same")
