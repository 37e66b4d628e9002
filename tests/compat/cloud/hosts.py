"""Recorded hosts, and a recording written out as the files of a real sysfs."""

from pathlib import Path

import yaml

from compat.cloud.host import RecordedTree

_DATA = Path(__file__).parents[2] / "data" / "sysfs"

NAMES = sorted(path.stem for path in _DATA.glob("*.yaml"))


def files(name: str) -> dict[str, str]:
    """The recording of one machine: path to text."""
    found: dict[str, str] = yaml.safe_load((_DATA / f"{name}.yaml").read_text())
    return found


def recorded(name: str) -> RecordedTree:
    return RecordedTree(files(name))


def write(recording: dict[str, str], root: Path) -> None:
    """Make the files of a recording as a kernel does: one line each, ``physfn`` a link."""
    for path, text in recording.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.name == "physfn":
            file.symlink_to(f"../{text}")
        else:
            file.write_text(f"{text}\n")
