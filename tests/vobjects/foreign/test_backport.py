"""Hooks run at the sender: what comes out is o.vo's, and what stays newer is told."""

# ruff: noqa: RUF012  (fields and tables are as o.vo wants them)

from typing import Any

import pytest
from oslo_versionedobjects import exception, fields

from tests.support.foreign.classes import (
    FORGE,
    Fields,
    ForgeChild,
    ForgeChildren,
    ForgeObject,
    ForgeParent,
    ForgeSpecialChild,
    ForgeTable,
    register,
)
from vobjects import BackportRefusedError, Newer
from vobjects._foreign.shadow import shadow
from vobjects.testing._foreign.laws import Raised, holds, in_order, state

OLD = {"ForgeParent": "1.4", "ForgeChild": "1.0", "ForgeChildren": "1.0", "ForgeTable": "1.1"}


@register
class ForgeRelated(ForgeObject):
    """The table of T7, which ends before the newest version."""

    VERSION = "1.5"
    obj_relationships = {"child": [("1.0", "1.0"), ("1.2", "1.3")]}
    fields: Fields = {"child": fields.ObjectField("ForgeChild")}


@register
class ForgeSelfish(ForgeObject):
    """An override that forgets ``super()``."""

    VERSION = "1.5"
    fields: Fields = {"child": fields.ObjectField("ForgeChild"), "n": fields.IntegerField()}

    def obj_make_compatible(self, primitive: dict[str, Any], target_version: str) -> None:
        """Crash on an unset field, as in T4."""
        del primitive["n"]


@register
class ForgeMeddler(ForgeObject):
    """Hooks that change the object, as in I2, and what is in it."""

    VERSION = "1.1"
    fields: Fields = {
        "owner": fields.StringField(),
        "names": fields.ListOfStringsField(),
        "tags": fields.DictOfStringsField(),
        "numbers": fields.SetOfIntegersField(),
        "child": fields.ObjectField("ForgeChild"),
        "any": fields.Field(fields.FieldType()),
    }

    def obj_make_compatible(self, primitive: dict[str, Any], target_version: str) -> None:
        """Take the owner off, and leave traces everywhere."""
        delattr(self, "owner")
        primitive.pop("owner")
        self.names.append("seen")
        self.tags["seen"] = "yes"
        self.numbers.add(9)
        self.child.x = 9
        self.any["seen"] = [1]
        self.trace = True
        self.obj_reset_changes()


@register
class ForgeLazy(ForgeObject):
    """A hook that reads an unset field, as in T5."""

    VERSION = "1.1"
    fields: Fields = {"n": fields.IntegerField(), "copy": fields.IntegerField()}

    def obj_load_attr(self, attrname: str) -> None:
        """As if from a database."""
        self.n = 5

    def obj_make_compatible(self, primitive: dict[str, Any], target_version: str) -> None:
        """Put the loaded value into the primitive."""
        primitive["copy"] = self.n


@register
class ForgeClassHook(ForgeObject):
    """A hook that is a class method, as that of Nova's MigrationContext."""

    VERSION = "1.2"
    fields: Fields = {"n": fields.IntegerField(), "m": fields.IntegerField()}

    @classmethod
    def obj_make_compatible(cls, primitive: dict[str, Any], target_version: str) -> None:
        """Take off what came with 1.2."""
        primitive.pop("m", None)


def _child() -> ForgeChild:
    return ForgeChild(x=1, y=2)


def _newer(obj: ForgeObject, manifest: dict[str, str]) -> list[tuple[str, str, str]]:
    """What stays newer, told alike for both forms."""
    told: list[Newer] = []
    FORGE.to_primitive(obj, manifest, told)
    again: list[Newer] = []
    FORGE.encode(obj, manifest, again)
    assert again == told
    return [(entry.path, entry.version, entry.wanted) for entry in told]


def test_child_when_the_manifest_asks_for_an_older_one_then_it_goes_down_in_lists_and_alone() -> (
    None
):
    def parent() -> ForgeParent:
        children = ForgeChildren(objects=[_child()])
        return ForgeParent(id=1, child=_child(), many=[_child()], children=children)

    primitive = holds(FORGE, parent, OLD)
    data = primitive["forge_object.data"]
    down = {"forge_object.version": "1.0", "forge_object.data": {"x": 1}}
    inner = data["children"]["forge_object.data"]["objects"]
    for child in (data["child"], data["many"][0], inner[0]):
        assert child.items() >= down.items()
    assert _newer(parent(), OLD) == []


def test_child_when_it_stands_in_a_dict_or_in_lists_of_lists_then_it_stays_and_is_told() -> None:
    def parent() -> ForgeParent:  # T12: o.vo looks into no dict, and then asks again without end
        return ForgeParent(map={"a": _child()}, rows=[[_child()], [_child()]])

    holds(FORGE, parent, OLD)
    assert _newer(parent(), OLD) == [
        ("$.map['a']", "1.7", "1.0"),
        ("$.rows[0][0]", "1.7", "1.0"),
        ("$.rows[1][0]", "1.7", "1.0"),
    ]


def test_child_when_the_manifest_does_not_name_it_then_it_stays_and_is_told() -> None:
    manifest = {"ForgeParent": "1.4"}  # T8
    holds(FORGE, lambda: ForgeParent(child=_child()), manifest)
    assert _newer(ForgeParent(child=_child()), manifest) == [("$.child", "1.7", "")]


def test_child_when_it_is_a_subclass_then_the_version_of_its_base_is_put_on_it() -> None:
    special = ForgeSpecialChild(x=1, z="z")
    primitive = holds(FORGE, lambda: ForgeParent(special=ForgeSpecialChild(x=1, z="z")), OLD)
    assert primitive["forge_object.data"]["special"]["forge_object.version"] == "1.0"
    assert _newer(ForgeParent(special=special), OLD) == [("$.special", "1.0", "")]


def test_list_when_it_has_a_table_of_versions_then_the_manifest_is_ignored_and_that_is_told() -> (
    None
):
    def table() -> ForgeTable:  # T10
        return ForgeTable(objects=[_child()])

    primitive = holds(FORGE, table, OLD)
    child = primitive["forge_object.data"]["objects"][0]
    assert child["forge_object.version"] == "1.1"
    assert _newer(table(), OLD) == [("$.objects[0]", "1.1", "1.0")]


def test_list_when_its_table_has_a_gap_then_the_error_is_that_of_ovo() -> None:
    raised = holds(FORGE, lambda: ForgeTable(objects=[_child()]), "1.2")  # T11
    assert raised == Raised("TypeError", "'dict_items' object is not subscriptable")


@pytest.mark.parametrize(("target", "version"), [("1.4", "1.7"), ("1.1", "1.0"), ("1.2", "1.3")])
def test_relationships_when_there_are_some_then_they_decide(target: str, version: str) -> None:
    primitive = holds(FORGE, lambda: ForgeRelated(child=_child()), target)  # T7
    child = primitive["forge_object.data"]["child"]
    assert child["forge_object.version"] == version


def test_override_when_it_calls_no_super_then_the_child_stays_and_is_told() -> None:
    manifest = OLD | {"ForgeSelfish": "1.0"}  # T28
    holds(FORGE, lambda: ForgeSelfish(child=_child(), n=1), manifest)
    assert _newer(ForgeSelfish(child=_child(), n=1), manifest) == [("$.child", "1.7", "1.0")]


def test_override_when_it_fails_then_its_error_comes_through() -> None:
    assert holds(FORGE, ForgeSelfish, "1.0") == Raised("KeyError", "'n'")  # T4


def test_override_when_it_is_a_class_method_then_it_runs() -> None:
    primitive = holds(FORGE, lambda: ForgeClassHook(n=1, m=2), "1.1")
    assert primitive["forge_object.data"] == {"n": 1}
    assert primitive["forge_object.changes"] == ["n"]
    assert "forge_object.changes" not in holds(FORGE, lambda: ForgeClassHook(m=2), "1.1")


def test_override_when_it_loads_a_field_then_the_object_itself_stays_unloaded() -> None:
    lazy = ForgeLazy()
    primitive = FORGE.to_primitive(lazy, "1.0")
    assert primitive["forge_object.data"] == {"copy": 5}
    assert "n" not in lazy
    assert FORGE.decode(FORGE.encode(lazy, "1.0")).copy == 5


def test_override_when_it_changes_the_object_then_only_its_shadow_is_changed() -> None:
    def meddler() -> ForgeMeddler:
        return ForgeMeddler(
            owner="me", names=["a"], tags={}, numbers={1}, child=_child(), any={"b": [1]}
        )

    primitive = holds(FORGE, meddler, "1.0")
    assert "owner" not in primitive["forge_object.data"]
    assert "forge_object.changes" in primitive  # the child of the shadow has changed
    live = meddler()
    FORGE.encode(live, OLD | {"ForgeMeddler": "1.0"})
    assert state(live) == state(meddler())


def test_shadow_when_an_object_stands_twice_then_the_hook_sees_it_once() -> None:
    shared = _child()
    parent = ForgeParent(child=shared, special=shared)
    twins = [FORGE.to_primitive(parent, OLD)["forge_object.data"][f] for f in ("child", "special")]
    assert twins[0] == twins[1]
    assert shared.y == 2


def test_shadow_when_it_is_changed_then_it_coerces_and_the_object_stays() -> None:
    live = ForgeMeddler(names=["a"], any={"b": bytearray(b"x")})
    own = shadow(live)
    own.names.append(5)
    own.any["b"].append(0)
    assert own.names == ["a", "5"]
    assert (live.names, live.any) == (["a"], {"b": bytearray(b"x")})


@pytest.mark.parametrize("at", ["1.9", "2.0"])
def test_version_when_it_is_newer_than_the_object_then_the_error_is_that_of_ovo(at: str) -> None:
    assert holds(FORGE, _child, at).kind == "InvalidTargetVersion"
    with pytest.raises(exception.InvalidTargetVersion):
        FORGE.encode(_child(), at)


def test_manifest_when_it_is_newer_than_our_classes_then_the_receiver_gets_ours() -> None:
    newer = {"ForgeParent": "1.9", "ForgeChild": "2.0", "Unheard": "1.0"}
    parent = ForgeParent(child=_child())
    assert in_order(FORGE.to_primitive(parent, newer)) == in_order(parent.obj_to_primitive())
    assert FORGE.decode(FORGE.encode(parent, newer)).child.VERSION == "1.7"
    assert _newer(ForgeParent(map={"a": _child()}), newer | {"ForgeChild": "1.10"}) == []


def test_manifest_when_an_older_peer_made_the_object_then_it_stays_at_its_version() -> None:
    old = FORGE.from_primitive(FORGE.to_primitive(_child(), "1.1"))
    assert FORGE.to_primitive(old, FORGE.manifest)["forge_object.version"] == "1.1"  # T16


def test_manifest_when_it_does_not_name_the_object_then_nothing_is_sent() -> None:
    with pytest.raises(BackportRefusedError, match="the manifest of the receiver has no class"):
        FORGE.encode(_child(), {"ForgeParent": "1.0"})


def test_newer_object_when_it_is_printed_then_it_says_where_and_what_was_asked_for() -> None:
    told = [Newer("$.a", "Ch", "1.7", "1.0"), Newer("$.b", "Ch", "1.7", "")]
    assert [str(entry) for entry in told] == [
        "$.a: Ch stays at 1.7, 1.0 was asked for",
        "$.b: Ch stays at 1.7, the manifest does not name it",
    ]
    assert told[0].as_dict() == {"path": "$.a", "object": "Ch", "version": "1.7", "wanted": "1.0"}
