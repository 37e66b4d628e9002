"""What the EC2 API calls an instance and its images."""

from __future__ import annotations

from vobjects.catalog.nova import NOVA
from vobjects.declare.field import field
from vobjects.declare.history import history, initial
from vobjects.declare.keys import VALUE
from vobjects.declare.object import VersionedObject


@NOVA.register
class EC2Ids(VersionedObject):
    """The ids that the EC2 API knows (since liberty)."""

    instance_id: str = field(read_only=True)
    ami_id: str | None = field(read_only=True)
    kernel_id: str | None = field(read_only=True)
    ramdisk_id: str | None = field(read_only=True)

    KEY = VALUE
    HISTORY = history(initial("1.0"))
