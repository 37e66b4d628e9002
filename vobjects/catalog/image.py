"""An image: what the image service says of it."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import child_bumped, history, initial, version
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Timestamped
from vobjects.catalog.image_props import ImageMetaProps


@NOVA.register
class ImageMeta(Timestamped):
    """One image and its properties (since liberty)."""

    id: UUID = UNSET
    name: str = UNSET
    status: str = UNSET
    visibility: str = UNSET
    protected: bool = UNSET
    checksum: str = UNSET
    owner: str = UNSET
    size: int = UNSET
    """Bytes."""
    virtual_size: int = UNSET
    """Bytes."""
    container_format: str = UNSET
    disk_format: str = UNSET
    direct_url: str = UNSET
    tags: tuple[str, ...] = UNSET
    properties: ImageMetaProps = UNSET
    min_ram: int = UNSET
    """MiB."""
    min_disk: int = UNSET
    """GiB."""

    KEY = ("id",)
    HISTORY = history(
        initial("1.0"),
        *(
            version(
                f"1.{minor}",
                f"Properties are at 1.{minor}.",
                child_bumped("properties", f"1.{minor}"),
            )
            for minor in range(1, 9)
        ),
    )
