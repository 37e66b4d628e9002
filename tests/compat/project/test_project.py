"""A project: what it says of itself, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from compat import Project, ProjectError
from compat.cloud.project import PROJECT as DEMO
from compat.nova import PROJECT as NOVA
from rpc import Interface, Pin, Releases
from tests.compat.shop.interfaces import OrderAPI
from tests.compat.shop.objects import SHOP
from tests.compat.shop.upgrade import PROJECT, release
from vobjects import DeclarationError, Registry, VObjectError
from vobjects.version import Version

OTHER = Registry("other")
GOOD: dict[str, Any] = {
    "name": "shop",
    "registry": SHOP,
    "interfaces": (OrderAPI,),
    "releases": (PROJECT.pin("spring"), PROJECT.pin("summer")),
}


def made(**changes: Any) -> Project:
    return Project(**GOOD | changes)


def test_project_when_declared_knows_its_releases_and_its_window() -> None:
    assert PROJECT.releases == ("spring", "summer", "autumn")
    assert PROJECT.newest == "autumn"
    assert PROJECT.supported == ("spring", "summer", "autumn")
    assert PROJECT.pin("spring").view.manifest == {"Dish": "1.0", "Order": "1.0"}
    assert repr(PROJECT) == "<Project shop: spring, summer, autumn>"


def test_project_when_no_window_is_given_supports_all_releases() -> None:
    assert made().supported == ("spring", "summer")
    assert made(window=0).supported == ("summer",)


def test_project_when_its_services_have_releases_takes_them() -> None:
    assert made(releases=Releases(GOOD["releases"])).releases == ("spring", "summer")


def test_projects_when_built_in_have_the_releases_of_their_catalogs() -> None:
    assert DEMO.releases == ("icehouse", "juno", "kilo")
    assert (NOVA.releases[0], NOVA.newest, len(NOVA.supported)) == ("icehouse", "gazpacho", 3)


@pytest.mark.parametrize(
    ("changes", "found", "expected"),
    [
        ({"name": ""}, "the name str ''", "at most 64 letters"),
        ({"name": "a/b"}, "the name str 'a/b'", "at most 64 letters"),
        ({"name": 1}, "the name int 1", "at most 64 letters"),
        ({"registry": None}, "registry=None", "a Registry of vobjects"),
        ({"interfaces": OrderAPI}, "OrderAPI", "classes of rpc.Interface"),
        ({"interfaces": (Interface,)}, "Interface", "that have a HISTORY"),
        ({"interfaces": (OrderAPI, OrderAPI)}, "an interface twice: OrderAPI", "each interface"),
        ({"interfaces": ()}, "the interface 'OrderAPI'", "no interface at all"),
        ({"releases": PROJECT.pin("spring")}, "releases=Pin", "the pins of all releases"),
        ({"releases": ["spring"]}, "releases=list ['spring']", "the pins of all releases"),
        ({"releases": (release("code", "1.0", "1.0", "1.0"),)}, "'code'", "and not 'code'"),
        ({"releases": (release("a b", "1.0", "1.0", "1.0"),)}, "'a b'", "at most 64 letters"),
        ({"releases": (Pin("x", {}, OTHER.at({})),)}, "the registry 'other'", "of the project"),
        ({"window": 2}, "window=int 2", "0 to 1"),
        ({"window": -1}, "window=int -1", "0 to 1"),
        ({"window": True}, "window=bool True", "0 to 1"),
        ({"manifests": "/etc"}, "manifests=str '/etc'", "below that of the module"),
        ({"manifests": "../x"}, "manifests=str '../x'", "below that of the module"),
        ({"manifests": "a\0b"}, "manifests=", "below that of the module"),
        ({"shared": 1}, "shared=int 1", "True or False"),
        ({"manifests": None}, "manifests=None", "below that of the module"),
    ],
)
def test_project_when_it_cannot_work_is_refused(
    changes: dict[str, Any], found: str, expected: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        made(**changes)

    assert found in caught.value.found
    assert expected in caught.value.expected


def test_project_when_a_release_names_an_unknown_interface_offers_the_nearest() -> None:
    pin = Pin("spring", {"OrdreAPI": Version(1, 0)}, SHOP.at({}))

    with pytest.raises(ProjectError, match="did you mean 'OrderAPI'"):
        made(releases=(pin,))


def test_project_when_a_release_names_an_unknown_version_is_refused() -> None:
    pin = Pin("spring", {"OrderAPI": Version(7, 0)}, SHOP.at({}))

    with pytest.raises(DeclarationError, match=r"OrderAPI: found version 7\.0"):
        made(releases=(pin,))


def test_project_when_its_releases_are_out_of_order_is_refused() -> None:
    with pytest.raises(DeclarationError, match="from the oldest to the newest"):
        made(releases=(PROJECT.pin("autumn"), PROJECT.pin("spring")))


def test_release_when_unknown_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ProjectError, match="did you mean 'summer'") as caught:
        PROJECT.pin("sumer")

    assert isinstance(caught.value, VObjectError)
    assert caught.value.where == "release of project shop"


def test_project_when_it_stores_objects_knows_their_columns_and_their_form() -> None:
    project = made(stored={"orders.body": "Dish"}, data="spring")

    assert (project.stored, project.data) == ({"orders.body": "Dish"}, "spring")
    assert (made().stored, made().data) == ({}, "")


@pytest.mark.parametrize("stored", [{"orders.body": "Dishes"}, {1: "Dish"}, ["Dish"]])
def test_project_when_it_stores_what_is_no_object_is_refused(stored: Any) -> None:
    with pytest.raises(ProjectError, match="the name of an object for each column"):
        made(stored=stored)


def test_project_when_rows_have_the_form_of_no_release_is_refused() -> None:
    with pytest.raises(ProjectError, match="one of spring, summer"):
        made(data="winter")
