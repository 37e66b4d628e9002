"""Findings that a project accepts: written, read back, and found when they are stale."""

from __future__ import annotations

import pytest

from compat import ManifestError, ProjectError
from compat.check import CheckResult, Settings, accept, check
from compat.project import LoadedProject, load
from compat.rules import Finding, Severity
from tests.compat.shop_folder import ShopFolder

REASON = 'Nobody "reads" it.'


@pytest.fixture
def mistaken(shop: ShopFolder) -> ShopFolder:
    """The shop with a forgotten field."""
    assert shop.run("record").exit_code == 0
    shop.edit("objects.py", "    price: int\n", "    price: int\n    allergens: str = 'x'\n")
    return shop


def loaded(shop: ShopFolder) -> LoadedProject:
    shop.forget()
    return load(None, shop.root)


def checked(shop: ShopFolder) -> CheckResult:
    return check(loaded(shop))


def accepted(shop: ShopFolder, until: str = "") -> Finding:
    (finding,) = checked(shop).findings
    accept(loaded(shop), finding.fingerprint, REASON, until)
    return finding


def test_finding_when_it_is_accepted_is_no_finding_any_more(mistaken: ShopFolder) -> None:
    finding = accepted(mistaken)

    result = checked(mistaken)

    assert (result.findings, result.exit_status) == ((), 0)
    assert [each.fingerprint for each in result.accepted] == [finding.fingerprint]
    assert (mistaken.manifests / "accepted.toml").read_text() == (
        "# Findings of pinrail check that are accepted, each with its reason.\n"
        "\n[[accepted]]\n"
        'rule = "field-added"\n'
        f'fingerprint = "{finding.fingerprint}"\n'
        'path = "$.objects.Dish.fields.allergens"\n'
        'reason = "Nobody \\"reads\\" it."\n'
        'until = "summer"\n'
    )


def test_finding_when_it_is_accepted_again_has_one_entry(mistaken: ShopFolder) -> None:
    finding = accepted(mistaken)
    mistaken.edit(
        "objects.py", "allergens: str = 'x'", "allergens: str = 'x'\n    hot: bool = False"
    )
    (other,) = checked(mistaken).findings

    accept(loaded(mistaken), other.fingerprint, REASON, "autumn")

    text = (mistaken.manifests / "accepted.toml").read_text()
    assert text.count("[[accepted]]") == 2
    assert finding.fingerprint in text
    assert 'until = "autumn"' in text


def test_exception_when_nothing_matches_it_is_found(mistaken: ShopFolder) -> None:
    finding = accepted(mistaken)
    mistaken.edit("objects.py", "    allergens: str = 'x'\n", "")

    (stale,) = checked(mistaken).findings

    assert (stale.rule, stale.severity) == ("exception-stale", Severity.WARNS)
    assert (stale.noun, stale.name) == ("exception", finding.fingerprint)
    assert "nothing is found there any more" in stale.message


def test_exception_when_its_release_is_supported_no_more_accepts_nothing(
    mistaken: ShopFolder,
) -> None:
    accepted(mistaken, until="spring")
    mistaken.edit("upgrade.py", "window=2", "window=1")

    rules = [finding.rule for finding in checked(mistaken).findings]

    assert rules == ["field-added", "exception-stale"]


def test_exception_when_its_rule_is_not_run_is_not_stale(mistaken: ShopFolder) -> None:
    accepted(mistaken)

    assert check(loaded(mistaken), Settings(excepted=("field-added",))).findings == ()
    assert check(loaded(mistaken), Settings(excepted=("exception-stale",))).findings == ()


@pytest.mark.parametrize(
    ("fingerprint", "until", "found"),
    [("0123", "", "str '0123'"), (None, "winter", "str 'winter'")],
)
def test_accept_when_nothing_has_the_fingerprint_is_refused(
    mistaken: ShopFolder, fingerprint: str | None, until: str, found: str
) -> None:
    (finding,) = checked(mistaken).findings

    with pytest.raises(ProjectError) as caught:
        accept(loaded(mistaken), fingerprint or finding.fingerprint, REASON, until)

    assert caught.value.found == found
    assert not (mistaken.manifests / "accepted.toml").exists()


def test_accept_when_a_finding_is_of_the_newest_release_alone_lasts_as_long_as_it(
    shop: ShopFolder,
) -> None:
    assert shop.run("record", "autumn").exit_code == 0
    shop.edit("objects.py", "    price: int\n", "    price: int\n    allergens: str = 'x'\n")
    found = [each for each in checked(shop).findings if each.rule == "field-added"]

    file = accept(loaded(shop), found[0].fingerprint, REASON)

    assert 'until = "autumn"' in file.read_text()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[[accepted", "$"),
        ("other = 1", "$"),
        ("accepted = 1", "$"),
        ("[[accepted]]\nrule = 'a'\n", "$.accepted[0]"),
        (
            "[[accepted]]\nrule = 'a'\nfingerprint = ''\npath = 'a'\nreason = 'a'\nuntil = 'a'\n",
            "$.accepted[0]",
        ),
        ("accepted = [1]", "$.accepted[0]"),
    ],
)
def test_accepted_when_the_file_is_wrong_is_refused_with_the_place(
    shop: ShopFolder, text: str, path: str
) -> None:
    shop.manifests.mkdir()
    (shop.manifests / "accepted.toml").write_text(text)

    with pytest.raises(ManifestError) as caught:
        checked(shop)

    assert caught.value.path == path
