"""Every command with bad input of each kind: status 2, a remedy, and no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compat.cli import app
from tests.compat.cli.command import invoke

SURROGATE = "\udcff"
NOVA, DEMO = ("--project", "nova"), ("--project", "demo")
CASES = [
    (("pins", "--config", "binary"), "can't decode byte 0xff"),
    (("pins", "--config", "folder"), "Is a directory"),
    (("pins", "--config", "absent"), "absent"),
    (("pins", "--records", "binary"), "can't decode byte 0xff"),
    (("pins", "--records", "folder"), "Is a directory"),
    (("pins", "--records", "broken.yaml"), "no YAML that can be read"),
    (("pins", "--records", "empty.yaml"), "a list of rows"),
    (("pins", "--gone-after", "-1"), "a number of days from 0 to 36500"),
    (("pins", "--gone-after", "1e300"), "a number of days from 0 to 36500"),
    (("pins", "--gone-after", "nan"), "a number of days from 0 to 36500"),
    (("pins", "--gone-after", "soon"), "found 'soon'"),
    (("pins", "--own", SURROGATE), r"\udcff"),
    (("pins", "--scope", SURROGATE), r"\udcff"),
    (("dead-letters", "lits", "kombu+memory:///", "t"), "did you mean 'list'?"),
    (("dead-letters", "list", "rabbit", "t"), "a URL such as"),
    (("dead-letters", "list", "rabbit://127.0.0.1:1/", "t"), "no broker answers at 127.0.0.1:1"),
    (("dead-letters", "drop", "kombu+memory:///localhost", "t"), "found 0 IDs"),
    (("dead-letters", "resend", "kombu+memory:///localhost", "t", "x", "--all"), "1 IDs and"),
    (("rehearse", "--deadline", "-1"), "a number of seconds above 0 to 86400"),
    (("rehearse", "--deadline", "0"), "a number of seconds above 0 to 86400"),
    (("rehearse", "--deadline", "inf"), "a number of seconds above 0 to 86400"),
    (("rehearse", "--sysfs", "absent"), "devices/system/cpu"),
    (("rehearse", "--sysfs", "binary"), "devices/system/cpu"),
    (("rehearse", "--sysfs", "folder"), "devices/system/cpu"),
    (("rehearse", "--log", "folder"), "Is a directory"),
    (("rehearse", "--log", "absent/file"), "No such file or directory"),
    (("rehearse", "--transport", "rabbit"), "a URL such as"),
    (("rehearse", "--transport", ""), "a URL such as"),
    (("rehearse", "--transport", "rabbit://[::1"), "a URL such as"),
    (("rehearse", "--keep", SURROGATE), r"\udcff"),
    (("rehearse", "--pin", SURROGATE), r"\udcff"),
    (("plan", "--from", SURROGATE), r"\udcff"),
    (("plan", "--keep", "[red]"), "[red]"),
    (("explain", SURROGATE, "1.0", "1.1", *NOVA), r"\udcff"),
    (("explain", "Instance", SURROGATE, "1.1", *NOVA), r"\udcff"),
    (("explain", "Instance", "1.9", "1.x", *NOVA), "found str '1.x'"),
    (("explain", "Instanc", "1.9", "1.10", *NOVA), "did you mean 'Instance'?"),
    (("explain", "Instance", "yogi", "1.10", *NOVA), "did you mean 'yoga'?"),
    (("explain", "Instance", "1.9", "1.10", "--project", "nvoa"), "did you mean 'nova'?"),
    (("explain", "Instance", "1.9", "1.10", "--project", SURROGATE), r"\udcff"),
    (("explain", "Instance", "1.9", "1.10", "--project", "[b]:c"), "[b]:c"),
    (("explain", "Instance"), "Missing argument 'FROM'"),
    (("check", "--folder", "binary", *DEMO), "found the file binary"),
    (("check", "--folder", "manifests", *DEMO), "can't decode byte 0xff"),
    (("check", "--format", "jsno", *DEMO), "did you mean 'json'?"),
    (("check", "--folders", "x", *DEMO), "did you mean '--folder'?"),
    (("check",), "no pyproject.toml"),
    (("diff", "juno", "--folder", "folder", *DEMO), "no file that can be read"),
    (("diff", "folder/", *DEMO), "Is a directory"),
    (("diff", "./binary", *DEMO), "can't decode byte 0xff"),
    (("diff", "jnuo", *DEMO), "did you mean 'juno'?"),
    (("diff", SURROGATE, *DEMO), r"\udcff"),
    (("diff",), "Missing argument 'A'"),
    (("record", "--folder", "binary", *DEMO), "found the file binary"),
    (("record", "--folder", "binary/x", *DEMO), "Not a directory"),
    (("record", "jnuo", *DEMO), "did you mean 'juno'?"),
    (("record", SURROGATE, *DEMO), r"\udcff"),
    (("completion", "basch"), "did you mean 'bash'?"),
    (("changelog", SURROGATE, *DEMO), r"\udcff"),
    (("changelog", "--folder", "manifests", *DEMO), "can't decode byte 0xff"),
    (("graph", SURROGATE, *DEMO), r"\udcff"),
    (("graph", "objects", "--folder", "binary", *DEMO), "found the file binary"),
    (("chekc",), "did you mean 'check'?"),
    (("x" * 300,), "found 'xxx"),
    (("--versoin",), "did you mean '--version'?"),
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of each bad kind in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests" / "juno.yaml").write_bytes(b"\xff\xfe\0")
    (tmp_path / "binary").write_bytes(b"[upgrade_levels]\ncompute = \xff\xfe\0")
    (tmp_path / "broken.yaml").write_text("a: [")
    (tmp_path / "empty.yaml").write_text("")


def test_cases_when_counted_have_every_command() -> None:
    assert {arguments[0] for arguments, _ in CASES} >= {*app.commands}


@pytest.mark.parametrize(("arguments", "text"), CASES)
def test_command_when_given_bad_input_says_what_is_wrong(
    arguments: tuple[str, ...], text: str
) -> None:
    found = invoke(*arguments)

    assert found.exit_code == 2
    assert text in found.stderr
    assert found.stdout == ""


@pytest.mark.parametrize(("arguments", "text"), [case for case in CASES if case[0][0] != "diff"])
def test_error_when_json_is_asked_for_is_one_object(arguments: tuple[str, ...], text: str) -> None:
    found = invoke(*arguments, "--json")
    error = json.loads(found.stdout)["error"]

    assert (found.exit_code, found.stderr) == (2, "")
    assert [*error] == ["type", "message", "found", "expected", "where", "remedy"]
    assert error["found"]
    assert error["remedy"]


@pytest.mark.parametrize("how", [("--format", "json"), ("--format=json",)])
def test_error_when_the_format_is_json_has_its_parts(how: tuple[str, ...]) -> None:
    found = invoke("diff", "jnuo", *DEMO, *how)
    error = json.loads(found.stdout)["error"]

    assert error["type"] == "ManifestError"
    assert error["found"] == "no file that can be read: No such file or directory"
    assert error["expected"] == "a recorded release, one of icehouse, juno, kilo"
    assert error["where"].endswith("manifests/jnuo.yaml: $")
    assert error["remedy"].startswith("did you mean 'juno'?")


def test_command_when_it_has_a_defect_of_its_own_shows_its_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import compat.project

    def load(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(compat.project, "load", load)
    assert isinstance(invoke("check").exception, ZeroDivisionError)
