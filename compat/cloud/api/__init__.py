"""The interfaces of the demo cloud, with names, topics and versions of their own.

Their versions show what happens to an interface: an argument of another type, arguments added,
and a new major whose services take calls of the older one.
"""

from compat.cloud.api._addresses import CloudAddressAPI
from compat.cloud.api._host import CloudHostAPI
from compat.cloud.api._networks import parse_networks, request_networks
from compat.cloud.api._placement import CloudPlacementAPI
from compat.cloud.api._records import CloudRecordsAPI
from compat.cloud.api._task import CloudTaskAPI

__all__ = [
    "CloudAddressAPI",
    "CloudHostAPI",
    "CloudPlacementAPI",
    "CloudRecordsAPI",
    "CloudTaskAPI",
    "parse_networks",
    "request_networks",
]
