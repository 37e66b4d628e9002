"""A class whose objects hold others of it, in fields that later versions removed or changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from vobjects import (
    DeclarationError,
    Registry,
    VersionedObject,
    converted,
    history,
    initial,
    removed,
    retyped,
    version,
)
from vobjects.testing import objects, self_referring_registries
from vobjects.testing._round_trip import RoundTrip
from vobjects.testing.laws import LAWS

NODES = Registry("nodes")


def _by_id(nodes: Any) -> Any:
    return {str(node.id): node for node in nodes}


def _in_order(nodes: Any) -> Any:
    return list(nodes.values())


def _same(values: Any, classes: Any) -> None:
    """Change nothing."""


@NODES.register
class Node(VersionedObject):
    id: int
    nodes: Mapping[str, Node]
    twin: Node | None
    HISTORY = history(
        initial("1.0"),
        version("1.1", "No next.", removed("after", was="Node | None", default=None)),
        version("1.2", "Ids.", retyped("nodes", was=tuple["Node", ...], up=_by_id, down=_in_order)),
        version("1.3", "Twins.", converted("twin", was="Node | None", up=_same, down=_same)),
    )


OLD: Any = NODES.closure("Node", "1.0")


def _old(number: int, *nodes: Any, after: Any = None) -> Any:
    return OLD["Node"](id=number, nodes=nodes, after=after, twin=None)


def test_field_when_its_older_type_is_a_text_with_the_class_itself_then_it_holds_its_objects() -> (
    None
):
    fields = OLD.schema("Node").fields
    assert fields["after"].type.text == "Node | None"
    assert fields["nodes"].type.text == "tuple[Node, ...]"
    new: Any = NODES.head.decode(OLD.encode(_old(1, _old(2), _old(3))))
    assert [(key, node.id) for key, node in new.nodes.items()] == [("2", 2), ("3", 3)]
    assert OLD.adopt(new) == _old(1, _old(2), _old(3))


def test_removed_field_when_it_holds_the_class_itself_then_its_object_is_not_lost() -> None:
    with pytest.raises(Exception, match="'after' is not known there") as caught:
        NODES.head.decode(OLD.encode(_old(1, after=_old(2))))
    assert caught.value.path == "$.after"  # type: ignore[attr-defined]  # a DecodeError


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Nod | None", "'Nod | None' with the unknown name 'Nod'", "Class or names that"),
        ('tuple["Nod", ...]', "with the unknown name 'Nod'", "Class or names that"),
        ("Class |", "'Class |', which raises SyntaxError", "the text of an annotation"),
        ("dict[str, str]", "dict[str, str]", "int, float, bool"),
    ],
)
def test_text_when_no_type_can_be_made_of_it_then_the_declaration_is_refused(
    text: str, found: str, expected: str
) -> None:
    class Class(VersionedObject):
        HISTORY = history(initial("1.0"), version("1.1", "x", removed("after", was=text)))

    with pytest.raises(DeclarationError) as caught:
        Registry("texts").register(Class)
    assert found in caught.value.found
    assert expected in caught.value.expected
    assert caught.value.where == "Class 1.1"


@law(EXAMPLES * 20)
@given(self_referring_registries(), st.data())
def test_conversion_when_a_class_holds_itself_then_every_law_holds(
    registry: Registry, data: st.DataObject
) -> None:
    versions = registry.lineage("Node").history.versions
    own, other = (registry.at({"Node": str(data.draw(st.sampled_from(versions)))}) for _ in "ab")
    obj = data.draw(objects(own, "Node", sparse=True))
    for law_ in LAWS:
        law_(RoundTrip(obj, other))
