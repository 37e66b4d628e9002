"""The certificates that the signature of an image is checked with."""

from __future__ import annotations

from vobjects.catalog.nova import NOVA
from vobjects.declare.history import history, initial
from vobjects.declare.keys import VALUE
from vobjects.declare.object import VersionedObject


@NOVA.register
class TrustedCerts(VersionedObject):
    """Certificates by their ids (since rocky)."""

    ids: tuple[str, ...]

    KEY = VALUE
    HISTORY = history(initial("1.0"))
