"""What type checkers make of code that uses vobjects, without a plugin: the cases are data."""

import collections
import functools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import yaml
from mypy import api

_ROOT = pathlib.Path(__file__).parents[2]
_CASES: dict[str, str] = yaml.safe_load(pathlib.Path(__file__).with_name("types.yaml").read_text())

Said = dict[str, dict[int, list[str]]]
"""By case and line: the types that are revealed and the codes of errors, in order."""


@functools.cache
def _mypy() -> Said:
    with tempfile.TemporaryDirectory() as folder:
        config = f"--config-file={_ROOT}/pyproject.toml"
        out, failed, _ = api.run(["--strict", "--output=json", config, *_written(folder)])
    assert not failed, failed
    found = [json.loads(line) for line in out.splitlines()]
    return _said((e["file"], e["line"], _revealed(e["message"]) or e["code"]) for e in found)


@functools.cache
def _pyright() -> Said:
    with tempfile.TemporaryDirectory() as folder:
        _written(folder)
        settings = {"typeCheckingMode": "strict", "extraPaths": [str(_ROOT)]}
        pathlib.Path(folder, "pyrightconfig.json").write_text(json.dumps(settings))
        options = ["--outputjson", "--project", folder, "--pythonpath", sys.executable]
        command = [sys.executable, "-m", "basedpyright", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: list[Any] = json.loads(done.stdout)["generalDiagnostics"]
    return _said(
        (e["file"], e["range"]["start"]["line"] + 1, _revealed(e["message"]) or e["rule"])
        for e in found
    )


def _written(folder: str) -> list[str]:
    """A module for each case."""
    files = [pathlib.Path(folder, f"case_{name}.py") for name in _CASES]
    for file, code in zip(files, _CASES.values(), strict=True):
        file.write_text(code)
    return [str(file) for file in files]


def _revealed(message: str) -> str | None:
    """The type in a message that reveals one, without the modules of the names in it."""
    found = re.fullmatch(r'Revealed type is "(.*)"|Type of ".*" is "(.*)"', message)
    return re.sub(r"\b[a-z_]\w*\.", "", found[1] or found[2]) if found else None


def _said(found: Iterable[tuple[str, int, str]]) -> Said:
    said: Said = collections.defaultdict(lambda: collections.defaultdict(list))
    for file, line, what in sorted(found):
        said[pathlib.Path(file).stem.removeprefix("case_")][line].append(what)
    return said


def _expected(code: str, checker: int) -> dict[int, list[str]]:
    marked = re.compile(r".*#(>|!) (.*)")
    lines = enumerate(code.splitlines(), start=1)
    found = [(number, marked.fullmatch(line)) for number, line in lines]
    return {
        number: [mark[2]] if mark[1] == ">" else sorted(mark[2].split(" / ")[checker].split(", "))
        for number, mark in found
        if mark
    }


@pytest.mark.parametrize("case", _CASES)
@pytest.mark.parametrize(("place", "checker"), [(0, _mypy), (1, _pyright)], ids=["mypy", "pyright"])
def test_checker_when_it_reads_a_case_then_it_says_what_is_marked_and_no_more(
    place: int, checker: Callable[[], Said], case: str
) -> None:
    assert checker()[case] == _expected(_CASES[case], place)
