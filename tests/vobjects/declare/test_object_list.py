"""Lists of objects have the habits of ``ObjectListBase``, but for changes in place."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.support.untyped import new
from tests.vobjects.habits import HABITS, Port, PortList

OLD = HABITS.closure("PortList", "1.0")


def _ports(*ids: int) -> tuple[Port, ...]:
    return tuple(new(HABITS.head, "Port", id=number) for number in ids)


def _list(*ids: int) -> PortList:
    return PortList(objects=_ports(*ids))


def _ids(ports: Any) -> list[int]:
    return [port.id for port in ports]


def test_list_when_it_is_read_like_a_sequence_then_it_is_one() -> None:
    ports = _list(3, 1, 2)
    assert isinstance(ports, Sequence)
    assert (len(ports), _ids(ports), _ids(reversed(ports))) == (3, [3, 1, 2], [2, 1, 3])
    assert (ports[0].id, ports[-1].id) == (3, 2)
    assert _ports(1)[0] in ports
    assert _ports(9)[0] not in ports
    assert ports.index(_ports(2)[0]) == 2
    assert ports.count(_ports(3)[0]) == 1
    first, *rest = ports
    assert (first.id, _ids(rest)) == (3, [1, 2])
    with pytest.raises(IndexError):
        ports[3]
    with pytest.raises(ValueError, match="not in tuple"):
        ports.index(_ports(9)[0])


def test_list_when_it_is_made_without_objects_then_it_is_empty_and_unchanged() -> None:
    ports: Any = new(HABITS.head, "PortList")
    assert (len(ports), bool(ports), ports.obj_what_changed()) == (0, False, set())
    assert ports.obj_to_primitive()["versioned_object.data"] == {"objects": []}


def test_list_when_it_is_sliced_then_it_is_a_list_without_changes_in_the_same_context() -> None:
    ports = _list(1, 2, 3)
    ports.obj_reset_changes(recursive=True)
    ports._context = "context"
    some = ports[1:]
    assert type(some) is PortList
    assert (_ids(some), some.obj_what_changed(), some.obj_context) == ([2, 3], set(), "context")
    assert some[0] is ports[1]


def test_list_when_it_is_sorted_then_the_order_counts_as_a_change() -> None:
    ports = _list(2, 3, 1)
    ports.obj_reset_changes(recursive=True)
    ports.sort(key=lambda port: port.id)
    assert (_ids(ports), ports.obj_what_changed()) == ([1, 2, 3], {"objects"})
    ports.sort(key=lambda port: port.id, reverse=True)
    assert _ids(ports) == [3, 2, 1]


def test_list_when_it_is_filtered_by_hand_then_it_holds_what_was_assigned() -> None:
    ports = _list(1, 2, 3)
    ports.objects = [port for port in ports if port.id != 2]  # type: ignore[assignment]
    assert _ids(ports) == [1, 3]
    with pytest.raises(AttributeError):
        ports.objects.append(_ports(4)[0])  # type: ignore[attr-defined]


def test_lists_when_they_are_added_then_there_is_a_new_one_with_both() -> None:
    one, other = _list(1), _list(2)
    assert _ids(one + other) == [1, 2]
    assert (_ids(one), _ids(other)) == ([1], [2])
    with pytest.raises(TypeError, match=r"found PortList \+ int"):
        one + 5  # type: ignore[operator]
    with pytest.raises(TypeError, match="two lists of one class"):
        one + OLD.adopt(other)


def test_list_when_a_child_changes_then_the_list_has_changed() -> None:
    ports = _list(1, 2)
    ports.obj_reset_changes(recursive=True)
    ports[1].name = "eth1"
    assert ports.obj_what_changed() == {"objects"}


def test_list_when_it_goes_to_an_older_release_then_it_is_a_list_there() -> None:
    old: Any = OLD.adopt(_list(1, 2))
    assert isinstance(old, PortList)
    assert (_ids(old), old[0].VERSION, type(old[1:])) == ([1, 2], "1.0", OLD["PortList"])
    assert HABITS.head.adopt(old) == PortList(
        objects=[Port(id=n, mtu=1500) for n in (1, 2)]  # type: ignore[arg-type]
    )
