"""The services of the rehearsed cloud and who sends to whom."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Final

from compat.cloud import api
from rpc import Interface


class Role(enum.StrEnum):
    """What a service does."""

    API = "api"
    CONTROLLER = "controller"
    SCHEDULER = "scheduler"
    NETWORK = "network"
    LIBVIRT = "libvirt"
    DOCKER = "docker"
    IRONIC = "ironic"

    @property
    def is_compute(self) -> bool:
        """Whether the service runs guests."""
        return self in (Role.LIBVIRT, Role.DOCKER, Role.IRONIC)


SERVED: Final[Mapping[Role, tuple[type[Interface], ...]]] = {
    Role.API: (),
    Role.CONTROLLER: (api.CloudRecordsAPI, api.CloudTaskAPI),
    Role.SCHEDULER: (api.CloudPlacementAPI,),
    Role.NETWORK: (api.CloudAddressAPI,),
    **dict.fromkeys((Role.LIBVIRT, Role.DOCKER, Role.IRONIC), (api.CloudHostAPI,)),
}
"""The interfaces that a service of each role serves."""


@dataclasses.dataclass(frozen=True)
class Service:
    """One service of the fleet; its name is its server name on the broker."""

    name: str
    role: Role

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it serves."""
        return tuple(interface.LINEAGE.topic for interface in SERVED[self.role])


FLEET: Final = (
    Service("controller", Role.CONTROLLER),
    Service("scheduler", Role.SCHEDULER),
    Service("network", Role.NETWORK),
    Service("libvirt-1", Role.LIBVIRT),
    Service("libvirt-2", Role.LIBVIRT),
    Service("docker-1", Role.DOCKER),
    Service("ironic-1", Role.IRONIC),
)
"""In the order in which they are upgraded. The API runs with the controller's release."""

_COMPUTES: Final = (Role.LIBVIRT, Role.DOCKER, Role.IRONIC)

EDGES: Final = (
    (Role.API, Role.CONTROLLER),
    (Role.CONTROLLER, Role.SCHEDULER),
    (Role.SCHEDULER, Role.CONTROLLER),
    *((Role.CONTROLLER, compute) for compute in _COMPUTES),
    *((compute, Role.CONTROLLER) for compute in _COMPUTES),
    *((compute, Role.NETWORK) for compute in _COMPUTES),
    (Role.LIBVIRT, Role.LIBVIRT),
)
"""Sender and receiver of every call of the cloud."""
