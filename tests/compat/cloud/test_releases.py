"""Releases: what each speaks, and that nothing newer can be read or called."""

import itertools
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from compat.cloud.releases import INTERFACES, VERSIONS, known_to, pin
from rpc import MEMORY_URL, AbsentMethodError, Client, Context, Interface, Peer, transport
from vobjects import AbsentFieldError, DeclarationError, FieldValueError, catalog

RELEASES = list(VERSIONS)
OLDER = list(itertools.combinations(RELEASES, 2))
EVERY = [(release, interface) for release in RELEASES for interface in INTERFACES]


def _client(release: str, interface: type[Interface]) -> Client[Interface]:
    own = pin(release)
    peer = Peer(transport(MEMORY_URL), "test", own, known_to(release), known_to(release))
    return Client(peer, interface)


def test_versions_when_they_are_listed_then_the_releases_are_the_first_of_the_catalog() -> None:
    assert tuple(RELEASES) == catalog.releases()[:3] == ("icehouse", "juno", "kilo")


@pytest.mark.parametrize(("release", "interface"), EVERY)
def test_versions_when_a_release_names_one_then_the_interface_had_it(
    release: str, interface: type[Interface]
) -> None:
    named = VERSIONS[release][interface.LINEAGE.name]

    assert str(interface.LINEAGE.at(named)) == named


@pytest.mark.parametrize("interface", INTERFACES)
def test_versions_when_releases_follow_then_no_interface_goes_back(
    interface: type[Interface],
) -> None:
    found = [pin(release).interfaces[interface.LINEAGE.name] for release in RELEASES]

    assert found == sorted(found)


@pytest.mark.parametrize("interface", INTERFACES)
def test_versions_when_it_is_the_newest_release_then_the_declared_classes(
    interface: type[Interface],
) -> None:
    assert pin(RELEASES[-1]).interfaces[interface.LINEAGE.name] == interface.LINEAGE.latest


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CloudHostAPI", ["1.0", "1.1", "1.2"]),
        ("CloudPlacementAPI", ["1.0", "1.0", "2.0"]),
        ("CloudAddressAPI", ["1.0", "1.1", "1.1"]),
        ("CloudRecordsAPI", ["1.0", "1.0", "1.0"]),
        ("CloudTaskAPI", ["1.0", "1.1", "1.1"]),
    ],
)
def test_versions_when_a_release_is_named_then_it_has_these(name: str, expected: list[str]) -> None:
    assert [VERSIONS[release][name] for release in ("icehouse", "juno", "kilo")] == expected


@pytest.mark.parametrize(
    ("older", "newer", "served"),
    [("1.0", "2.0", True), ("2.0", "1.0", False)],
)
def test_placement_when_the_major_changed_then_the_newer_serves_the_older(
    older: str, newer: str, served: bool
) -> None:
    lineage = next(i.LINEAGE for i in INTERFACES if i.LINEAGE.name == "CloudPlacementAPI")

    assert lineage.serves(lineage.at(newer), lineage.at(older)) == served


@pytest.mark.parametrize("interface", INTERFACES)
def test_interface_when_a_method_is_not_implemented_then_it_gives_no_result(
    interface: type[Interface],
) -> None:
    for name, spec in interface.LINEAGE.methods[interface.LINEAGE.latest].items():
        arguments = [None] * len(spec.arguments)
        raises: AbstractContextManager[Any] = nullcontext()
        if spec.result is not None:
            raises = pytest.raises(NotImplementedError)
        with raises:
            assert getattr(interface(), name)(Context(), *arguments) is None


@pytest.mark.parametrize("name", ["", "Kilo", "liberty", "grizzly"])
def test_pin_when_there_is_no_such_release_then_an_error_that_lists_them(name: str) -> None:
    for make in (pin, known_to):
        with pytest.raises(DeclarationError, match="one of icehouse, juno, kilo"):
            make(name)


@pytest.mark.parametrize("release", RELEASES)
def test_known_when_a_release_is_asked_then_it_and_those_before_it(release: str) -> None:
    known = list(known_to(release).supported)

    assert known == RELEASES[: RELEASES.index(release) + 1]


def test_pin_when_a_view_is_given_then_it_stands_in() -> None:
    juno = catalog.at("juno")

    assert pin("kilo", juno).view is juno
    assert pin("kilo").view is catalog.at("kilo")


@pytest.mark.parametrize(("old", "new"), OLDER)
def test_view_when_a_class_came_later_then_it_is_not_there(old: str, new: str) -> None:
    view = pin(old).view
    later = set(pin(new).view) - set(view)

    assert later or new == "icehouse"
    for name in later:
        assert not view.has(name)
        with pytest.raises(KeyError, match=f"{old} has no class '{name}'"):
            view[name]


@pytest.mark.parametrize(("old", "new"), OLDER)
def test_view_when_a_field_came_later_then_it_cannot_be_read_set_or_given(
    old: str, new: str
) -> None:
    view, met = pin(old).view, 0
    for name in view:
        for field in pin(new).view.schema(name).fields.keys() - view.schema(name).fields.keys():
            met += 1
            obj = view[name]()
            with pytest.raises(AbsentFieldError, match=f"at {old} has no field '{field}'"):
                getattr(obj, field)
            with pytest.raises(AbsentFieldError, match=f"at {old} has no field '{field}'"):
                setattr(obj, field, None)
            with pytest.raises(AbsentFieldError, match=f"at {old} has no field '{field}'"):
                view[name](**{field: None})
            with pytest.raises(AbsentFieldError, match=f"at {old} has no field '{field}'"):
                obj.obj_attr_is_set(field)
    assert met


@pytest.mark.parametrize(("release", "interface"), EVERY)
def test_client_when_a_release_never_had_a_method_then_it_cannot_be_called(
    release: str, interface: type[Interface]
) -> None:
    own = pin(release).interfaces[interface.LINEAGE.name]
    ever = {name for methods in interface.LINEAGE.methods.values() for name in methods}
    client = _client(release, interface)

    for name in {*ever, "no_such_method"} - set(interface.LINEAGE.methods[own]):
        with pytest.raises(AbsentMethodError, match=f"\\({release}\\) has no method '{name}'"):
            getattr(client.prepare(), name)


@pytest.mark.parametrize(("release", "interface"), EVERY)
def test_client_when_an_argument_came_later_then_it_cannot_be_given(
    release: str, interface: type[Interface]
) -> None:
    lineage = interface.LINEAGE
    own = lineage.methods[pin(release).interfaces[lineage.name]]
    methods = _client(release, interface).prepare()

    for name, spec in lineage.methods[lineage.latest].items():
        for argument in spec.arguments.keys() - own[name].arguments.keys():
            with pytest.raises(FieldValueError, match=f"found \\(.*{argument}"):
                getattr(methods, name)(Context(), **{argument: None})


def test_client_when_arguments_came_later_then_the_test_above_met_them() -> None:
    def arguments(release: str, interface: str, method: str) -> set[str]:
        lineage = next(i.LINEAGE for i in INTERFACES if i.LINEAGE.name == interface)
        return set(lineage.methods[pin(release).interfaces[interface]][method].arguments)

    assert "clean_shutdown" not in arguments("juno", "CloudHostAPI", "resize_guest")
    assert "clean_shutdown" in arguments("kilo", "CloudHostAPI", "resize_guest")
    assert "numa_topology" not in arguments("icehouse", "CloudTaskAPI", "resize_guest")
    assert "numa_topology" in arguments("juno", "CloudTaskAPI", "resize_guest")
