"""Who says how a destination is pinned: by hand, configuration, service records, or the peer."""

from rpc.sources.answer import Answer, Known, Nobody, PinSource, Unknown
from rpc.sources.config import Config, mutate_on_sighup
from rpc.sources.levels import Levels
from rpc.sources.options import options
from rpc.sources.record import Census, Record
from rpc.sources.records import Records
from rpc.sources.scope import ALL_CELLS, EACH_HOST, Scope, one_cell
from rpc.sources.static import Pins

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
