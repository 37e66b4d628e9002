"""The interfaces of the reference cloud, with the versions that Nova's releases had."""

from compat.cloud.api.compute import ComputeAPI
from compat.cloud.api.conductor import ConductorAPI
from compat.cloud.api.network import NetworkAPI
from compat.cloud.api.scheduler import SchedulerAPI
from compat.cloud.api.task import ComputeTaskAPI

__all__ = ["ComputeAPI", "ComputeTaskAPI", "ConductorAPI", "NetworkAPI", "SchedulerAPI"]
