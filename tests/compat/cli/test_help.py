"""The help: what it says, and what it must not import."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
from typing import Any

import pytest

import compat
from compat.cli import app
from tests.compat.cli.command import invoke

COMMANDS = ["", *app.commands]
PROGRAM = """
import contextlib, io, json, sys
before = {*sys.modules}
import compat
from compat.cli import app
shown = []
for name in ["", *app.commands]:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        app([*name.split(), "--help"], prog_name="pinrail")
    shown.append(out.getvalue())
print(json.dumps({"shown": shown, "imported": sorted({*sys.modules} - before)}))
"""


@pytest.fixture(scope="module")
def helped() -> Any:
    """The help of every command, and the modules that all of it imported."""
    environment = {**os.environ, "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_help_when_shown_imports_little(helped: Any) -> None:
    heavy = {"vobjects", "rpc", "rich", "yaml", "eventlet", "oslo_messaging", "msgspec"}
    imported = helped["imported"]

    assert heavy.isdisjoint(name.partition(".")[0] for name in imported)
    assert not [name for name in imported if name.startswith("compat.project")]
    assert len(imported) < 130


def test_help_when_shown_names_every_command_and_option(helped: Any) -> None:
    for name, text in zip(COMMANDS, helped["shown"], strict=True):
        shown = app.commands[name] if name else app
        options = [option for param in shown.params for option in param.opts]
        assert all(option in text for option in options if option.startswith("-"))
    assert all(name in helped["shown"][0] for name in app.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_short_option_when_given_shows_the_help(name: str, helped: Any) -> None:
    shown = helped["shown"][COMMANDS.index(name)]

    assert invoke(*name.split(), "-h").output.split() == shown.split()


def test_command_when_nothing_is_asked_shows_the_help() -> None:
    assert invoke().output == invoke("--help").output


def test_help_when_a_command_is_listed_has_its_whole_sentence(helped: Any) -> None:
    assert "..." not in helped["shown"][0].partition("Commands:")[2]


def test_package_when_asked_for_a_name_that_it_does_not_have_says_so() -> None:
    with pytest.raises(AttributeError, match="module 'compat' has no attribute 'Projekt'"):
        getattr(compat, "Projekt")  # noqa: B009  # no such name is known to a type checker


def test_version_when_asked_for_is_that_of_the_package() -> None:
    found = invoke("--version")

    assert found.exit_code == 0
    assert found.output == f"pinrail {importlib.metadata.version('pinrail')}\n"
