"""Completion: the scripts of the shells, and the names that they offer."""

from __future__ import annotations

import pytest

from compat.cli import app
from tests.compat.cli.command import invoke
from tests.compat.shop_folder import ShopFolder


def completed(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """What bash is offered in place of the last word."""
    from click.testing import CliRunner

    environment = {
        "_PINRAIL_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("pinrail", *words)),
        "COMP_CWORD": str(len(words)),
    }
    found = CliRunner().invoke(app, [], prog_name="pinrail", env=environment)
    return [line.partition(",")[2] for line in found.output.splitlines() if line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_when_a_shell_is_named_prints_its_script(shell: str) -> None:
    found = invoke("completion", shell)

    assert found.exit_code == 0
    assert f"_PINRAIL_COMPLETE={shell}_complete" in found.output


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("re",), {"record", "rehearse"}),
        (("check", "--fo"), {"--folder", "--format"}),
        (("check", "--format", "j"), {"json", "junit"}),
        (("check", "--project", ""), {"nova", "demo"}),
        (("diff", "--project", "demo", "j"), {"juno"}),
        (("explain", "--project", "nova", "InstanceNUMAT"), {"InstanceNUMATopology"}),
        (("explain", "--project", "nvoa", "Inst"), set()),
        (("pins", "--own", "ga"), {"gazpacho"}),
        (("pins", "--scope", "c"), {"cell:"}),
        (("plan", "--from", "i"), {"icehouse"}),
        (("completion", "z"), {"zsh"}),
    ],
)
def test_completion_when_a_word_is_begun_offers_names(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], offered: set[str]
) -> None:
    assert {*completed(monkeypatch, *words)} == offered


def test_completion_when_the_project_is_the_own_offers_its_releases(
    shop: ShopFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(monkeypatch, "record", "s") == ["spring", "summer"]
