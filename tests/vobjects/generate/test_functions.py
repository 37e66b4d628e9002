"""Functions are compiled once for all releases that have the same versions of a class."""

from __future__ import annotations

from types import FunctionType

import pytest

from vobjects import BackportRefusedError, LossReport
from vobjects._codec.encoder import Encoder
from vobjects._generate.context import Dumper
from vobjects._generate.envelope import Compact
from vobjects._generate.functions import compile_dumper
from vobjects._plan.planner import plan
from vobjects.catalog import NOVA, at
from vobjects.testing import minimal
from vobjects.version import Version

NAME = "InstanceNUMACell"


def dumper(source: str, target: str, name: str = NAME) -> FunctionType:
    lineage = NOVA.lineage(name)
    older, newer = Version.parse(target), Version.parse(source)
    steps = plan(lineage, newer, older)
    made: Dumper = compile_dumper(steps, lineage.schemas[newer], lineage.schemas[older], Compact())
    assert isinstance(made, FunctionType)
    return made


def test_function_when_it_is_made_again_has_its_code_and_names_of_its_own() -> None:
    first, second = dumper("1.4", "1.0"), dumper("1.4", "1.0")

    assert first.__code__ is second.__code__
    assert first.__globals__ is not second.__globals__


def test_function_when_the_versions_differ_has_code_that_names_them() -> None:
    files = [dumper("1.4", older).__code__.co_filename for older in ("1.0", "1.1")]

    assert [file.partition(" compact")[0] for file in files] == [
        "<pinrail InstanceNUMACell 1.4 to 1.0",
        "<pinrail InstanceNUMACell 1.4 to 1.1",
    ]


def test_refusal_when_releases_share_a_function_names_the_release_that_refuses() -> None:
    newest = at("mitaka")
    cell = minimal(newest, NAME, cpuset={0}, cpu_policy="dedicated")
    assert at("kilo").manifest[NAME] == at("liberty").manifest[NAME]

    for release in ("kilo", "liberty"):
        with pytest.raises(BackportRefusedError, match=rf"cannot go to 1\.2 \({release}\)"):
            Encoder(newest, at(release), Compact()).dump(cell, LossReport())
