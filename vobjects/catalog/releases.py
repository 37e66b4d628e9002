"""Which version of each class a release of Nova has (tags 2014.1, 2014.2 and 2015.1.0)."""

from __future__ import annotations

from collections.abc import Mapping

_ICEHOUSE = {
    "ComputeNode": "1.3",
    "Flavor": "1.0",
    "Instance": "1.13",
    "InstanceFault": "1.1",
    "InstanceInfoCache": "1.5",
    "InstanceList": "1.6",
    "Migration": "1.1",
    "PciDevice": "1.1",
    "PciDeviceList": "1.0",
    "SecurityGroup": "1.1",
    "SecurityGroupList": "1.0",
    "Service": "1.2",
}

_JUNO = _ICEHOUSE | {
    "ComputeNode": "1.5",
    "Flavor": "1.1",
    "Instance": "1.15",
    "InstanceFault": "1.2",
    "InstanceList": "1.9",
    "InstanceNUMACell": "1.0",
    "InstanceNUMATopology": "1.0",
    "InstancePCIRequest": "1.1",
    "InstancePCIRequests": "1.1",
    "NetworkRequest": "1.0",
    "NetworkRequestList": "1.1",
    "PciDevice": "1.2",
    "PciDeviceList": "1.1",
    "Service": "1.4",
}

_KILO = _JUNO | {
    "ComputeNode": "1.11",
    "HVSpec": "1.0",
    "Instance": "1.19",
    "InstanceList": "1.16",
    "InstanceNUMACell": "1.2",
    "InstanceNUMATopology": "1.1",
    "NUMACell": "1.2",
    "NUMAPagesTopology": "1.0",
    "NUMATopology": "1.2",
    "NetworkRequest": "1.1",
    "PciDevice": "1.3",
    "PciDevicePool": "1.1",
    "PciDevicePoolList": "1.1",
    "Service": "1.12",
    "Tag": "1.0",
    "TagList": "1.0",
    "VirtCPUFeature": "1.0",
    "VirtCPUModel": "1.0",
    "VirtCPUTopology": "1.0",
}

RELEASES: Mapping[str, Mapping[str, str]] = {
    "icehouse": _ICEHOUSE,
    "juno": _JUNO,
    "kilo": _KILO,
}
"""Release to class to version, oldest release first."""
