"""``checks()``: the laws find a class that is wrong, and name it, its versions and the law."""

from __future__ import annotations

import unittest
from typing import Any

import pytest

from tests.support.kinds import KINDS
from tests.support.lines import FLEET
from tests.support.mutation import mutants, planted
from tests.support.pairs import Pair
from tests.support.zoo import ZOO
from vobjects import (
    Classes,
    InexpressibleError,
    Registry,
    Values,
    VersionedObject,
    VObjectError,
    added,
    converted,
    history,
    initial,
    renamed,
    retyped,
    version,
)
from vobjects.testing import Check, LawBrokenError, NothingConvertedError, checks, laws


def _registry(fields: dict[str, Any], *changes: Any) -> Registry:
    """A registry with the class Item, whose 1.1 has these changes."""
    shop = Registry("shop")
    entries = history(initial("1.0"), version("1.1", "A change.", *changes))
    body = {"__annotations__": fields, "__module__": __name__, "HISTORY": entries}
    shop.register(type("Item", (VersionedObject,), body))
    return shop


def _broken(registry: Registry, name: str) -> LawBrokenError:
    """What the check of a name raises."""
    (check,) = [check for check in checks(registry) if str(check) == name]
    with pytest.raises(LawBrokenError) as caught:
        check()
    return caught.value


CHECKS = [check for registry in (ZOO, KINDS, FLEET) for check in checks(registry, examples=2)]


@pytest.mark.no_cover
@pytest.mark.parametrize("check", CHECKS, ids=str)
def test_check_when_the_history_is_right_holds(check: Check) -> None:
    check()


def test_checks_when_listed_are_every_two_versions_both_ways_and_the_newest_alone() -> None:
    shop = _registry({"name": str}, renamed("name", was="title"))
    assert [str(check) for check in checks(shop)] == [
        "Item 1.1 to 1.0",
        "Item 1.0 to 1.1",
        "Item 1.1 to 1.1",
    ]


def test_checks_when_versions_are_many_are_each_with_the_next_and_the_oldest_with_the_newest() -> (
    None
):
    shop = Registry("shop")
    entries = history(initial("1.0"), *(version(f"1.{n}", "Behaviour.") for n in range(1, 12)))
    body = {"__annotations__": {"id": int}, "__module__": __name__, "HISTORY": entries}
    shop.register(type("Item", (VersionedObject,), body))
    names = [str(check) for check in checks(shop)]
    assert len(names) == 2 * 11 + 2 + 1
    assert {"Item 1.4 to 1.3", "Item 1.11 to 1.0", "Item 1.0 to 1.11"} <= set(names)
    assert "Item 1.4 to 1.0" not in names


def test_check_when_a_function_cannot_convert_a_value_names_class_versions_law_and_value() -> None:
    error = _broken(
        _registry({"size": str}, retyped("size", was=int, up=str, down=int)), "Item 1.1 to 1.0"
    )
    assert (error.object, error.source, error.target) == ("Item", "1.1", "1.0")
    assert error.law == "conversion_does_not_break"
    assert "$.size: the history of Item converts str '' from 1.1 to 1.0" in error.why
    assert error.value == "Item 1.1(size='')"
    assert str(error) == (
        f"Item 1.1 to 1.0 breaks conversion_does_not_break: {error.why}; the object: {error.value}"
    )
    assert isinstance(error, VObjectError)
    assert error.fields()["law"] == error.law


def _add_one(values: Values, classes: Classes) -> None:
    values["size"] += 1


def test_check_when_functions_are_no_inverse_finds_it_in_both_directions() -> None:
    def add_two(values: Values, classes: Classes) -> None:
        values["size"] += 2

    change = converted("size", was=int, up=_add_one, down=add_two, why="sizes are from one on")
    shop = _registry({"size": int}, change)
    assert _broken(shop, "Item 1.1 to 1.0").law == "conversion_does_not_break"
    upward = _broken(shop, "Item 1.0 to 1.1")
    assert upward.law == "refusal_is_declared"
    assert "no change of the history refuses this: $.size" in upward.why


LOSSES = {
    "loss allowed": "loss_is_declared",
    "deleted": "message_belongs_to_the_view",
}


@pytest.mark.parametrize(("mutation", "law"), LOSSES.items())
def test_check_when_a_plan_loses_what_the_history_refuses_names_the_law(
    mutation: str, law: str
) -> None:
    shop = _registry(
        {"id": int, "color": str}, added("color", default="", why="colors are asked for")
    )
    (mutant,) = [m for m in mutants(Pair(shop, "Item", "1.1", "1.0")) if m.what == mutation]
    with planted(mutant):
        assert _broken(shop, "Item 1.1 to 1.0").law == law


def test_check_when_a_version_refuses_every_object_says_that_it_checked_nothing() -> None:
    def refuse(text: str) -> int:
        raise InexpressibleError("a size has a unit")

    shop = _registry({"size": str}, retyped("size", was=int, up=str, down=refuse))
    check = checks(shop)[0]
    with pytest.raises(NothingConvertedError, match="a size has a unit") as caught:
        check()
    assert caught.value.fields().keys() == {"object", "source", "target", "why"}
    assert "Item 1.1 to 1.0: no object was converted" in str(caught.value)
    assert "register_adjustment()" in str(caught.value)


def test_check_when_its_objects_are_refused_by_chance_looks_for_one_that_is_not() -> None:
    def short(text: str) -> str:
        if len(text) > 1:
            raise InexpressibleError("a name had one letter")
        return text

    shop = _registry({"name": str}, retyped("name", was=str, up=short, down=short))
    Check(shop, "Item", "1.1", "1.0", examples=1)()


def test_checks_when_run_by_unittest_are_subtests_that_are_named() -> None:
    shop = _registry({"size": str}, retyped("size", was=int, up=str, down=int))

    class TestShop(unittest.TestCase):
        def test_laws(self) -> None:
            for check in checks(shop):
                with self.subTest(str(check)):
                    check()

    result = unittest.TestResult()
    TestShop("test_laws").run(result)
    assert result.errors == []
    assert ["[Item 1.1 to 1.0]" in str(test) for test, _ in result.failures] == [True]


def test_laws_when_listed_have_a_docstring_that_names_what_they_protect() -> None:
    assert all((law.__doc__ or "").startswith("O") for law in laws.LAWS)
