"""What is written past an assignment never travels: neither in a message nor in a copy."""

from __future__ import annotations

import contextlib
import copy
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given

from tests.support.pairs import law
from vobjects import (
    BackportRefusedError,
    ClassAttributeError,
    DecodeError,
    FieldValueError,
    IncompleteObjectError,
    Registry,
    VersionedObject,
    View,
    catalog,
    history,
    initial,
)
from vobjects._declare.object import VersionedObject as Base
from vobjects._declare.trees import objects_below
from vobjects.errors import VObjectError
from vobjects.testing import ObjectAndViews, filled, random_conversions

BAGS = Registry("bags")


@BAGS.register
class Bag(VersionedObject):
    """A bag that counts its sizes."""

    size: int
    HISTORY = history(initial("1.0"))

    @property
    def double(self) -> int:
        """What Python computes of the fields."""
        return 2 * self.size


_bag: Any = Bag
_BAD = object()
_DECLARED: dict[str, Any] = {"VERSION": "9.9", "HISTORY": None, "KEY": None, "fields": {}}
_DERIVED: dict[str, Any] = {"SPECS": {}, "_checks": {}, "_required": frozenset()}
Patch = pytest.MonkeyPatch
Way = Callable[[Any, Patch], None]


def _dictionary(obj: Any) -> dict[str, Any]:
    found: dict[str, Any] = vars(obj)
    return found


def _bad(obj: Any) -> dict[str, Any]:
    return dict.fromkeys(obj.SPECS, _BAD)


def _by_items(obj: Any, patch: Patch) -> None:
    for name, value in _bad(obj).items():
        obj.__dict__[name] = value


def _by_object_setattr(obj: Any, patch: Patch) -> None:
    for name, value in _bad(obj).items():
        object.__setattr__(obj, name, value)


def _by_object_delattr(obj: Any, patch: Patch) -> None:
    for name in obj.obj_values():
        object.__delattr__(obj, name)


def _by_descriptors(obj: Any, patch: Patch) -> None:
    for name in obj.SPECS:
        patch.setattr(type(obj), name, property(lambda _: _BAD))


def _by_attributes_of_the_class(obj: Any, patch: Patch) -> None:
    for name, value in _DECLARED.items():
        patch.setattr(type(obj), name, value)


def _by_state(obj: Any, patch: Patch) -> None:
    states: list[Any] = [(_bad(obj), {}), ({"no_field_of_any": 1}, {})]
    for state in states:
        with contextlib.suppress(VObjectError):
            obj.__setstate__(state)
    obj.__setstate__(({}, {"_node": None, "_changed_fields": obj._changed_fields}))


def _by_a_copy(obj: Any, patch: Patch) -> None:
    for twin in (copy.copy(obj), copy.deepcopy(obj)):
        vars(twin).update(_bad(obj))


WAYS: dict[str, Way] = {
    "items of the dictionary": _by_items,
    "update of the dictionary": lambda obj, _: _dictionary(obj).update(_bad(obj)),
    "a dictionary of its own": lambda obj, _: object.__setattr__(obj, "__dict__", _bad(obj)),
    "no dictionary": lambda obj, _: _dictionary(obj).clear(),
    "object.__setattr__": _by_object_setattr,
    "object.__delattr__": _by_object_delattr,
    "what describes the class": lambda obj, _: _dictionary(obj).update(_DECLARED | _DERIVED),
    "what describes the class, on the class": _by_attributes_of_the_class,
    "descriptors of the class": _by_descriptors,
    "state": _by_state,
    "a copy": _by_a_copy,
}


def _written(view: View, obj: Any) -> list[Any]:
    """What leaves an object in each form, and what a view or a copy takes over."""
    name = obj.obj_name()
    oldest = view.registry.closure(name, str(view.registry.lineage(name).versions[0]), loose=True)
    return [
        view.encode(obj),
        view.to_primitive(obj),
        _outcome(lambda: view.encode(obj, oldest)),
        _outcome(lambda: view.to_primitive(obj, oldest)),
        _outcome(lambda: oldest.encode(oldest.adopt(obj))),
        *(view.encode(twin) for twin in (copy.copy(obj), copy.deepcopy(obj), obj.obj_clone())),
    ]


def _outcome(write: Callable[[], Any]) -> Any:
    """What is written, or where it is refused."""
    try:
        return write()
    except (BackportRefusedError, DecodeError, IncompleteObjectError) as error:
        return error.path


def _pickled(view: View, obj: Any) -> bytes | None:
    """What leaves a copy that was pickled; None if the pickle is refused."""
    try:
        return view.encode(pickle.loads(pickle.dumps(obj)))
    except ClassAttributeError:
        return None


@contextlib.contextmanager
def _everywhere(way: Way, obj: Any) -> Iterator[None]:
    """Whatever a way does, done to an object and to all in it."""
    with pytest.MonkeyPatch.context() as patch:
        for part in objects_below([obj]):
            way(part, patch)
        yield


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("release", ["kilo", "gazpacho"])
def test_catalog_when_values_are_written_past_the_checks_sends_those_that_were_checked(
    release: str, way: Way
) -> None:
    view = catalog.at(release)
    for name in sorted(view):
        obj = filled(view, name)
        expected, twin = _written(view, obj), copy.deepcopy(obj)
        with _everywhere(way, twin):
            assert _written(view, twin) == expected, name
            assert _pickled(view, twin) in (expected[0], None), name
        assert _pickled(view, obj) == expected[0]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@law()
@given(case=random_conversions(1))
def test_random_class_when_values_are_written_past_the_checks_sends_those_that_were_checked(
    case: ObjectAndViews, way: Way
) -> None:
    obj, (view,) = case
    expected = _written(view, obj)
    with _everywhere(way, obj):
        assert _written(view, obj) == expected


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_object_when_it_was_written_past_the_checks_can_be_assigned(way: Way) -> None:
    bag: Any = Bag(size=1)
    with _everywhere(way, bag):
        bag.size = 2
    assert (bag.size, bag.double, bag.obj_what_changed()) == (2, 4, {"size"})
    assert BAGS.head.encode(bag) == BAGS.head.encode(Bag(size=2))
    with pytest.raises(FieldValueError):
        bag.size = "three"


def test_value_when_the_dictionary_has_lost_it_is_read_all_the_same() -> None:
    bag = Bag(size=1)
    vars(bag).clear()
    assert (bag.size, bag.double) == (1, 2)


def test_field_when_it_is_deleted_is_unset_for_readers_and_receivers() -> None:
    bag: Any = Bag(size=1)
    del bag.size
    assert (bag.obj_attr_is_set("size"), vars(bag), bag.obj_what_changed()) == (False, {}, set())
    with pytest.raises(VObjectError, match=r"\$\.size"):
        BAGS.head.encode(bag)


def test_attribute_of_a_user_when_it_is_deleted_leaves_the_fields_and_their_changes() -> None:
    bag: Any = Bag(size=1)
    bag._note = "mine"
    del bag._note
    assert (vars(bag), bag.obj_what_changed()) == ({"size": 1}, {"size"})


def test_constructor_when_a_value_is_refused_leaves_no_value_in_the_object() -> None:
    bag: Any = Base.__new__(Bag)
    with pytest.raises(FieldValueError):
        bag.__init__(size="big")
    assert vars(bag) == {}


@pytest.mark.parametrize(
    ("state", "path"), [(({"size": "big"}, {}), "$.size"), (({"size": None}, {}), "$.size")]
)
def test_state_when_a_value_is_not_of_its_field_is_refused(state: Any, path: str) -> None:
    bag: Any = _bag._made({}, set())
    with pytest.raises(FieldValueError) as caught:
        bag.__setstate__(state)
    assert caught.value.path == path
    assert not bag.obj_attr_is_set("size")


@pytest.mark.parametrize(
    "state",
    [None, 5, (1, 2), ({}, {}, {}), [{}, {}], ({3: 1}, {}), ({}, {"_changed_fields": ["size"]})],
)
def test_state_when_it_is_of_another_form_is_refused(state: Any) -> None:
    bag: Any = _bag._made({}, set())
    with pytest.raises(FieldValueError, match="as __getstate__"):
        bag.__setstate__(state)
    assert vars(bag) == {}


@pytest.mark.parametrize("changes", [None, 5, ("size",), ["size"], frozenset({"size"})])
def test_changes_when_they_are_no_set_are_refused(changes: Any) -> None:
    bag = Bag(size=3)
    with pytest.raises(FieldValueError, match="a set of names of fields"):
        bag._changed_fields = changes
    assert bag._changed_fields == {"size"}


def test_state_when_it_has_a_field_makes_an_object_that_travels() -> None:
    bag: Any = _bag._made({}, set())
    bag.__setstate__(({"size": 3, "_note": "mine"}, {"_changed_fields": {"size"}}))
    assert (bag.size, bag._note) == (3, "mine")
    assert BAGS.head.encode(bag) == BAGS.head.encode(Bag(size=3))
