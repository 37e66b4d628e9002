"""The services of the demo cloud: ordinary code that uses `vobjects` and `rpc` as a user does."""

from compat.cloud.services._compute import Compute
from compat.cloud.services._controller import Controller
from compat.cloud.services._network import Network
from compat.cloud.services._scheduler import Scheduler
from compat.cloud.services._store import Rows, Store

__all__ = ["Compute", "Controller", "Network", "Rows", "Scheduler", "Store"]
