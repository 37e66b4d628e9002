"""Keys of classes: what they may name, their names in older versions, and those of Nova."""

import copy
import pickle
from typing import Any

import pytest

from vobjects import (
    DeclarationError,
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    line,
    removed,
    renamed,
    version,
)
from vobjects._declare.keys import VALUE
from vobjects._plan.key_history import key_at
from vobjects.catalog import NOVA


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("id", "'id'"),
        (["id"], r"\['id'\]"),
        ((1,), r"\(1,\)"),
        (("idd",), r"'idd' in .*did you mean 'id'\?"),
        (("nothing",), "'nothing' in"),
        (("tags",), r"'tags', which is tuple\[str, \.\.\.\]"),
    ],
)
def test_key_when_it_names_no_field_with_a_single_value_then_it_is_refused(
    key: Any, found: str
) -> None:
    boxes = Registry("boxes")
    with pytest.raises(DeclarationError, match=f"Item.KEY: found {found}") as caught:

        @boxes.register
        class Item(VersionedObject):
            id: int
            tags: tuple[str, ...]
            KEY = key
            HISTORY = history(initial("1.0"))

    assert "KEY = VALUE" in caught.value.remedy
    assert "Item" not in boxes.head


def test_key_when_its_field_was_renamed_then_older_classes_have_it_by_the_older_name() -> None:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        uuid: str
        KEY = ("uuid",)
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Ids.", added("ident", default="")),
            version("1.2", "UUIDs.", renamed("uuid", was="ident")),
        )

    @boxes.register
    class SubItem(Item):
        HISTORY = history(initial("1.0"))

    lineage = boxes.lineage("Item")
    keys = {str(v): key_at(("uuid",), lineage, v) for v in lineage.versions}
    assert keys == {"1.0": None, "1.1": ("ident",), "1.2": ("uuid",)}
    assert boxes.closure("Item", "1.1")["Item"]._key == ("ident",)
    assert SubItem._key == ("uuid",)


def test_key_when_a_class_has_two_lines_then_each_has_its_own_names() -> None:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        number: int
        KEY = ("number",)
        HISTORY = history(
            initial("1.0"),
            version("2.0", "Numbers.", renamed("number", was="id")),
            version("2.1", "No names.", removed("name", was=str, default="")),
        )

    @boxes.register
    class ItemV1(VersionedObject):
        ident: int
        name: str
        KEY = ("ident", "name")
        HISTORY = line(Item, "1.0", version("1.1", "Idents.", renamed("ident", was="id")))

    lineage = boxes.lineage("Item")
    assert ItemV1._key == ("ident", "name")
    assert boxes.closure("Item", "1.0")["Item"]._key == ("id",)
    versions = {str(v): v for v in lineage.versions}
    assert key_at(("ident", "name"), lineage, versions["1.1"]) == ("ident", "name")
    assert key_at(("number",), lineage, versions["2.0"]) == ("number",)


def test_key_when_a_class_of_nova_is_used_in_another_then_it_declares_one() -> None:
    inside = {
        kind
        for name in NOVA.head
        for schema in NOVA.lineage(name).schemas.values()
        for children in schema.children().values()
        for child in children
        for kind in NOVA.head.kinds(child)
    }
    assert len(inside) > 50
    assert [name for name in sorted(inside) if NOVA.declared(name).KEY is None] == []


def test_value_when_it_is_shown_or_copied_then_it_is_itself() -> None:
    assert repr(VALUE) == "VALUE"
    assert pickle.loads(pickle.dumps(VALUE)) is copy.deepcopy(VALUE) is VALUE
