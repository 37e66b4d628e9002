"""What a class or a field does in its own way is left to it, and the report says so."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.foreign import odd_classes as odd
from tests.support.foreign.classes import FORGE, ForgeChild, ForgeObject, ForgeParent
from vobjects import DecodeError, Fallback, FallbackReport, FieldValueError
from vobjects.testing._foreign.laws import CONTEXT, holds, in_order, state


def _child() -> ForgeChild:
    return ForgeChild(x=1)


def _slots() -> Any:
    found: Any = odd.OddSlots(n=1)
    found.kept = 5
    return found


def _changed_map() -> Any:
    found: Any = odd.OddChanges(child=_child())
    found.obj_reset_changes()
    found.map["a"] = "b"
    return found


MAKERS: dict[str, Callable[[], Any]] = {
    "fields": lambda: odd.OddFields(
        plain=1,
        shouted="a",
        shouts=["b"],
        cut="abcdef",
        kept=0,
        state="new",
        bare="b",
        held=[1],
        patched=99,
    ),
    "property": lambda: odd.OddProperty(size=2, n=1),
    "unset property": lambda: odd.OddProperty(n=1),
    "reader": lambda: odd.OddReader(n=1, child=_child()),
    "maker": lambda: odd.OddMaker(n=1),
    "changes": lambda: odd.OddChanges(n=1, child=_child()),
    "defaults": lambda: odd.OddChanges(),
    "changed map": _changed_map,
    "metaclass": lambda: odd.OddMeta(n=1, child=_child()),
    "storage": lambda: odd.OddStorage(n=1),
    "setter": lambda: odd.OddSetter(n=1),
    "version": lambda: odd.OddVersion(n=1),
    "parts": lambda: odd.OddParts(n=2),
    "list": lambda: odd.OddList(objects=[1, "a"]),
    "list maker": lambda: odd.OddListMaker(objects=[_child()]),
    "parent": lambda: odd.OddParent(child=_child()),
    "decoder": lambda: odd.OddDecoder(child=_child()),
    "slots": _slots,
    "attribute": lambda: odd.OddAttribute(),
    "shared": lambda: odd.OddShared(n=1),
    "refit": lambda: odd.OddRefit(n=5),
    "new list": lambda: odd.OddNewList(objects=[_child()]),
    "both": lambda: odd.OddBoth(m=1, child=_child()),
}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("at", [None, "1.0", {"ForgeChild": "1.7"}])
def test_class_when_it_has_a_way_of_its_own_then_that_is_taken(name: str, at: Any) -> None:
    make = MAKERS[name]
    if isinstance(at, dict):
        at = at | {make().obj_name(): "1.0"}
    holds(FORGE, make, at)


@pytest.mark.parametrize("name", MAKERS)
def test_class_when_it_stands_in_another_then_its_way_is_taken_there_too(name: str) -> None:
    def host() -> odd.OddHost:
        child = MAKERS[name]()
        return odd.OddHost(**{child.obj_name(): child})

    holds(FORGE, host)


def test_class_when_making_a_subclass_does_something_then_none_is_made() -> None:
    FORGE.decode(FORGE.encode(odd.OddMeta(n=1)))
    assert odd._Meta.made == ["OddMeta"]


@pytest.mark.parametrize("cls", [odd.OddChanges, odd.OddListMaker, odd.OddNewList])
def test_object_when_its_primitive_has_no_field_then_its_class_gives_the_defaults(cls: Any) -> None:
    primitive = cls().obj_to_primitive() | {"forge_object.data": {}}
    found = FORGE.from_primitive(primitive)
    assert state(found) == state(cls.obj_from_primitive(primitive))


def test_override_when_it_only_calls_super_then_the_long_way_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unset = odd.OddChanges(n=1).obj_to_primitive() | {"forge_object.data": {"n": 2}}
    for _ in range(2):
        found = FORGE.from_primitive(unset)
        assert (found.n, found.map, found.child) == (2, {}, None)
        monkeypatch.setattr(ForgeObject, "obj_from_primitive", None)  # all is compiled by now


def test_primitive_when_a_class_writes_it_itself_then_the_object_stays_as_it_is() -> None:
    writer = odd.OddWriter(n=1, child=_child())
    for found in (FORGE.to_primitive(writer), FORGE.to_primitive(writer, "1.0")):
        assert found["forge_object.data"]["n"] == 2
    assert FORGE.decode(FORGE.encode(writer)).n == 2
    host = odd.OddHost(OddWriter=writer)
    assert FORGE.decode(FORGE.encode(host)).OddWriter.n == 2
    assert writer.n == 1


def test_primitive_when_a_class_keeps_it_then_it_gets_the_primitive_itself() -> None:
    for _ in range(2):  # once the seal was kept, none is made any more
        message = FORGE.encode(odd.OddKeeper(n=1))
        found = FORGE.decode(message, CONTEXT)
        assert in_order(found.source) == in_order(odd.OddKeeper(n=1).obj_to_primitive())
        assert type(found) is odd.OddKeeper


def test_object_when_it_was_made_of_a_twin_then_nobody_sees_it() -> None:
    found = FORGE.decode(FORGE.encode(odd.OddChanges(n=1)))
    assert type(found) is odd.OddChanges
    assert found._changed == ["child", "map", "n"]


def test_child_when_it_is_of_another_project_then_its_primitive_travels_and_is_refused() -> None:
    host = odd.OddHost(OddProject=odd.OddProject(n=1))
    assert in_order(FORGE.to_primitive(host)) == in_order(host.obj_to_primitive())
    with pytest.raises(DecodeError, match=r"\$\.OddProject: .*Unsupported object type anvil"):
        FORGE.decode(FORGE.encode(host))


def test_child_when_its_envelope_has_other_keys_then_it_is_refused_as_ovo_does() -> None:
    host = odd.OddHost(OddKeys=odd.OddKeys(n=1))
    assert in_order(FORGE.to_primitive(host)) == in_order(host.obj_to_primitive())
    with pytest.raises(DecodeError, match=r"\$\.OddKeys"):
        FORGE.decode(FORGE.encode(host))


def test_value_when_it_is_no_object_but_is_written_like_one_then_it_is_written() -> None:
    class Quack:
        def obj_to_primitive(self) -> dict[str, Any]:
            return _child().obj_to_primitive()

        def obj_name(self) -> str:
            return "ForgeChild"

    parent = ForgeParent(child=Quack())
    assert in_order(FORGE.to_primitive(parent)) == in_order(parent.obj_to_primitive())
    assert FORGE.decode(FORGE.encode(parent)).child.x == 1


def test_list_when_its_objects_are_unset_then_the_error_is_that_of_ovo() -> None:
    def broken() -> Any:
        found = odd.OddListMaker(objects=[])
        del found.objects
        return found

    assert holds(FORGE, broken).kind == "NotImplementedError"


def test_object_when_an_untyped_field_holds_it_then_it_is_refused_as_json_would() -> None:
    child = _child()
    holder = odd.OddFields(held=child)
    holder.obj_reset_changes()
    assert in_order(FORGE.to_primitive(holder)) == in_order(holder.obj_to_primitive())
    with pytest.raises(FieldValueError, match=r"\$\.held: expected a value that JSON carries"):
        FORGE.encode(holder)


def test_report_when_it_is_read_then_each_class_and_field_says_what_and_why() -> None:
    report = FORGE.fallbacks()
    assert isinstance(report, FallbackReport)
    found = {
        (entry.object, entry.field, entry.part): entry.why
        for entry in report
        if entry.object.startswith("Odd")
    }
    assert found == {
        ("OddAttribute", "", "reading"): "OddAttribute._obj_n",
        ("OddAttribute", "", "writing"): "OddAttribute._obj_n",
        ("OddBoth", "", "changes"): "OddChanges.obj_what_changed",
        ("OddBoth", "", "reading"): "OddChanges._obj_from_primitive",
        ("OddBoth", "m", "values"): "OddBoth.m is a property",
        ("OddChanges", "", "changes"): "OddChanges.obj_what_changed",
        ("OddChanges", "", "reading"): "OddChanges._obj_from_primitive",
        ("OddDecoder", "", "children"): "OddDecoder.obj_from_primitive",
        ("OddFields", "bare", "values"): "values that are no collection of texts",
        ("OddFields", "cut", "values"): "Cut.coerce",
        ("OddFields", "held", "values"): "FieldType takes any value",
        ("OddFields", "kept", "values"): "KeptField.coerce",
        ("OddFields", "patched", "values"): "Integer.coerce",
        ("OddFields", "shouted", "values"): "Shouted.from_primitive",
        ("OddFields", "shouts", "values"): "Shouted.from_primitive",
        ("OddFields", "state", "values"): "StateMachine.coerce",
        ("OddKeeper", "", "reading"): "OddKeeper._obj_from_primitive",
        ("OddList", "objects", "values"): "FieldType takes any value",
        ("OddList", "", "changes"): "OddList.objects",
        ("OddKeys", "", "envelope"): "OddKeys is of another project",
        ("OddMaker", "", "reading"): "OddMaker._obj_from_primitive",
        ("OddMeta", "", "changes"): "OddChanges.obj_what_changed",
        ("OddMeta", "", "reading"): "OddChanges._obj_from_primitive",
        ("OddParent", "", "children"): "OddParent.obj_class_from_name",
        ("OddParts", "", "reading"): "OddParts._obj_primitive_field",
        ("OddProperty", "size", "values"): "OddProperty.size is a property",
        ("OddReader", "", "reading"): "OddReader._obj_from_primitive",
        ("OddRefit", "n", "values"): "OddRefit.n is a property",
        ("OddSetter", "", "reading"): "OddSetter.__setattr__",
        ("OddShared", "", "reading"): "OddShared._obj_from_primitive",
        ("OddSlots", "", "writing"): "OddSlots.obj_to_primitive",
        ("OddStorage", "", "reading"): "OddStorage.__getattr__",
        ("OddStorage", "", "writing"): "OddStorage.__getattr__",
        ("OddVersion", "", "reading"): "OddVersion.VERSION",
        ("OddWriter", "", "writing"): "OddWriter.obj_to_primitive",
    }


def test_report_when_it_is_printed_then_there_is_a_line_for_each() -> None:
    one = Fallback("A", "1.2", "", "writing", "A.obj_to_primitive")
    other = Fallback("A", "1.2", "n", "values", "Cut.coerce")
    assert str(FallbackReport([other, one])).splitlines() == [
        "A 1.2: writing by A.obj_to_primitive",
        "A.n 1.2: values by Cut.coerce",
    ]
    assert str(FallbackReport([])) == "nothing is left to oslo.versionedobjects"
    assert other.as_dict()["why"] == "Cut.coerce"


def test_shadow_when_a_class_has_slots_then_they_are_copied() -> None:
    assert state(FORGE.decode(FORGE.encode(_slots())))[1]["_obj_n"] == (int, 5)
