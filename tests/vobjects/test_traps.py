"""Ways in which an oslo.versionedobjects backport loses, corrupts or crashes: none is left here.

Each test is named for the trap; the small classes are those of its reproducer.
"""

import datetime
import enum
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import (
    UNSET,
    BackportRefusedError,
    DeclarationError,
    DecodeError,
    FieldValueError,
    Registry,
    TooNewError,
    UnsetFieldError,
    VersionedObject,
    added,
    child_bumped,
    history,
    initial,
    value_added,
    version,
)
from vobjects.testing._round_trip import convert

T = Registry("traps")


class Letter(enum.StrEnum):
    """The enum of T3."""

    A = "a"
    B = "b"
    C = "c"


@T.register
class Child(VersionedObject):
    """A child with a field in 1.7 that nothing older has."""

    x: int = UNSET
    y: int = UNSET

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Behaviour."),
        version("1.7", "y came.", added("y", default=0, why="y counts")),
    )


@T.register
class Parent(VersionedObject):
    """A parent with children in every place where one can stand."""

    id: int = UNSET
    locked: bool = UNSET
    n: int = UNSET
    kind: Letter = UNSET
    when: datetime.datetime = UNSET
    ch: Child = UNSET
    l: tuple[Child, ...] = UNSET  # noqa: E741
    m: Mapping[str, Child] = UNSET
    t: tuple[str, ...] = UNSET
    s: str = UNSET
    f: float = UNSET

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Locks.", added("locked", default=False, why="a lock would vanish")),
        version("1.2", "Children are at 1.1.", *[child_bumped(f, "1.1") for f in ("ch", "l", "m")]),
        version("1.4", "c came.", value_added("kind", Letter.C, why="nobody knows c")),
        version("1.5", "Children are at 1.7.", *[child_bumped(f, "1.7") for f in ("ch", "l", "m")]),
    )


def _parent(**values: Any) -> Any:
    return new(T.head, "Parent", **values)


def _child(**values: Any) -> Any:
    return new(T.head, "Child", **values)


def _at(version: str, obj: VersionedObject) -> Any:
    return T.head.to_primitive(obj, T.closure("Parent", version))


def _data(primitive: Any) -> Any:
    return primitive["versioned_object.data"]


def test_t1_when_a_set_lock_goes_to_an_older_version_then_it_is_refused() -> None:
    with pytest.raises(BackportRefusedError, match="a lock would vanish"):
        _at("1.0", _parent(id=1, locked=True))


def test_t2_when_the_version_is_lowered_then_the_fields_are_those_of_then() -> None:
    primitive = _at("1.0", _parent(id=1, locked=False))
    assert primitive["versioned_object.version"] == "1.0"
    assert _data(primitive) == {"id": 1}


@pytest.mark.parametrize(("version", "child"), [("1.4", "1.1"), ("1.1", "1.0"), ("1.0", "1.0")])
def test_t7_when_the_parent_goes_back_then_its_child_does_too(version: str, child: str) -> None:
    primitive = _at(version, _parent(ch=_child(x=1, y=0)))
    assert _data(primitive)["ch"]["versioned_object.version"] == child
    assert _data(_data(primitive)["ch"]) == {"x": 1}


def test_t8_when_the_manifest_lacks_the_child_then_it_cannot_be_a_view() -> None:
    with pytest.raises(DeclarationError, match="with field 'ch' but no Child"):
        T.at({"Parent": "1.4"})


def test_t10_when_the_manifest_names_the_child_then_it_decides() -> None:
    primitive = _parent(l=[_child(x=1, y=0)]).obj_to_primitive("1.4", {"Child": "1.0"})
    assert _data(primitive)["l"][0]["versioned_object.version"] == "1.0"


def test_t12_when_children_stand_in_a_mapping_then_they_go_back_too() -> None:
    primitive = _at("1.4", _parent(m={"a": _child(x=1, y=0)}))
    assert _data(primitive)["m"]["a"]["versioned_object.version"] == "1.1"
    with pytest.raises(BackportRefusedError, match="y counts") as caught:
        _at("1.4", _parent(m={"a": _child(x=1, y=5)}))
    assert caught.value.path == "$.m['a'].y"


def test_t21_when_a_collection_is_changed_in_place_then_it_cannot_be() -> None:
    parent = _parent(t=["a"], m={})
    with pytest.raises(AttributeError):
        parent.t.append("x")
    with pytest.raises(TypeError, match="assign a new mapping"):
        parent.m["k"] = _child(x=1)
    parent.obj_reset_changes()
    parent.t = (*parent.t, "x")
    assert parent.obj_what_changed() == {"t"}


def test_t32_when_a_child_in_a_collection_changes_then_the_parent_has_changed() -> None:
    parent = _parent(l=[_child(x=1)], m={"a": _child(x=1)}, ch=_child(x=1))
    parent.obj_reset_changes(recursive=True)
    assert parent.obj_what_changed() == set()
    parent.l[0].x = 2
    parent.m["a"].x = 2
    assert parent.obj_what_changed() == {"l", "m"}


def test_t25_when_keys_of_a_mapping_are_not_text_then_none_is_lost() -> None:
    with pytest.raises(FieldValueError, match="expected str, found int 1"):
        _parent(m={1: _child(x=1), "1": _child(x=2)})


def _with_net(project: str, **fields: type) -> Registry:
    found = Registry(project)
    body = {"__annotations__": fields, "HISTORY": history(initial("1.0")), "__module__": __name__}
    found.register(type("Net", (VersionedObject,), body))
    return found


def test_t27_when_two_projects_have_a_class_of_one_name_then_each_reads_its_own() -> None:
    one, two = _with_net("one", a=int), _with_net("two", b=int)
    with pytest.raises(DecodeError, match="'two'"):
        two.head.decode(one.head.encode(new(one.head, "Net", a=1)))
    with pytest.raises(DecodeError, match="an object of project 'two'"):
        two.head.from_primitive(one.head.to_primitive(new(one.head, "Net", a=1)))
    assert one.head["Net"]() != two.head["Net"]()


def test_t28_when_a_class_overrides_nothing_then_its_children_go_back() -> None:
    assert _data(_at("1.4", _parent(ch=_child(x=1))))["ch"]["versioned_object.version"] == "1.1"


def test_i2_when_an_object_is_written_for_an_older_peer_then_it_stays_as_it_is() -> None:
    parent = _parent(id=1, locked=False, ch=_child(x=1, y=0))
    _at("1.0", parent)
    assert (parent.VERSION, parent.locked, parent.ch.y) == ("1.5", False, 0)
    assert parent.obj_what_changed() == {"id", "locked", "ch"}


def test_t3_when_an_enum_value_is_not_known_there_then_the_sender_refuses_it() -> None:
    with pytest.raises(BackportRefusedError, match="nobody knows c") as caught:
        _at("1.2", _parent(kind="c"))
    assert caught.value.path == "$.kind"
    assert _data(_at("1.2", _parent(kind="b"))) == {"kind": "b"}


def test_t4_when_a_field_to_drop_is_unset_then_nothing_happens() -> None:
    assert _data(_at("1.0", _parent(id=1))) == {"id": 1}


def test_t5_when_a_field_is_unset_then_encoding_does_not_load_it() -> None:
    loads = []
    lazy = Registry("lazy")

    @lazy.register
    class Lazy(VersionedObject):
        a: int = UNSET
        b: int = UNSET
        HISTORY = history(initial("1.0"), version("1.1", "b.", added("b", default=0)))

        def obj_load_attr(self, attrname: str) -> None:
            loads.append(attrname)
            if attrname == "b":
                self.b = 7

    obj: Any = new(lazy.head, "Lazy")
    lazy.head.encode(obj, lazy.closure("Lazy", "1.0"))
    assert loads == []
    assert obj.b == 7
    with pytest.raises(UnsetFieldError, match="'a' is not set"):
        obj.a  # noqa: B018
    assert loads == ["b", "a"]


def test_t6_when_nothing_is_declared_of_a_child_then_it_is_at_its_newest() -> None:
    loose = Registry("loose")

    @loose.register
    class Inner(VersionedObject):
        HISTORY = history(initial("1.0"), version("1.1", "Behaviour."))

    @loose.register
    class Outer(VersionedObject):
        ch: Inner
        HISTORY = history(initial("1.0"), version("1.1", "Behaviour."))

    assert loose.closure("Outer", "1.0").manifest == {"Inner": "1.1", "Outer": "1.0"}


def test_t11_when_the_target_lies_between_two_bumps_then_the_lower_one_counts() -> None:
    assert T.closure("Parent", "1.4").manifest == {"Child": "1.1", "Parent": "1.4"}


def test_t15_when_a_field_with_a_child_is_dropped_then_the_rest_goes_on() -> None:
    late = Registry("late")

    @late.register
    class Inner(VersionedObject):
        a: int
        HISTORY = history(initial("1.0"))

    @late.register
    class Outer(VersionedObject):
        b: int
        c: Inner | None
        HISTORY = history(initial("1.0"), version("1.1", "c came.", added("c", default=None)))

    old = late.at({"Outer": "1.0"})
    assert convert(old, new(late.head, "Outer", b=1, c=None)) == new(old, "Outer", b=1)


def test_t16_when_an_object_came_at_an_older_version_then_it_can_go_back_further() -> None:
    received: Any = T.head.from_primitive(_at("1.4", _parent(id=1)))
    assert received.VERSION == "1.5"
    assert received.obj_clone().VERSION == "1.5"
    assert received.obj_to_primitive("1.0")["versioned_object.version"] == "1.0"


def test_t19_when_a_version_has_three_parts_then_it_cannot_be_declared() -> None:
    with pytest.raises(DeclarationError, match="two numbers with a dot"):
        initial("1.1.1")


@pytest.mark.parametrize("newer", ["1.6", "2.0"])
def test_t30_when_an_object_is_newer_then_the_error_says_what_is_known(newer: str) -> None:
    primitive = T.head.to_primitive(_parent(id=1)) | {"versioned_object.version": newer}
    with pytest.raises(TooNewError, match=r"expected Parent 1\.5 or older"):
        T.head.from_primitive(primitive)


def test_t33_when_a_class_is_not_known_then_asking_for_it_leaves_no_trace() -> None:
    with pytest.raises(KeyError):
        T.head["Nope"]
    with pytest.raises(KeyError):
        T.closure("Nope", "1.0")
    assert "Nope" not in T.head


def test_u1_when_an_old_object_arrives_then_new_fields_have_their_defaults() -> None:
    old = new(T.closure("Parent", "1.0"), "Parent", id=1)
    found: Any = T.head.decode(old.VIEW.encode(old))
    assert "locked" in found
    assert found.locked is False


def test_u4_when_children_stand_in_a_mapping_then_one_encoding_is_enough() -> None:
    old = T.closure("Parent", "1.4")
    message = T.head.encode(_parent(m={"a": _child(x=1, y=0)}), old)
    assert T.head.encode(T.head.decode(message), old) == message
    assert old.decode(message).VERSION == "1.4"
