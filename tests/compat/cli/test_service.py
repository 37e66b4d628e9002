"""A service with three releases in git: its CI passes as it is, and names what is forgotten."""

from __future__ import annotations

import pytest

from tests.compat.cli.service import NOTE, RELEASES, WORKFLOW, Service
from tests.compat.shop_folder import ShopFolder


@pytest.fixture
def service(shop: ShopFolder) -> Service:
    """The service after its third release."""
    made = Service(shop)
    for name in RELEASES:
        statuses = [result.exit_code for result in made.release(name)]
        assert statuses == [0, 0, 0, 0]
    return made


def test_workflow_when_counted_has_five_steps() -> None:
    assert WORKFLOW.count("      - ") == 5


def test_release_when_a_later_one_is_made_stays_as_it_was_recorded(service: Service) -> None:
    assert service.git("tag").split() == ["autumn", "spring", "summer"]
    assert service.git("diff", "--stat", "spring", "main", "--", "shop/manifests/spring.yaml") == ""
    assert service.git("status", "--short", "--", "shop/manifests") == ""


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("objects.py", "weight: int\n", "weight: int\n    size: str = 's'\n", "vo.added('size'"),
        ("objects.py", "weight: int", "weight: float", "vo.retyped('weight', was=int"),
        ("objects.py", "    weight: int\n", "", "vo.removed('weight', was=int"),
        ("objects.py", NOTE, NOTE.replace("None", '"none"'), "declare what is new in a version"),
        ("interfaces.py", "parcel: Parcel,", "parcel: Parcel | None,", "argument_retyped('send'"),
        ("interfaces.py", '"parcels"', '"post"', "declare a second interface"),
        ("interfaces.py", "-> int:", "-> str:", "result_retyped('send', was=int"),
        ("upgrade.py", "('1.1', '1.0')", "('1.0', '1.0')", "the versions of summer.yaml"),
    ],
)
def test_pipeline_when_a_mistake_is_pushed_fails_and_says_what_to_write(
    service: Service, file: str, old: str, new: str, found: str
) -> None:
    service.folder.edit(file, old, new)

    check, _ = service.pipeline()

    assert check.exit_code == 1
    assert "::error " in check.output
    assert found in check.output


def test_changelog_when_asked_of_the_service_names_its_changes(service: Service) -> None:
    text = service.folder.run("changelog").output

    assert "## autumn\n\nSince summer.\n\n### ParcelAPI 1.0 to 1.1\n" in text
    assert "- field note was added: type str | None, default null\n" in text
