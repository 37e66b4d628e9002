"""Names of fields that versioned objects use themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.bad.bad import make
from vobjects import (
    AbsentFieldError,
    DeclarationError,
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    removed,
    version,
)
from vobjects._declare.reserved import reserved

TAKEN = sorted(reserved() - {"HISTORY"})
"""Whatever is annotated as HISTORY is no field."""


def declare(name: str, *changes: Any) -> type[VersionedObject]:
    entries = [initial("1.0"), *([version("1.1", "A change.", *changes)] if changes else [])]
    fields = {} if changes else {name: int}
    made: type[VersionedObject] = Registry("cars").register(
        make("Car", fields, HISTORY=history(*entries))
    )
    return made


@pytest.mark.parametrize("name", TAKEN)
def test_field_when_objects_use_its_name_themselves_is_refused(name: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare(name)
    assert caught.value.found == f"a field {name!r}"
    assert caught.value.where == f"Car.{name}"


@pytest.mark.parametrize("name", ["context", "save", "_node", "VERSION"])
def test_removed_field_when_objects_use_its_name_themselves_is_refused(name: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare(name, removed(name, was=int, default=0))
    assert (caught.value.where, caught.value.found) == ("Car 1.0", f"a field {name!r}")


@pytest.mark.parametrize("name", ["self", "context", "fields", "obj_name", "__dict__", "_context"])
def test_reserved_when_a_class_uses_a_name_has_it(name: str) -> None:
    assert name in reserved()


def test_private_field_when_a_release_lacks_it_is_refused_there() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        _rules: str
        HISTORY = history(
            initial("1.0"), version("1.1", "Rules.", added("_rules", default="", why="x"))
        )

    assert cars.head.encode(Car(_rules="b")) != cars.head.encode(Car(_rules="c"))
    old: Any = cars.at({"Car": "1.0"})["Car"]()
    with pytest.raises(AbsentFieldError):
        old._rules = "b"
    old._note = "what is no field is the user's own"
    assert cars.at({"Car": "1.0"}).encode(old) == cars.at({"Car": "1.0"}).encode(type(old)())


@pytest.mark.parametrize(
    "name", ["a if open('x') else b", "a b", "", "class", "\ufb01eld", "1st", "a\n", "\ud800"]
)
def test_field_when_its_name_is_no_identifier_is_refused_before_code_is_made(name: str) -> None:
    with pytest.raises(DeclarationError, match="an identifier of Python"):
        declare(name)
    with pytest.raises(DeclarationError, match="an identifier of Python"):
        declare(name, removed(name, was=int, default=0))


def test_field_when_its_name_has_letters_of_any_script_is_taken() -> None:
    assert declare("größe").fields.keys() == {"größe"}
