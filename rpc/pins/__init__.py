"""Who says how a destination is pinned: by hand, configuration, service records, or the peer."""

from rpc.pins._config import Config, mutate_on_sighup
from rpc.pins._fixed import Pins
from rpc.pins._levels import Levels
from rpc.pins._lookup import Answer, Known, Nobody, PinSource, Unknown
from rpc.pins._options import options
from rpc.pins._scope import ALL_CELLS, EACH_HOST, Scope, one_cell
from rpc.pins._service_record import Census, Record
from rpc.pins._service_records import Records

__all__ = [
    "ALL_CELLS",
    "EACH_HOST",
    "Answer",
    "Census",
    "Config",
    "Known",
    "Levels",
    "Nobody",
    "PinSource",
    "Pins",
    "Record",
    "Records",
    "Scope",
    "Unknown",
    "mutate_on_sighup",
    "one_cell",
    "options",
]
