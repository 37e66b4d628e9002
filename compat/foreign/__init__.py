"""Projects whose classes are of oslo.versionedobjects and whose calls are of oslo.messaging."""

from compat.foreign._code import ForeignCode, read_code
from compat.foreign._declaration import Foreign
from compat.foreign._facts import Fact, Harm
from compat.foreign._hooks import DeadKey
from compat.foreign._interfaces import describe_interfaces
from compat.foreign._objects import describe_objects, loads
from compat.foreign._reads import Reads, files_of, reads_of
from compat.foreign._results import kinds_of
from compat.foreign._sends import Send, parse_sends
from compat.foreign._servers import Method

__all__ = [
    "DeadKey",
    "Fact",
    "Foreign",
    "ForeignCode",
    "Harm",
    "Method",
    "Reads",
    "Send",
    "describe_interfaces",
    "describe_objects",
    "files_of",
    "kinds_of",
    "loads",
    "parse_sends",
    "read_code",
    "reads_of",
]
