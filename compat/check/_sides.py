"""A side of a comparison: a recorded release, a file, or the code."""

from __future__ import annotations

from pathlib import Path

from compat.manifest import Manifest, file_of, generate, read
from compat.project import CODE, LoadedProject


def side(loaded: LoadedProject, text: str) -> Manifest:
    """Return the manifest that a text names.

    Args:
        loaded: the project.
        text: ``code`` for the newest release as the code has it; the path of a manifest, with a
            slash or the ending ``.yaml``; or the name of a recorded release.

    Raises:
        ManifestError: there is no such file, or it is no manifest.
    """
    if text == CODE:
        return generate(loaded.project, loaded.project.newest)
    if "/" in text or text.endswith(".yaml"):
        return read(Path(text))
    return read(file_of(loaded.folder, text))
