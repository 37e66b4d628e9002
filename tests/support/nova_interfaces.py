"""What Nova's own source says of its interfaces: servers and clients of each release."""

from __future__ import annotations

import dataclasses
import functools
import pathlib
from collections.abc import Mapping
from typing import Any

import yaml

_FILE = pathlib.Path(__file__).parents[1] / "data" / "nova" / "interfaces.yaml"
_GONE = "gone"

Methods = Mapping[str, str]
"""By method, its arguments in a text; one with a default has ``=`` behind it."""


@dataclasses.dataclass(frozen=True)
class Facts:
    """One interface in one release."""

    version: str
    server: Methods
    client: Methods
    """The style comes before the arguments, which are all that it may ever send."""
    previous_version: str
    previous: Methods
    """What the server has for the major before, as far as that differs."""


@functools.cache
def _all() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(_FILE.read_text())
    return found


def namespace(interface: str) -> str | None:
    """The namespace of an interface's target."""
    found: str | None = _all()[interface]["namespace"]
    return found


def history(interface: str) -> dict[str, set[str]]:
    """By version, what Nova's notes say that came (+), went (-) or changed its type (~)."""
    texts: dict[str, str] = _all()[interface]["history"]
    return {
        version: {change.strip() for change in text.split(",") if change.strip()}
        for version, text in texts.items()
    }


@functools.cache
def by_release(interface: str) -> dict[str, Facts]:
    """An interface in each release; the file holds what differs from the release before."""
    found: dict[str, Facts] = {}
    before = Facts("", {}, {}, "", {})
    for release, changes in _all()[interface]["releases"].items():
        before = found[release] = Facts(
            changes["version"],
            _changed(before.server, changes.get("server", {})),
            _changed(before.client, changes.get("client", {})),
            changes.get("previous_version", before.previous_version),
            _changed(before.previous, changes.get("previous", {})),
        )
    return found


def _changed(methods: Methods, changes: Methods) -> Methods:
    return {name: text for name, text in {**methods, **changes}.items() if text != _GONE}
