"""The recorded releases of Cinder, Ironic and Neutron, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.manifest import parse, text

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "tests" / "corpora").glob("*/*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_release_when_it_was_recorded_has_a_manifest_a_lock_and_a_page(file: Path) -> None:
    name, raw = file.parent.name, file.read_bytes()
    manifest = parse(raw, str(file))

    assert (manifest.project, manifest.release) == (name, file.stem)
    assert text(manifest).encode() == raw
    assert f"{name}=={file.stem}" in (
        (ROOT / "requirements" / "corpora" / f"{name}-{file.stem}.lock").read_text().splitlines()
    )
    assert file.stem.split(".")[0] in (ROOT / "docs" / "findings" / f"{name}.md").read_text()


def test_corpora_when_listed_are_two_releases_of_three_projects() -> None:
    assert [file.parent.name for file in FILES] == [
        name for name in ("cinder", "ironic", "neutron") for _ in range(2)
    ]
