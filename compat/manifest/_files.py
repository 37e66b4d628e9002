"""The files of the manifests: written from the code, read back, and compared with the code."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from compat.errors import ManifestError
from compat.manifest import _yaml
from compat.manifest._check import check
from compat.manifest._generate import generate
from compat.manifest._manifest import Manifest
from compat.manifest._shape import MANIFEST
from compat.project import Project
from vobjects._names import did_you_mean

HEADER: Final = "# Generated from the code by: pinrail record\n"


class Recorded(enum.Enum):
    """What became of the file of a release."""

    WRITTEN = "written"
    SAME = "the same"
    KEPT = "kept, although the code differs"


def text(manifest: Manifest) -> str:
    """Return a manifest as its file has it."""
    return HEADER + _yaml.dump(manifest.as_dict())


def file_of(folder: Path, release: str) -> Path:
    """Return the file of a release."""
    return folder / f"{release}.yaml"


def parse(raw: bytes, file: str) -> Manifest:
    """Return the manifest in the bytes of a file.

    Raises:
        ManifestError: it is no manifest, or its hash is not that of its content.
    """
    data = _yaml.load(raw, file)
    check(data, MANIFEST, "$", file)
    manifest = Manifest(**{key: data[key] for key in data.keys() - {"format", "content"}})
    if manifest.content != data["content"]:
        raise ManifestError(
            file=file,
            path="$.content",
            found=data["content"],
            expected=f"{manifest.content}, the hash of what is in the file",
            remedy="the file was changed by hand: take it from the version control, or record the "
            "release again",
        )
    return manifest


def read(file: Path) -> Manifest:
    """Return the manifest in a file.

    Raises:
        ManifestError: there is no such file, or it is no manifest.
    """
    try:
        with file.open("rb") as opened:
            raw = opened.read(_yaml.LIMIT + 1)
    except OSError as error:
        near = [each.stem for each in file.parent.glob("*.yaml")]
        raise ManifestError(
            file=str(file),
            path="$",
            found=f"no file that can be read: {error.strerror}",
            expected=f"a recorded release, one of {', '.join(sorted(near)) or 'none so far'}",
            remedy=f"{did_you_mean(file.stem, near)}correct the name, or record it with "
            f"pinrail record {file.stem}",
        ) from error
    return parse(raw, str(file))


def record(
    project: Project, folder: Path, releases: Iterable[str], *, replace: bool = False
) -> dict[Path, Recorded]:
    """Write the manifests of releases into a folder.

    A file that is there is only replaced if that is asked for: what was released is as it was.

    Raises:
        ProjectError: the project has no such release.
        OSError: a file cannot be written.
    """
    texts = {file_of(folder, name): text(generate(project, name)) for name in releases}
    folder.mkdir(parents=True, exist_ok=True)
    return {file: _write(file, new, replace) for file, new in texts.items()}


def _write(file: Path, new: str, replace: bool) -> Recorded:
    if file.exists():
        if file.read_bytes() == new.encode():
            return Recorded.SAME
        if not replace:
            return Recorded.KEPT
    file.write_text(new, encoding="utf-8")
    return Recorded.WRITTEN


def differences(project: Project, folder: Path, releases: Iterable[str]) -> Iterator[str]:
    """Yield how the files of releases differ from the code, as lines of a unified diff.

    Raises:
        ProjectError: the project has no such release.
        OSError: a file cannot be read.
    """
    for release in releases:
        file = file_of(folder, release)
        recorded = file.read_bytes().decode(errors="replace") if file.exists() else ""
        yield from difflib.unified_diff(
            recorded.splitlines(),
            text(generate(project, release)).splitlines(),
            str(file),
            "the code",
            lineterm="",
        )
