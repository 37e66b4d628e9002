"""A version-pinned RPC layer over oslo.messaging."""

import logging

import vobjects  # noqa: F401  isort: skip  (makes threads the default before oslo.messaging comes)

from rpc._broker.dead_letters import DeadLetter, DeadLetterQueue
from rpc._broker.probe import BrokerUnreachableError, delete_queues, must_answer
from rpc._broker.transport import MEMORY_URL, transport
from rpc._client.client import Client
from rpc._declare.context import Context, Introduction
from rpc._declare.history import (
    argument_added,
    argument_removed,
    argument_renamed,
    argument_retyped,
    default_changed,
    history,
    initial,
    method_added,
    method_removed,
    method_renamed,
    previous_major_served,
    result_retyped,
    style_changed,
    version,
)
from rpc._declare.method import local
from rpc._declare.plain_data import Data
from rpc._server.server import Server
from rpc.codes import Code
from rpc.errors import (
    AbsentMethodError,
    ApplicationError,
    ArgumentRefusedError,
    ForkedError,
    ImplementationError,
    MessageTooLargeError,
    OutcomeUnknownError,
    QueueRefusedError,
    RefusedError,
    ResultRefusedError,
    RPCError,
    UndeliveredError,
)
from rpc.interface import Interface, call, cast
from rpc.observe._discarded import Reason, TurnedAway
from rpc.observe._events import Event, Observer, Served
from rpc.peer import Peer
from rpc.pins._errors import MisPinError
from rpc.pins._fixed import Pins
from rpc.pins._lookup import Answer, Known, Nobody, PinSource, Unknown
from rpc.pins._pin import Destination, Pin
from rpc.pins._releases import Releases
from vobjects._declare.field import REQUIRED

logging.getLogger("rpc").addHandler(logging.NullHandler())  # an application decides what it reads

__all__ = [
    "MEMORY_URL",
    "REQUIRED",
    "AbsentMethodError",
    "Answer",
    "ApplicationError",
    "ArgumentRefusedError",
    "BrokerUnreachableError",
    "Client",
    "Code",
    "Context",
    "Data",
    "DeadLetter",
    "DeadLetterQueue",
    "Destination",
    "Event",
    "ForkedError",
    "ImplementationError",
    "Interface",
    "Introduction",
    "Known",
    "MessageTooLargeError",
    "MisPinError",
    "Nobody",
    "Observer",
    "OutcomeUnknownError",
    "Peer",
    "Pin",
    "PinSource",
    "Pins",
    "QueueRefusedError",
    "RPCError",
    "Reason",
    "RefusedError",
    "Releases",
    "ResultRefusedError",
    "Served",
    "Server",
    "TurnedAway",
    "UndeliveredError",
    "Unknown",
    "argument_added",
    "argument_removed",
    "argument_renamed",
    "argument_retyped",
    "call",
    "cast",
    "default_changed",
    "delete_queues",
    "history",
    "initial",
    "local",
    "method_added",
    "method_removed",
    "method_renamed",
    "must_answer",
    "previous_major_served",
    "result_retyped",
    "style_changed",
    "transport",
    "version",
]
