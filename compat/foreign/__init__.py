"""Projects whose classes are of oslo.versionedobjects and whose calls are of oslo.messaging."""

from compat.foreign._declaration import Foreign
from compat.foreign._interfaces import describe_interfaces
from compat.foreign._objects import describe_objects

__all__ = ["Foreign", "describe_interfaces", "describe_objects"]
