"""The interfaces of the demo cloud."""

from compat.cloud.api._compute import ComputeAPI
from compat.cloud.api._conductor import ConductorAPI
from compat.cloud.api._network import NetworkAPI
from compat.cloud.api._networks import parse_networks, request_networks
from compat.cloud.api._scheduler import SchedulerAPI
from compat.cloud.api._task import ComputeTaskAPI

__all__ = [
    "ComputeAPI",
    "ComputeTaskAPI",
    "ConductorAPI",
    "NetworkAPI",
    "SchedulerAPI",
    "parse_networks",
    "request_networks",
]
