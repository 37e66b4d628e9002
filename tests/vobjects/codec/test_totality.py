"""Totality: any bytes and any primitive give an object or a DecodeError that names the place."""

import datetime
import random
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, MILESTONES, every_release, law
from vobjects import (
    DecodeError,
    TooNewError,
    VersionedObject,
    catalog,
)
from vobjects.testing import filled

_FUZZED = EXAMPLES * 4000
_KILO = catalog.at("kilo")


def _decoded(message: Any) -> VersionedObject | None:
    try:
        return _KILO.decode(message)
    except DecodeError as error:
        _placed(error)
    return None


def _placed(error: DecodeError) -> None:
    assert error.path.startswith("$")
    assert error.expected
    assert error.found


@law(200)
@given(st.binary(max_size=200))
def test_bytes_when_they_are_random_then_only_a_decode_error_comes_out(message: bytes) -> None:
    assert _decoded(message) is None


def test_bytes_when_a_message_is_mutated_then_an_object_or_a_decode_error_comes_out() -> None:
    rng = random.Random(5)
    messages = [
        catalog.at(release).encode(filled(catalog.at(release), name))
        for release in MILESTONES
        for name in catalog.at(release)
    ]
    for _ in range(_FUZZED):
        found = _decoded(_mutated(rng, rng.choice(messages)))
        if found is not None:
            assert _decoded(_KILO.encode(found)) == found


def _mutated(rng: random.Random, message: bytes) -> bytes:
    found = bytearray(message)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(found))
        match rng.randrange(4):
            case 0:
                found[place] = rng.randrange(256)
            case 1:
                del found[place]
            case 2:
                found.insert(place, rng.choice(b"\xc0\xc2\xc3\xcb\xcf\xd3\xd9\xdc\xdf\x90\x80"))
            case 3:
                other = rng.randrange(len(found))
                found[place:place] = found[other : other + rng.randrange(20)]
    return bytes(found)


_STRANGE: list[Any] = [
    None,
    True,
    -1,
    2**64,
    10**5000,
    0.5,
    float("nan"),
    float("inf"),
    "",
    "x" * 500,
    "\ud800",
    b"bytes",
    [],
    {},
    {1: 2},
    [[]],
    ["a", "1.0", {}, []],
    {"nova_object.name": "Tag"},
    datetime.datetime(2015, 1, 1),
    object,
    {"a": {b"b": 1}},
]


@pytest.mark.no_cover
@pytest.mark.parametrize(("release", "name"), every_release())
def test_primitive_when_any_part_is_replaced_then_an_object_or_a_decode_error_comes_out(
    release: str, name: str
) -> None:
    view = catalog.at(release)
    rng = random.Random(7)
    for _ in range(EXAMPLES * 10):
        raw = view.to_primitive(filled(view, name))
        _replace_one(rng, raw)
        try:
            found = _KILO.from_primitive(raw)
        except DecodeError as error:
            _placed(error)
        else:
            assert _KILO.decode(_KILO.encode(found)) == found


def _replace_one(rng: random.Random, raw: Any) -> None:
    while True:
        keys = list(raw) if isinstance(raw, dict) else list(range(len(raw)))
        key = rng.choice(keys)
        below = raw[key]
        if isinstance(below, dict | list) and below and rng.random() < 0.8:
            raw = below
            continue
        raw[key] = rng.choice(_STRANGE)
        if isinstance(raw, dict) and rng.random() < 0.2:
            raw[rng.choice([1, "unknown", b"raw", 10**5000, None])] = 1
        return


@pytest.mark.parametrize("strange", _STRANGE, ids=lambda value: type(value).__name__)
def test_anything_when_it_is_no_object_then_a_decode_error_comes_out(strange: Any) -> None:
    with pytest.raises(DecodeError):
        _KILO.from_primitive(strange)
    with pytest.raises(DecodeError):
        _KILO.decode(strange)


def _nested(depth: int) -> Any:
    raw: Any = []
    for _ in range(depth):
        raw = [raw]
    return raw


@pytest.mark.parametrize("depth", [10, 600, 100_000])
def test_lists_when_they_are_too_deep_then_a_decode_error_comes_out(depth: int) -> None:
    raw = _nested(depth)
    primitive = _KILO.to_primitive(filled(_KILO, "NUMACell"))
    primitive["nova_object.data"]["siblings"] = raw
    for broken in (raw, primitive, {"nova_object.name": raw}):
        with pytest.raises(DecodeError):
            _KILO.from_primitive(broken)
    primitive["nova_object.version"] = "1.99"
    with pytest.raises(TooNewError):
        _KILO.from_primitive(primitive)
    with pytest.raises(DecodeError):
        _KILO.decode(b"\x93\x01\xa4nova" + b"\x91" * depth)
    del raw, primitive


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xc1",
        b"\x93\x01\xa4nova",
        b"\x93\x01\xa4nova\xc0\xc0",
        b"\x93\xc3\xa4nova\xc0",
        b"\x93\x02\xa4nova\xc0",
        b"\x93\x01\xa4ovan\xc0",
        b"\x92\x01\xa4nova",
        b"\xdd\xff\xff\xff\xff",
        b"\xa1\xff",
        b"\xd6\xff\x00\x00\x00\x00",
    ],
)
def test_bytes_when_they_are_no_message_of_the_project_then_the_error_says_so(
    message: bytes,
) -> None:
    with pytest.raises(DecodeError) as caught:
        _KILO.decode(message)
    assert caught.value.path == "$"


def _tag(version: Any = "1.0", data: Any = None, changes: Any = (), *more: Any) -> bytes:
    node = ["Tag", version, data if data is not None else {"tag": "a"}, changes, *more]
    return bytes(msgpack.packb([1, "nova", node]))


@pytest.mark.parametrize(
    ("message", "path", "text"),
    [
        (_tag(data={"tag": 1}), "$.tag", "expected str, found int 1"),
        (_tag(data={"tag": "a", "hue": 1}), "$", "'hue' as well"),
        (_tag(data={b"tag": "a"}), "$", "b'tag' as well"),
        (_tag("0.9"), "$", "expected Tag at one of 1.0, found version 0.9"),
        (_tag("1"), "$", "two numbers with a dot"),
        (_tag("01.0"), "$", "two numbers with a dot"),
        (_tag("1." + "9" * 5000), "$", "two numbers with a dot"),
        (_tag("1.0", {}, [1]), "$", "list of changed names"),
        (_tag("1.0", {}, ["tag"], 1), "$", "[name, version, data, changes]"),
        (_tag("1.0", []), "$", "a dict of data"),
    ],
)
def test_node_when_a_part_is_wrong_then_the_error_names_the_place(
    message: bytes, path: str, text: str
) -> None:
    with pytest.raises(DecodeError) as caught:
        _KILO.decode(message)
    assert caught.value.path == path
    assert text in str(caught.value)


def test_node_when_an_inner_value_is_wrong_then_the_path_leads_to_it() -> None:
    primitive = _KILO.to_primitive(filled(_KILO, "NUMATopology"))
    cell = primitive["nova_object.data"]["cells"][1]["nova_object.data"]
    cell["siblings"][0][2] = "1"
    with pytest.raises(DecodeError) as caught:
        _KILO.from_primitive(primitive)
    assert caught.value.path == "$.cells[1].siblings[0][2]"


def test_version_when_it_is_newer_then_the_error_names_what_is_unknown_by_path() -> None:
    primitive = _KILO.to_primitive(filled(_KILO, "NUMATopology"))
    primitive["nova_object.version"] = "1.3"
    primitive["nova_object.data"]["cells"][0]["nova_object.data"]["hue"] = "red"
    primitive["nova_object.data"]["mood"] = "good"
    with pytest.raises(TooNewError) as caught:
        _KILO.from_primitive(primitive)
    error = caught.value
    assert (error.object, error.version, error.known) == ("NUMATopology", "1.3", "1.2")
    assert error.unknown == ["$.cells[0].hue", "$.mood"]
    assert "NUMATopology 1.2 or older (kilo)" in str(error)


def test_version_when_it_is_newer_and_holds_too_much_then_the_error_is_short() -> None:
    primitive = _KILO.to_primitive(filled(_KILO, "Tag"))
    primitive["nova_object.version"] = "2.0"
    primitive["nova_object.data"] |= {f"field{n}": 1 for n in range(100_000)}
    with pytest.raises(TooNewError) as caught:
        _KILO.from_primitive(primitive)
    assert len(caught.value.unknown) == 100
    assert str(caught.value).endswith(", and 88 more")


def test_version_when_what_is_unknown_lies_deep_then_the_error_is_short() -> None:
    deep: Any = ["Tag", "1.0", {"hue": "red"}, []]
    for _ in range(60):
        deep = {"a long word that is no field": deep}
    with pytest.raises(TooNewError) as caught:
        _KILO.decode(msgpack.packb([1, "nova", ["InstanceList", "1.99", {"objects": [deep]}, []]]))
    error = caught.value
    assert len(str(error)) < 1000
    assert "..." in str(error)
    assert all(len(path) > 900 for path in error.unknown)


def test_name_when_it_is_of_another_class_then_the_error_says_which_belongs_there() -> None:
    primitive = _KILO.to_primitive(filled(_KILO, "NUMATopology"))
    cell = primitive["nova_object.data"]["cells"][0]
    cell["nova_object.name"] = "Tag"
    with pytest.raises(DecodeError, match=r"\$\.cells\[0\]: expected NUMACell, found 'Tag'"):
        _KILO.from_primitive(primitive)
    with pytest.raises(DecodeError, match="a class of kilo"):
        _KILO.decode(msgpack.packb([1, "nova", ["Nothing", "1.0", {}, []]]))


def test_project_when_it_is_another_then_the_error_says_whose_it_is() -> None:
    primitive = _KILO.to_primitive(filled(_KILO, "Tag")) | {"nova_object.namespace": "cinder"}
    with pytest.raises(DecodeError, match="an object of project 'nova', found str 'cinder'"):
        _KILO.from_primitive(primitive)
