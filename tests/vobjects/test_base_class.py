"""The serializer of o.vo reads as the view whose base class it was given."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from oslo_versionedobjects import base as ovo

from vobjects import (
    DeclarationError,
    DecodeError,
    Registry,
    TooNewError,
    VersionedObject,
    View,
    added,
    catalog,
    history,
    initial,
    version,
)
from vobjects._declare.trees import objects_below
from vobjects.testing import filled

SHOP = Registry("shop", "shop_object")


@SHOP.register
class Label(VersionedObject):
    """A class that never changed."""

    text: str
    HISTORY = history(initial("1.0"))


@SHOP.register
class Goods(VersionedObject):
    """A class that did."""

    count: int
    weight: int
    HISTORY = history(initial("1.0"), version("1.1", "Weight.", added("weight", default=0)))


SPRING = SHOP.at({"Label": "1.0", "Goods": "1.0"}, "spring")


def _serializer(view: View) -> Any:
    class Serializer(ovo.VersionedObjectSerializer):
        OBJ_BASE_CLASS = view.base_class

    return Serializer()


def test_serializer_when_a_class_of_its_release_never_changed_still_reads_as_its_release() -> None:
    assert SPRING["Label"] is Label
    serializer = _serializer(SPRING)
    sent = SHOP.head.to_primitive(Goods(count=1, weight=5))
    with pytest.raises(TooNewError, match=r"expected Goods 1\.0 or older \(spring\)"):
        serializer.deserialize_entity(None, sent)
    found = serializer.deserialize_entity("context", SPRING.to_primitive(_goods(SPRING)))
    assert (type(found), found.obj_context) == (SPRING["Goods"], "context")


def _goods(view: View) -> Any:
    made: Any = view["Goods"]
    return made(count=1)


def test_class_when_it_is_at_its_newest_version_reads_as_the_newest_release() -> None:
    goods = Goods(count=1, weight=5)
    assert SPRING["Label"].obj_from_primitive(SHOP.head.to_primitive(goods)) == goods


@pytest.mark.parametrize("release", catalog.releases())
def test_serializer_when_it_reads_what_its_neighbours_wrote_gives_objects_of_its_own_release(
    release: str,
) -> None:
    view = catalog.at(release)
    serializer = _serializer(view)
    for other in _around(release):
        for name in sorted(other.versions.keys() & view.versions.keys()):
            sent = {"args": [other.to_primitive(filled(other, name))]}
            try:
                expected = view.from_primitive(sent["args"][0])
            except DecodeError as error:
                with pytest.raises(type(error)):
                    serializer.deserialize_entity(None, sent)
                continue
            (found,) = serializer.deserialize_entity(None, sent)["args"]
            assert found == expected
            assert all(view.owns(type(part)) for part in objects_below([found]))
            assert serializer.serialize_entity(None, found) == view.to_primitive(expected)


def _around(release: str) -> list[View]:
    """The views of a release, of the one before, and of the one after."""
    row = list(catalog.releases())
    near = {two for pair in pairwise(row) if release in pair for two in pair}
    return [catalog.at(other) for other in row if other in near]


def test_base_class_when_it_is_asked_for_again_is_the_same_and_names_the_keys_of_the_wire() -> None:
    base: Any = SPRING.base_class
    assert base is SPRING.base_class
    assert base is not SHOP.head.base_class
    assert (base.OBJ_PROJECT_NAMESPACE, base.OBJ_SERIAL_NAMESPACE) == ("shop", "shop_object")
    assert base.obj_class_from_name("Goods", "1.0") is SPRING["Goods"]


def test_base_class_when_an_object_is_made_of_it_is_refused() -> None:
    with pytest.raises(DeclarationError, match="a class that is in no registry"):
        SPRING.base_class()
