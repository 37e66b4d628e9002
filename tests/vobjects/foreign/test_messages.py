"""Bytes: what stands in them, what they refuse, and what any bytes become."""

import datetime
import enum
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oslo_versionedobjects import base

from tests.support.foreign import odd_classes as odd
from tests.support.foreign.classes import (
    FORGE,
    ForgeChild,
    ForgeContainers,
    ForgeObject,
    ForgeParent,
    ForgeSpecialChild,
    ForgeValues,
)
from vobjects import DecodeError, FieldValueError, ForeignClasses, TooNewError
from vobjects._foreign.call import Call
from vobjects.limits import Limits
from vobjects.testing._foreign.laws import Raised, outcome, state

DRAWN: list[Any] = [ForgeParent, ForgeChild, ForgeSpecialChild, ForgeContainers, ForgeValues]
SMALL = ForeignClasses(ForgeObject, Limits(bytes=60, depth=2))


class Number(enum.IntEnum):
    """A number that JSON writes as one."""

    ONE = 1


def _held(value: Any) -> bytes:
    return FORGE.encode(odd.OddFields(held=value))


def _message(name: str, version: str, data: dict[str, Any], changes: Any = ()) -> bytes:
    found: bytes = msgpack.packb([1, "forge", [name, version, data, list(changes)]])
    return found


def _refused(message: bytes) -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        FORGE.decode(message)
    return caught.value


def test_message_when_any_library_reads_it_then_it_is_a_node_in_order() -> None:
    parent = ForgeParent(id=1, child=ForgeChild(x=2))
    assert msgpack.loads(FORGE.encode(parent)) == [
        1,
        "forge",
        [
            "ForgeParent",
            "1.5",
            {"child": ["ForgeChild", "1.7", {"x": 2}, ["x"]], "id": 1},
            ["child", "id"],
        ],
    ]


def test_message_when_its_sets_and_mappings_were_filled_in_another_order_then_it_is_equal() -> None:
    def containers(step: int) -> ForgeContainers:
        names = [f"n{i}" for i in range(20)][::step]
        times = [datetime.datetime(2020, 1, i + 1) for i in range(20)][::step]
        return ForgeContainers(names=set(names), map=dict.fromkeys(names, ""), moments=set(times))

    for at in (None, "1.0"):
        assert FORGE.encode(containers(1), at) == FORGE.encode(containers(-1), at)


@pytest.mark.parametrize(
    "value",
    [
        True,
        1,
        1.5,
        "a",
        [1, [2]],
        {"a": {"b": None}},
        ["A", "1.0", {}, []],
        [[], ["", "", {}, []]],
    ],
)
def test_untyped_value_when_json_carries_it_then_it_comes_back(value: Any) -> None:
    assert FORGE.decode(_held(value)).held == value


@pytest.mark.parametrize(("value", "found"), [(Number.ONE, 1), ((1, 2), [1, 2])])
def test_untyped_value_when_json_would_change_its_type_then_so_do_we(
    value: Any, found: Any
) -> None:
    assert FORGE.decode(_held(value)).held == found


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        (b"bytes", "$.held", "a value that JSON carries"),
        ({"1": "a", 1: "b"}, "$.held", "keys that are text"),  # T25
        ([{"a": {2}}], "$.held[0]['a']", "a value that JSON carries"),
        (datetime.datetime(2020, 1, 1), "$.held", "a value that JSON carries"),
        (2**64, "$.held", "an int of 64 bits"),
        (["\ud800"], "$.held[0]", "text that UTF-8 carries"),
        ({"\ud800": 1}, "$.held", "text that UTF-8 carries"),
    ],
)
def test_untyped_value_when_it_would_be_changed_then_it_is_refused_with_its_path(
    value: Any, path: str, expected: str
) -> None:
    with pytest.raises(FieldValueError) as caught:
        _held(value)
    assert (caught.value.path, caught.value.expected) == (path, expected)


@pytest.mark.parametrize("at", [None, "1.0"])
def test_typed_value_when_messagepack_has_no_place_for_it_then_it_is_refused(at: Any) -> None:
    with pytest.raises(FieldValueError, match=r"\$\.number: expected an int of 64 bits"):
        FORGE.encode(ForgeValues(number=-(2**63) - 1), at)
    assert FORGE.decode(FORGE.encode(ForgeValues(text="\u00e9"), at)).text == "\u00e9"


def test_primitive_when_an_untyped_field_holds_one_then_it_comes_back_as_one() -> None:
    primitive = ForgeChild(x=1).obj_to_primitive()
    nameless = {"forge_object.name": "", "forge_object.data": {"": [1]}}
    held = [
        primitive,
        primitive | {"more": 1},
        primitive | {"forge_object.changes": []},
        primitive | nameless,
    ]
    assert FORGE.decode(_held(held)).held == held


def test_object_when_it_is_of_another_project_then_it_is_refused() -> None:
    with pytest.raises(FieldValueError, match=r"\$: expected an object of forge, found OddProject"):
        FORGE.encode(odd.OddProject(n=1))


def test_message_when_it_is_too_long_then_it_is_refused_by_both_sides() -> None:
    long = ForgeChild(x=1, inner=ForgeChild(x=1))
    with pytest.raises(FieldValueError, match=r"\$: expected at most 60 bytes"):
        SMALL.encode(long)
    with pytest.raises(DecodeError, match="at most 60 bytes"):
        SMALL.decode(FORGE.encode(long))


def test_objects_when_they_stand_too_deep_then_they_are_refused_by_both_sides() -> None:
    shallow = ForeignClasses(ForgeObject, Limits(depth=2))
    deep: Any = ForgeChild(inner=ForgeChild(inner=ForgeChild(x=1)))
    for at in (None, "1.7"):
        with pytest.raises(FieldValueError, match=r"\$\.inner\.inner: .*depth limit"):
            shallow.encode(deep, at)
    with pytest.raises(DecodeError, match="objects within the depth limit"):
        shallow.decode(FORGE.encode(deep))
    row = ForgeParent(many=[ForgeChild(x=1) for _ in range(9)])
    assert len(shallow.decode(shallow.encode(row)).many) == 9
    assert len(shallow._nodes.write(row, Call(row, Limits(), 2))[2]["many"]) == 9
    assert shallow.decode(shallow.encode(ForgeChild(inner=ForgeChild(x=1)))).inner.x == 1


def test_object_when_it_holds_itself_then_ovo_s_own_error_comes_through() -> None:
    loop: Any = ForgeChild(x=1)
    loop.inner = loop
    with pytest.raises(RecursionError):
        FORGE.encode(loop)


def test_message_when_a_child_is_too_new_then_the_error_says_where_and_what_is_known() -> None:
    error = _refused(_message("ForgeParent", "1.5", {"many": [["ForgeChild", "1.8", {}, []]]}))
    assert isinstance(error, TooNewError)
    assert (error.path, error.object, error.version, error.known) == (
        "$.many[0]",
        "ForgeChild",
        "1.8",
        "1.7",
    )


@pytest.mark.parametrize(
    ("message", "path", "expected"),
    [
        (b"nonsense", "$", "one MessagePack value"),
        (msgpack.packb([1, "forge", {}]), "$", "[name, version, data, changes]"),
        (msgpack.packb([1, "forge", [1, 2, {}, []]]), "$", "a name, a version"),
        (_message("Unheard", "1.0", {}), "$", "a class of forge"),
        (_message("ForgeChild", "x", {}), "$", "a class of forge"),
        (_message("ForgeChild", "1.7", {"x": "many"}), "$.x", "a value that IntegerField takes"),
        (_message("ForgeChild", "1.7", {"x": None}), "$.x", "a value that IntegerField takes"),
        (_message("ForgeValues", "1.3", {"at": "2020-13-01T00:00:00Z"}), "$.at", "DateTimeField"),
        (_message("ForgeValues", "1.3", {"kind": "c"}), "$.kind", "EnumField"),  # T3
        (_message("ForgeParent", "1.5", {"child": "text"}), "$.child", "ObjectField"),
        (
            _message("ForgeParent", "1.5", {"map": {"a": ["ForgeValues", "1.3", {}, []]}}),
            "$.map",
            "Field",
        ),
        (
            _message("ForgeParent", "1.5", {"map": {"a": ["ForgeChild", "1.7", {"x": []}, []]}}),
            "$.map['a'].x",
            "IntegerField",
        ),
        (
            _message("ForgeParent", "1.5", {"child": ["ForgeChild", "1.7", {"inner": 5}, []]}),
            "$.child.inner",
            "ObjectField",
        ),
        (_message("OddMaker", "1.0", {}), "$", "an object that OddMaker reads"),
        (_message("", "", {}), "$", "a class of forge"),
        (
            _message("OddProject", "1.0", {"child": ["ForgeChild", "1.7", {}, []]}),
            "$.child",
            "ObjectField",
        ),
        (_message("OddKeys", "1.0", {}), "$", "an object that OddKeys reads"),
    ],
)
def test_message_when_it_cannot_be_read_then_the_error_says_where(
    message: bytes, path: str, expected: str
) -> None:
    error = _refused(message)
    assert error.path == path
    assert expected in error.expected


@settings(deadline=None)
@given(
    data=st.dictionaries(
        st.sampled_from([name for cls in DRAWN for name in cls.fields]),
        st.recursive(
            st.one_of(
                st.none(),
                st.integers(-(2**63), 2**64 - 1),
                st.text(max_size=3),
                st.booleans(),
                st.floats(),
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(st.text(max_size=2), inner, max_size=2),
                st.builds(
                    lambda name, data: [name, "1.2", data, []],
                    st.sampled_from(["ForgeChild", "ForgeSpecialChild", "ForgeChildren", ""]),
                    st.dictionaries(st.sampled_from(["x", "inner", "objects", ""]), inner),
                ),
            ),
            max_leaves=6,
        ),
    ),
    cls=st.sampled_from(DRAWN),
)
def test_message_when_anything_stands_in_it_then_it_is_read_as_ovo_would_or_refused(
    data: dict[str, Any], cls: Any
) -> None:
    node = [cls.__name__, cls.VERSION, data, ["x", "y", "x"]]
    ours = outcome(lambda: FORGE.decode(b"\x93\x01\xa5forge" + msgpack.packb(node)))
    theirs = outcome(lambda: ForgeObject.obj_from_primitive(FORGE._wire.expanded(node)))
    if isinstance(theirs, Raised):
        assert ours.kind in ("DecodeError", "TooNewError")
    else:
        assert state(ours) == state(theirs)


@pytest.mark.parametrize(
    "primitive",
    [
        5,
        {},
        {"forge_object.namespace": "anvil", "forge_object.name": "ForgeChild"},
        {"forge_object.namespace": "forge", "forge_object.name": "ForgeChild"},
        ForgeChild().obj_to_primitive() | {"forge_object.data": 5},
        ForgeChild().obj_to_primitive() | {"forge_object.name": []},
        ForgeChild().obj_to_primitive() | {"forge_object.version": None},
        ForgeChild().obj_to_primitive() | {"forge_object.changes": [[]]},
        odd.OddListMaker().obj_to_primitive() | {"forge_object.data": {"fixed": 2}},
        ForgeContainers().obj_to_primitive() | {"forge_object.data": {"texts": [None]}},
        ForgeContainers().obj_to_primitive() | {"forge_object.data": {"members": [None]}},
        ForgeContainers().obj_to_primitive() | {"forge_object.data": {"map": {1: "a"}}},
        ForgeContainers().obj_to_primitive() | {"forge_object.data": {"nullable": {1: None}}},
        ForgeContainers().obj_to_primitive() | {"forge_object.data": {"by_name": {1: []}}},
    ],
)
def test_primitive_when_it_is_damaged_then_the_error_is_that_of_ovo(primitive: Any) -> None:
    theirs = outcome(lambda: ForgeObject.obj_from_primitive(primitive))
    assert isinstance(theirs, Raised)
    assert outcome(lambda: FORGE.from_primitive(primitive)) == theirs


def test_object_when_it_is_read_with_a_context_then_its_children_have_it_too() -> None:
    parent = ForgeParent(child=ForgeChild(x=1), many=[ForgeChild(x=1)])
    for found in (
        FORGE.decode(FORGE.encode(parent), "context"),
        FORGE.from_primitive(parent.obj_to_primitive(), "context"),
    ):
        assert found._context == found.child._context == found.many[0]._context == "context"


def test_class_when_it_is_registered_again_then_the_new_one_is_read() -> None:
    class ForgeTwice(ForgeObject):
        VERSION = "1.0"

    base.VersionedObjectRegistry.register(ForgeTwice)
    message = FORGE.encode(ForgeTwice())
    assert type(FORGE.decode(message)) is ForgeTwice

    class Newer(ForgeTwice):
        VERSION = "1.0"

        @classmethod
        def obj_name(cls) -> str:
            return "ForgeTwice"

    base.VersionedObjectRegistry.register(Newer)
    assert type(FORGE.decode(message)) is Newer


def test_project_when_it_is_asked_then_it_names_its_classes_and_their_newest_versions() -> None:
    assert ForgeSpecialChild in FORGE.classes
    assert odd.OddProject not in FORGE.classes
    assert FORGE.manifest["ForgeSpecialChild"] == "1.2"
    assert list(FORGE.manifest) == sorted(FORGE.manifest)
    assert repr(FORGE) == f"<ForeignClasses of forge: {len(FORGE.classes)} classes>"


def test_base_class_when_it_reads_objects_itself_then_it_is_asked() -> None:
    decoder = ForeignClasses(odd.OddDecoder)
    message = decoder.encode(ForgeChild(x=1))
    assert decoder.decode(message).mark is True
    assert decoder.from_primitive(ForgeChild(x=1).obj_to_primitive()).mark is True


def test_generated_function_when_it_fails_then_the_traceback_shows_its_line() -> None:
    with pytest.raises(RecursionError) as caught:
        FORGE._nodes[ForgeChild](ForgeChild(), Call(None, Limits(), 0))
    assert "raise RecursionError" in str(caught.traceback[-1].statement)
