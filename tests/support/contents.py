"""Classes with a number that stood for two contents, as in releases of Nova."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from vobjects import (
    UNSET,
    UUID,
    Classes,
    InexpressibleError,
    Registry,
    Values,
    VersionedObject,
    added,
    child_bumped,
    history,
    initial,
    removed,
    retyped,
    value_added,
    version,
)

PCI = Registry("pci", "nova_object")


class Status(enum.StrEnum):
    """What becomes of a device; the last two came later."""

    AVAILABLE = "available"
    CLAIMED = "claimed"
    UNCLAIMABLE = "unclaimable"
    UNAVAILABLE = "unavailable"


def _status(text: str) -> Status:
    if text not in ("available", "claimed"):
        raise InexpressibleError("there is no such status")
    return Status(text)


def _parent_into_info(values: Values, classes: Classes) -> None:
    if values["parent_addr"] is None:
        return
    if "extra_info" not in values or "phys_function" in values["extra_info"]:
        raise InexpressibleError("the info has no room for the parent")
    values["extra_info"] = values["extra_info"] | {"phys_function": values["parent_addr"]}


def _parent_from_info(values: Values, classes: Classes) -> None:
    info = dict(values.get("extra_info", {}))
    values["parent_addr"] = info.pop("phys_function", None)
    if "extra_info" in values:
        values["extra_info"] = info


@PCI.register
class Device(VersionedObject):
    """A PCI device, whose 1.3 was another in kilo: status became an enum without a bump."""

    id: int = UNSET
    status: Status = UNSET
    numa_node: int | None = UNSET
    parent_addr: str | None = UNSET
    extra_info: Mapping[str, str] = UNSET
    HISTORY = history(
        initial("1.2"),
        version(
            "1.3-juno",
            "Nodes.",
            added("numa_node", default=None, why="it has a node"),
            alike="a label that is not sent stays unset",
        ),
        version(
            "1.3-kilo",
            "No label.",
            removed("label", options=UNSET, was=str, default="", why="labels count"),
            alike="a known status means the same",
        ),
        version("1.3", "Known states.", retyped("status", was=str, up=_status, down=str)),
        version(
            "1.4",
            "A device knows its parent.",
            added(
                "parent_addr",
                up=_parent_from_info,
                down=_parent_into_info,
                writes=("extra_info",),
                why="the parent stands in the info",
            ),
        ),
        version(
            "1.5",
            "Parents whose functions are in use.",
            value_added("status", Status.UNAVAILABLE, why="it would be given away"),
            value_added("status", Status.UNCLAIMABLE, why="it would be given away"),
        ),
    )


@PCI.register
class DeviceList(VersionedObject):
    """Devices, in two contents of a number as well: the second one says for what."""

    objects: tuple[Device, ...] = UNSET
    owner: UUID | None = UNSET
    HISTORY = history(
        initial("1.0-icehouse", alike="an owner that is not sent stays unset"),
        version("1.0", "Owners.", added("owner", default=None, why="it has an owner")),
        version("1.1", "Devices are at 1.3 of kilo.", child_bumped("objects", "1.3-kilo")),
        version("1.2", "Devices are at 1.5.", child_bumped("objects", "1.5")),
    )
