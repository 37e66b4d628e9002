"""A class that a release lacks: the error says when it came, and when it went."""

from collections.abc import Callable

import pytest

from tests.support.bad.bad import wheels
from vobjects import (
    AbsentClassError,
    Registry,
    VersionedObject,
    absences,
    catalog,
    history,
    initial,
)

RELEASES = {
    "spring": {"Cell": "1.0", "Host": "1.0"},
    "summer": {"Cell": "1.0"},
    "autumn": {"Cell": "1.0", "Port": "1.0"},
    "winter": {"Cell": "1.0", "Port": "1.0", "Host": "1.1"},
}


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("spring", {"Port": "it came with autumn"}),
        (
            "summer",
            {
                "Host": "it went with summer and it came again with winter",
                "Port": "it came with autumn",
            },
        ),
        ("autumn", {"Host": "it went with summer and it came again with winter"}),
        ("winter", {}),
    ],
)
def test_absences_when_classes_came_and_went_then_each_release_says_when(
    release: str, expected: dict[str, str]
) -> None:
    assert absences(RELEASES)[release] == expected


def test_absences_when_a_class_went_for_good_then_nothing_says_that_it_comes() -> None:
    releases = {"spring": {"Host": "1.0"}, "summer": {}, "autumn": {}}
    assert absences(releases)["autumn"] == {"Host": "it went with summer"}


def test_view_when_it_lacks_a_class_then_the_error_says_when_it_came() -> None:
    with pytest.raises(KeyError) as caught:
        catalog.at("juno")["ImageMeta"]
    assert str(caught.value) == "juno has no class 'ImageMeta': it came with liberty"
    assert isinstance(caught.value, AbsentClassError)
    assert caught.value.fields() == {
        "view": "juno",
        "object": "ImageMeta",
        "when": "it came with liberty",
        "nearest": "",
    }


def test_view_when_a_class_of_a_later_release_is_asked_for_then_the_error_is_the_same() -> None:
    kind = catalog.at("train")["Resource"]
    with pytest.raises(AbsentClassError, match="stein has no class 'Resource': it came with train"):
        catalog.at("stein")[kind]


def test_view_when_no_release_has_the_class_then_nothing_is_said_of_releases() -> None:
    with pytest.raises(AbsentClassError) as caught:
        catalog.at("juno")["Nothing"]
    assert str(caught.value) == "juno has no class 'Nothing'"


def test_view_when_it_has_no_label_then_the_error_names_the_project() -> None:
    with pytest.raises(AbsentClassError) as caught:
        Registry("hosts").head["Cell"]
    assert str(caught.value) == "hosts has no class 'Cell'"


def test_get_when_the_view_lacks_a_class_then_the_default_is_given() -> None:
    assert catalog.at("juno").get("ImageMeta") is None


@pytest.mark.parametrize("release", catalog.releases())
def test_release_when_it_lacks_a_class_then_the_release_named_is_the_first_that_has_it(
    release: str,
) -> None:
    order = catalog.releases()
    for name in catalog.NOVA.head:
        if name not in catalog.at(release):
            first = next(other for other in order if name in catalog.at(other))
            with pytest.raises(AbsentClassError, match=f"it came with {first}$"):
                catalog.at(release)[name]


def test_views_when_the_registry_is_told_of_absences_then_each_says_its_own() -> None:
    hosts = Registry("hosts")

    @hosts.register
    class Cell(VersionedObject):
        id: int
        HISTORY = history(initial("1.0"))

    hosts.absences = {"spring": {"Host": "it came with summer"}}
    for label, text in (("spring", ": it came with summer"), ("summer", "")):
        with pytest.raises(AbsentClassError) as caught:
            hosts.at({"Cell": "1.0"}, label=label)["Host"]
        assert str(caught.value) == f"{label} has no class 'Host'{text}"


@pytest.mark.parametrize("field", [[], {}, set(), 5, object()])
def test_field_when_it_is_no_text_is_one_that_no_release_has(field: object) -> None:
    registry, _ = wheels()
    (name,) = registry.head
    has: Callable[..., bool] = registry.head.has
    assert not has(name, field)
    assert has(name)
    assert has(name, next(iter(registry.head.schema(name).fields)))
    assert not has("Other", field)
