"""Mistakes of the same classes as the known traps, which no list has."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from oslo_versionedobjects import base as ovo
from oslo_versionedobjects import fixture as ovo_fixture

from tests.support.untyped import new
from vobjects import (
    UNSET,
    BackportRefusedError,
    Classes,
    ConversionBrokenError,
    DeclarationError,
    DecodeError,
    FieldValueError,
    LossReport,
    Registry,
    TooNewError,
    UnsetFieldError,
    Values,
    VersionedObject,
    added,
    child_bumped,
    field,
    history,
    initial,
    value_added,
    version,
)

T = Registry("siblings")


class Letter(enum.StrEnum):
    """c came later."""

    A = "a"
    C = "c"


class Number(enum.IntEnum):
    """A number that is one more thing besides."""

    ONE = 1


@T.register
class Leaf(VersionedObject):
    """The innermost object."""

    x: int = UNSET
    y: int | None = UNSET
    letters: Mapping[str, tuple[Letter, ...]] = UNSET
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "y, and c in collections.",
            added("y", default=None, why="y counts"),
            value_added("letters", Letter.C, why="nobody knows c"),
        ),
    )


@T.register
class SubLeaf(Leaf):
    """A subclass with a history of its own."""

    HISTORY = history(initial("1.0"), version("1.1", "As the leaf.", added("y", default=None)))


@T.register
class Branch(VersionedObject):
    """Leaves in collections of collections."""

    leaves: Mapping[str, tuple[Leaf | None, ...]] = UNSET
    HISTORY = history(initial("1.0"), version("1.1", "Leaves.", child_bumped("leaves", "1.1")))


@T.register
class Tree(VersionedObject):
    """Branches, and a tree below."""

    branches: tuple[Branch, ...] = UNSET
    below: Tree | None = UNSET
    names: frozenset[str] = UNSET
    count: int = UNSET
    late: str | None = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Late.", added("late", default=None), child_bumped("branches", "1.1")),
    )


OLD = T.at({"Leaf": "1.0", "SubLeaf": "1.0", "Branch": "1.0", "Tree": "1.0"}, "spring")


def _leaf(kind: str = "Leaf", **values: Any) -> Any:
    return new(T.head, kind, **values)


def _tree(*leaves: Any, **values: Any) -> Any:
    branch = new(T.head, "Branch", leaves={"a": leaves})
    return new(T.head, "Tree", branches=[branch], **values)


@pytest.mark.parametrize("kind", ["Leaf", "SubLeaf"])
def test_t1_when_the_value_stands_three_collections_deep_then_it_is_refused(kind: str) -> None:
    with pytest.raises(BackportRefusedError) as caught:
        T.head.encode(_tree(None, _leaf(kind, y=0)), OLD)
    assert caught.value.path == "$.branches[0].leaves['a'][1].y"


@pytest.mark.parametrize("late", ["", "None", "null"])
def test_t1_when_a_value_is_false_but_not_the_default_then_it_is_refused(late: str) -> None:
    with pytest.raises(BackportRefusedError):
        T.head.encode(new(T.head, "Tree", late=late), OLD)
    assert OLD.decode(T.head.encode(new(T.head, "Tree", late=None), OLD)).obj_values() == {}


def test_t1_when_a_dropped_field_counts_as_changed_then_no_changes_name_it() -> None:
    primitive = T.head.to_primitive(new(T.head, "Tree", late=None, count=1), OLD)
    assert primitive["versioned_object.changes"] == ["count"]


def test_t2_when_a_subclass_stands_in_collections_then_its_version_and_fields_are_old() -> None:
    there: Any = OLD.decode(T.head.encode(_tree(_leaf("SubLeaf", x=1, y=None)), OLD))
    leaf = there.branches[0].leaves["a"][0]
    assert (type(leaf), leaf.VERSION, leaf.obj_values()) == (OLD["SubLeaf"], "1.0", {"x": 1})


def test_t3_when_an_enum_value_stands_in_a_mapping_of_tuples_then_the_sender_refuses_it() -> None:
    with pytest.raises(BackportRefusedError, match="nobody knows c") as caught:
        T.head.encode(_leaf(letters={"a": ["a"], "b": ["a", "c"]}), OLD)
    assert caught.value.path == "$.letters['b'][1]"
    assert OLD.adopt(_leaf(letters={"a": ["a"]})).letters == {"a": (Letter.A,)}


def test_t5_when_an_object_is_looked_at_then_nothing_is_loaded() -> None:
    lazy = Registry("lazy")

    @lazy.register
    class Lazy(VersionedObject):
        a: int = UNSET
        HISTORY = history(initial("1.0"))

        def obj_load_attr(self, attrname: str) -> None:
            raise AssertionError(attrname)

    obj = new(lazy.head, "Lazy")
    assert (repr(obj), obj == obj.obj_clone(), "a" in obj) == ("Lazy 1.0()", True, False)
    assert obj.obj_what_changed() == set()
    assert obj.obj_get_changes() == {}
    obj.obj_reset_changes(recursive=True)
    assert lazy.head.adopt(obj) == lazy.head.decode(lazy.head.encode(obj)) == obj
    assert list(obj.obj_children()) == []
    with pytest.raises(AssertionError):
        obj.a  # noqa: B018


def test_t5_when_a_loader_sets_nothing_then_reading_says_so() -> None:
    lazy = Registry("lazy")

    @lazy.register
    class Lazy(VersionedObject):
        a: int = UNSET
        HISTORY = history(initial("1.0"))

        def obj_load_attr(self, attrname: str) -> None:
            """Find nothing."""

    with pytest.raises(UnsetFieldError, match="'a' is not set"):
        new(lazy.head, "Lazy").a  # noqa: B018


def test_t16_when_a_copy_or_a_merge_was_made_between_then_the_version_is_still_the_readers() -> (
    None
):
    received: Any = T.head.decode(OLD.encode(new(OLD, "Tree", count=1)))
    twin = received.obj_clone()
    twin.late = None
    for obj in (received, twin, OLD.adopt(twin), T.head.adopt(OLD.adopt(twin))):
        assert obj.obj_to_primitive("1.0")["versioned_object.version"] == "1.0"


def test_t21_when_operators_change_a_collection_then_it_is_an_assignment_or_refused() -> None:
    tree = new(T.head, "Tree", names={"a"}, branches=[])
    tree.obj_reset_changes()
    tree.names |= {"b"}
    tree.branches += (new(T.head, "Branch"),)
    assert (tree.names, tree.obj_what_changed()) == ({"a", "b"}, {"names", "branches"})
    leaf = _leaf(letters={})
    with pytest.raises(TypeError, match="assign a new mapping"):
        leaf.letters |= {"a": ()}
    with pytest.raises(TypeError, match="assign a new mapping"):
        del leaf.letters["a"]
    leaf.letters = {**leaf.letters, "a": ["a"]}
    assert leaf.letters == {"a": ("a",)}


def test_t21_when_the_given_collection_is_changed_later_then_the_object_is_not() -> None:
    letters, rows = {"a": ["a"]}, ["a"]
    letters["b"] = rows
    leaf, names = _leaf(letters=letters), {"a"}
    tree = new(T.head, "Tree", names=names)
    rows.append("c")
    letters.clear()
    names.add("b")
    assert leaf.letters == {"a": ("a",), "b": ("a",)}
    assert tree.names == {"a"}


def test_t21_when_two_objects_take_a_default_then_they_share_nothing_that_changes() -> None:
    shared = Registry("shared")

    @shared.register
    class Thing(VersionedObject):
        tags: Mapping[str, str] = field(default={"a": "b"})
        HISTORY = history(initial("1.0"))

    one, other = Thing(), Thing()
    one.obj_set_defaults()
    other.obj_set_defaults()
    with pytest.raises(TypeError):
        one.tags["a"] = "c"  # type: ignore[index]
    assert other.tags == {"a": "b"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", Number.ONE),
        ("count", Decimal(1)),
        ("count", Fraction(1)),
        ("count", 1.0),
        ("count", b"1"),
        ("count", datetime.timedelta(1)),
        ("late", Letter.A),
        ("late", b"text"),
        ("late", 0),
        ("late", False),
        ("names", "ab"),
        ("names", {"a": 1}),
        ("names", ["a", "a"]),
        ("names", {b"a"}),
        ("branches", {}),
        ("branches", iter(())),
        ("below", {}),
        ("below", 0),
    ],
)
def test_t22_when_a_value_is_nearly_of_the_type_then_it_is_refused(name: str, value: Any) -> None:
    with pytest.raises(FieldValueError) as caught:
        new(T.head, "Tree", **{name: value})
    assert caught.value.path.startswith(f"$.{name}")


def test_t27_when_a_child_is_of_another_project_then_no_field_takes_it() -> None:
    others = Registry("others")

    @others.register
    class Branch(VersionedObject):
        HISTORY = history(initial("1.0"))

    with pytest.raises(FieldValueError, match=r"found Branch 1\.0 of another view"):
        new(T.head, "Tree", branches=[Branch()])
    with pytest.raises(DeclarationError, match="a view of the same registry"):
        T.head.adopt(Branch())
    assert Branch() != new(T.head, "Branch")


def test_t30_when_only_a_child_is_newer_then_the_error_says_which_and_where() -> None:
    primitive = OLD.to_primitive(OLD.adopt(_tree(_leaf(x=1))))
    inner = primitive["versioned_object.data"]["branches"][0]["versioned_object.data"]
    leaf = inner["leaves"]["a"][0]
    leaf["versioned_object.version"] = "1.1"
    leaf["versioned_object.data"]["y"] = 5
    with pytest.raises(TooNewError) as caught:
        OLD.from_primitive(primitive)
    assert caught.value.path == "$.branches[0].leaves['a'][0]"
    assert caught.value.unknown == ["$.branches[0].leaves['a'][0].y"]
    assert (caught.value.object, caught.value.known, caught.value.release) == (
        "Leaf",
        "1.0",
        "spring",
    )


def test_i3_when_a_message_is_refused_then_what_was_read_before_is_not_kept() -> None:
    report = LossReport()
    good, bad = _leaf(x=1), OLD.to_primitive(OLD.adopt(_leaf(x=1)))
    bad["versioned_object.version"] = "2.0"
    with pytest.raises(TooNewError):
        OLD.from_primitive(bad, report)
    assert len(report) == 0
    assert OLD.adopt(good).x == 1


def test_t33_when_a_name_is_not_known_then_no_lookup_leaves_a_trace() -> None:
    known = dict(ovo.VersionedObjectRegistry.obj_classes())
    for ask in (T.head.has, T.head.get, T.head.__contains__):
        assert not ask("Nope")
    with pytest.raises(Exception, match="Nope"):
        Leaf.obj_class_from_name("Nope", "1.0")
    with pytest.raises(DecodeError, match="'Nope'"):
        T.head.from_primitive(T.head.to_primitive(_leaf()) | {"versioned_object.name": "Nope"})
    assert "Nope" not in T.head
    assert dict(ovo.VersionedObjectRegistry.obj_classes()) == known


def test_u1_when_an_old_field_is_unset_then_it_stays_unset_and_new_ones_do_not() -> None:
    found = T.head.decode(OLD.encode(new(OLD, "Tree", branches=[new(OLD, "Branch")])))
    assert found.obj_values() == {"branches": (new(T.head, "Branch"),), "late": None}


def test_u4_when_objects_stand_very_deep_in_each_other_then_it_is_said_once() -> None:
    tree = new(T.head, "Tree")
    for _ in range(70):
        tree = new(T.head, "Tree", below=tree)
    with pytest.raises(FieldValueError, match="within the depth limit"):
        T.head.encode(tree, OLD)
    assert tree.obj_clone() == tree


def test_u5_when_a_routine_fails_for_set_values_only_then_sending_one_says_so() -> None:
    broken = Registry("broken", "versioned_object")

    def down(values: Values, classes: Classes) -> None:
        values["a"] = undefined  # type: ignore[name-defined]  # noqa: F821

    def up(values: Values, classes: Classes) -> None:
        values["b"] = values["a"]

    @broken.register
    class Thing(VersionedObject):
        a: int = UNSET
        b: int = UNSET
        HISTORY = history(
            initial("1.0"), version("1.1", "b.", added("b", up=up, down=down, writes=("a",)))
        )

    checker = ovo_fixture.ObjectVersionChecker({"Thing": [Thing]})
    checker.test_compatibility_routines()  # no value is set, so it finds nothing
    with pytest.raises(ConversionBrokenError, match="name 'undefined' is not defined"):
        new(broken.head, "Thing", b=1).obj_to_primitive("1.0")
    with pytest.raises(ConversionBrokenError):
        checker.test_compatibility_routines(init_kwargs={Thing: {"b": 1}})


class Longer(enum.StrEnum):
    """Letter, and one more."""

    A = "a"
    B = "b"
    C = "c"


def _made(registry: Registry, name: str, **annotations: Any) -> Any:
    body = {"__annotations__": annotations, "HISTORY": history(initial("1.0"))}
    return registry.register(type(name, (VersionedObject,), body | {"__module__": __name__}))


def _fingerprint(annotation: Any, **options: Any) -> str:
    """What o.vo makes of a class with one field; the annotation may be the name of a class."""
    registry = Registry("prints")
    children = {name: _made(registry, name) for name in ("X", "Y")}
    body: dict[str, Any] = {"a": field(**options)} if options else {}
    body["__annotations__"] = {"a": children.get(annotation, annotation)}
    body |= {"HISTORY": history(initial("1.0")), "__module__": __name__}
    cls = registry.register(type("Thing", (VersionedObject,), body))
    found: dict[str, str] = ovo_fixture.ObjectVersionChecker({"Thing": [cls]}).get_hashes()
    return found["Thing"]


def test_u6_when_two_fields_differ_in_anything_then_their_fingerprints_do() -> None:
    annotations: list[Any] = [
        *(tuple[str, ...], tuple[int, ...], tuple[str | None, ...], frozenset[str]),
        *(Mapping[str, str], Mapping[str, int], Mapping[str, str | None]),
        *("X", "Y", Letter, Longer, Letter | None, int, int | None, bool, str),
    ]
    prints = [_fingerprint(annotation) for annotation in annotations]
    prints += [
        _fingerprint(int, **options)
        for options in ({"read_only": True}, {"default": 1}, {"default": 2})
    ]
    assert len(set(prints)) == len(prints)
    assert _fingerprint(frozenset[str], default={"b", "a"}) == _fingerprint(
        frozenset[str], default={"a", "b"}
    )


def test_u7_when_children_stand_in_lists_and_dicts_then_the_view_of_the_parent_has_them() -> None:
    assert set(T.closure("Tree", "1.0")) >= {"Tree", "Branch", "Leaf"}
    with pytest.raises(DeclarationError, match="with field 'leaves' but no Leaf"):
        T.at({"Tree": "1.0", "Branch": "1.0"})
