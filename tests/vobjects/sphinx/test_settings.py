"""What conf.py may say of a registry, and what it is told when it says something else."""

from typing import Any

import pytest

from tests.support import yard
from vobjects import DeclarationError
from vobjects.sphinx._settings import settings

NAME = "tests.support.yard:YARD"


def test_settings_when_both_are_named_then_they_are_the_objects() -> None:
    found = settings("yard", {"registry": NAME, "releases": "tests.support.yard:RELEASES"})
    assert found.registry is yard.YARD
    assert found.releases is yard.RELEASES
    assert found.label("Boat", "1.2") == "yard-Boat-1.2"


def test_settings_when_no_releases_are_named_then_there_are_none() -> None:
    assert settings("yard", {"registry": NAME}).releases == {}


@pytest.mark.parametrize(
    "setting", [NAME, {}, {"releases": NAME}, {"registry": NAME, "release": NAME}]
)
def test_settings_when_a_key_is_missing_or_unknown_then_it_says_which_there_are(
    setting: Any,
) -> None:
    with pytest.raises(DeclarationError) as caught:
        settings("yard", setting)
    assert caught.value.where == "vobjects_registries['yard']"
    assert caught.value.expected == "a dict with 'registry', and 'releases' if there are any"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("tests.support.yard", "str 'tests.support.yard' (not enough values"),
        ("tests.support.nothing:YARD", "(No module named 'tests.support.nothing')"),
        ("tests.support.yard:NOTHING", "has no attribute 'NOTHING')"),
        (7, "int 7 ('int' object has no attribute 'split')"),
        ("tests.support.yard:RELEASES", "'tests.support.yard:RELEASES', which is dict {"),
    ],
)
def test_settings_when_a_name_leads_to_no_registry_then_it_says_what_was_found(
    name: Any, found: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        settings("yard", {"registry": name})
    assert caught.value.where == "vobjects_registries['yard']['registry']"
    assert found in caught.value.found
    assert caught.value.expected == "'module:attribute' of a Registry"


def test_settings_when_the_releases_are_no_mapping_then_it_says_what_was_found() -> None:
    with pytest.raises(DeclarationError, match=r"of a Mapping; correct the name in conf\.py"):
        settings("yard", {"registry": NAME, "releases": NAME})
