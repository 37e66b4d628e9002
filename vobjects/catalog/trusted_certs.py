"""The certificates that the signature of an image is checked with."""

from __future__ import annotations

from vobjects._declare.history import history, initial
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA


@NOVA.register
class TrustedCerts(VersionedObject):
    """Certificates by their ids (since rocky)."""

    ids: tuple[str, ...]

    KEY = VALUE
    HISTORY = history(initial("1.0"))
