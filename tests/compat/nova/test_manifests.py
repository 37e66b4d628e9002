"""The manifests of Nova's releases that lie in the project are what its catalogs say."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import pytest

from compat.manifest import file_of, generate, read
from compat.nova import PROJECT

FOLDER = Path(str(importlib.resources.files("compat.nova"))) / PROJECT.manifests


@pytest.mark.parametrize("release", PROJECT.releases)
def test_manifest_of_a_release_is_what_the_catalogs_say(release: str) -> None:
    recorded = read(file_of(FOLDER, release))
    assert recorded.content == generate(PROJECT, release).content, "run tools/record-nova"


def test_manifests_of_nova_are_of_its_releases_alone() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {*PROJECT.releases}
