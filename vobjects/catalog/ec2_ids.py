"""What the EC2 API calls an instance and its images."""

from __future__ import annotations

from vobjects._declare.field import field
from vobjects._declare.history import history, initial
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA


@NOVA.register
class EC2Ids(VersionedObject):
    """The ids that the EC2 API knows (since liberty)."""

    instance_id: str = field(read_only=True)
    ami_id: str | None = field(read_only=True)
    kernel_id: str | None = field(read_only=True)
    ramdisk_id: str | None = field(read_only=True)

    KEY = VALUE
    HISTORY = history(initial("1.0"))
