"""The services of the rehearsed cloud and who sends to whom."""

from __future__ import annotations

import dataclasses
import enum
from typing import Final


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


@dataclasses.dataclass(frozen=True)
class Service:
    """One service of the fleet; its name is its server name on the broker."""

    name: str
    role: Role

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it serves."""
        if self.role is Role.CONTROLLER:
            return ("conductor", "compute_task")
        return ("compute",) if self.role.is_compute else (self.role.value,)


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
