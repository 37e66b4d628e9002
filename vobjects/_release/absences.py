"""When classes came and went: what the manifests of all releases of a project say together."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._repr import shown
from vobjects.errors import DeclarationError

Releases = Mapping[str, Mapping[str, str]]
"""Release to class to version, oldest release first."""


def absences(releases: Releases) -> dict[str, dict[str, str]]:
    """Release to each class that it lacks and another one has, and when that came or went.

    The sentences are for ``absences`` of :class:`vobjects.Registry`.

    Raises:
        DeclarationError: it is no mapping of releases to their manifests.
    """
    manifests = list(releases.values()) if isinstance(releases, Mapping) else [None]
    if not all(isinstance(manifest, Mapping) for manifest in manifests):
        raise DeclarationError(
            where="absences",
            found=shown(releases),
            expected="release to class to version, oldest release first",
            remedy="pass a dict such as {'spring': {'Item': '1.2'}}",
        )
    names = sorted({name for manifest in releases.values() for name in manifest})
    return {
        release: {
            name: _when(releases, name, release) for name in names if name not in releases[release]
        }
        for release in releases
    }


def _when(releases: Releases, name: str, release: str) -> str:
    order = list(releases)
    having = [place for place, known in enumerate(order) if name in releases[known]]
    here = order.index(release)
    before = [place for place in having if place < here]
    after = [place for place in having if place > here]
    went = [f"it went with {order[before[-1] + 1]}"] if before else []
    came = [f"it came {'again ' if before else ''}with {order[after[0]]}"] if after else []
    return " and ".join(went + came)
