"""What the EC2 API calls an instance and its images."""

from __future__ import annotations

from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA
from vobjects.fields import field
from vobjects.identity import VALUE
from vobjects.words import history, initial


@NOVA.register
class EC2Ids(VersionedObject):
    """The ids that the EC2 API knows (since liberty)."""

    instance_id: str = field(read_only=True)
    ami_id: str | None = field(read_only=True)
    kernel_id: str | None = field(read_only=True)
    ramdisk_id: str | None = field(read_only=True)

    KEY = VALUE
    HISTORY = history(initial("1.0"))
