"""Golden bytes: one filled object of each class of some releases, as it is on the wire.

``python -m tests.support.golden`` writes them anew; review the difference before it is committed,
for a peer of that release reads what stands there.
"""

from __future__ import annotations

import base64
import functools
import json
import pathlib
import textwrap
from typing import Any

import yaml

from vobjects import catalog
from vobjects.testing import filled

RELEASES = ("icehouse", "juno", "kilo", "gazpacho")
"""A class is in the file of each of these in which it is new or has another version."""
GOLDEN = pathlib.Path(__file__).parents[1] / "data" / "golden"


@functools.cache
def golden(release: str) -> dict[str, dict[str, Any]]:
    """The stored forms of the classes of a release."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((GOLDEN / f"{release}.yaml").read_text())
    return found


def kept(release: str) -> list[str]:
    """The classes in the file of a release."""
    place, view = RELEASES.index(release), catalog.at(release)
    before = catalog.at(RELEASES[place - 1]).versions if place else {}
    return [name for name in sorted(view) if before.get(name) != view.versions[name]]


def _text(release: str) -> str:
    view = catalog.at(release)
    lines = [f"# Written by `python -m tests.support.golden`: what {release} has on the wire.", ""]
    for name in kept(release):
        obj = filled(view, name)
        obj.obj_reset_changes(recursive=True)
        message = base64.b64encode(view.encode(obj)).decode()
        primitive = json.dumps(view.to_primitive(obj), sort_keys=True)
        lines += [f"{name}:", "  message: |"]
        lines += [f"    {line}" for line in textwrap.wrap(message, 92)]
        lines += ["  primitive: >-"]
        lines += [f"    {line}" for line in textwrap.wrap(primitive, 92, break_on_hyphens=False)]
    return "\n".join(lines) + "\n"


def write() -> None:
    """Write all files."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for release in RELEASES:
        (GOLDEN / f"{release}.yaml").write_text(_text(release))


if __name__ == "__main__":
    write()
