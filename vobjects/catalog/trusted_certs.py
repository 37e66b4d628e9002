"""The certificates that the signature of an image is checked with."""

from __future__ import annotations

from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA
from vobjects.identity import VALUE
from vobjects.words import history, initial


@NOVA.register
class TrustedCerts(VersionedObject):
    """Certificates by their ids (since rocky)."""

    ids: tuple[str, ...]

    KEY = VALUE
    HISTORY = history(initial("1.0"))
