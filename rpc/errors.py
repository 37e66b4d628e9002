"""Typed errors of calls. They travel as data: nothing on the wire is imported by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rpc.codes import Code
from vobjects import VObjectError


class RPCError(VObjectError):
    """Base of the errors of ``rpc``; ``code`` is how the call ended."""

    code: Code


class RefusedError(RPCError):
    """The receiver refused the message before anything was executed.

    ``supports`` is what the receiver announced: its release and the versions of its interfaces.
    """

    def __init__(
        self,
        *,
        code: Code,
        call: str,
        sender: str,
        receiver: str,
        detail: str,
        supports: Mapping[str, Any],
    ) -> None:
        self.code, self.call, self.sender, self.receiver = code, call, sender, receiver
        self.detail, self.supports = detail, dict(supports)
        super().__init__(
            f"{call} from {sender} to {receiver} was refused and not executed ({code}): {detail}; "
            f"set the pin of {receiver} to what it supports: {dict(supports)}"
        )


class AbsentMethodError(RPCError, AttributeError):
    """A method that the own release of the interface lacks, or its peer's; nothing was sent."""

    code = Code.BACKPORT_REFUSED

    def __init__(
        self, *, interface: str, version: str, release: str, method: str, when: str
    ) -> None:
        self.interface, self.version, self.release = interface, version, release
        self.method, self.when = method, when
        super().__init__(f"{interface} {version} ({release}) has no method {method!r}: {when}")


class ArgumentRefusedError(RPCError):
    """An argument that the receiver's release does not have, with a value that matters."""

    code = Code.BACKPORT_REFUSED

    def __init__(
        self, *, interface: str, method: str, argument: str, release: str, found: str, why: str
    ) -> None:
        self.interface, self.method, self.argument = interface, method, argument
        self.release, self.found, self.why = release, found, why
        super().__init__(
            f"{interface}.{method}({argument}={found}) cannot go to {release}: {why}; nothing was "
            f"sent: upgrade the receiver first, or leave the argument out"
        )


class ApplicationError(RPCError):
    """An error of the service itself, such as ``NoValidHost``; raised by methods, met by callers.

    ``name`` and ``details`` travel; the class of the far side does not.
    """

    code = Code.FAILED

    def __init__(self, name: str, message: str, /, **details: Any) -> None:
        self.name, self.message, self.details = name, message, details
        super().__init__(f"{name}: {message}")


class ResultRefusedError(RPCError):
    """The method ran, but its result cannot be held or read by the release of the caller."""

    code = Code.RESULT_REFUSED

    def __init__(self, *, call: str, sender: str, receiver: str, detail: str) -> None:
        self.call, self.sender, self.receiver, self.detail = call, sender, receiver, detail
        super().__init__(
            f"{call} was executed by {receiver}, but its result cannot come to {sender}: {detail}; "
            f"do not send again: upgrade the sender first"
        )


class OutcomeUnknownError(RPCError):
    """No answer that can be read: the method may have run, may run yet, or never will."""

    code = Code.UNKNOWN

    def __init__(self, *, call: str, receiver: str, deadline: float, why: str = "") -> None:
        self.call, self.receiver, self.deadline = call, receiver, deadline
        self.why = why or f"no answer within {deadline:g} s"
        super().__init__(
            f"{call} to {receiver}: {self.why}, the outcome is unknown; check whether {receiver} "
            f"runs, and ask it for the state before sending again"
        )


class UndeliveredError(RPCError):
    """The broker took the message to no queue: it was not executed, and will not be.

    A cast to all servers is an exception: with none of them there, nobody gets it, and all is well.
    """

    code = Code.UNDELIVERED

    def __init__(self, *, call: str, receiver: str, deadline: float, why: str) -> None:
        self.call, self.receiver, self.deadline, self.why = call, receiver, deadline, why
        super().__init__(
            f"{call} to {receiver} was not delivered and not executed: {why} (deadline "
            f"{deadline:g} s); send again when the broker answers and {receiver} runs"
        )


class MessageTooLargeError(RPCError):
    """A message that is larger than the broker takes; nothing was written.

    ``size`` and ``largest`` are bytes on the wire, where objects are a third longer than as
    MessagePack.
    """

    code = Code.INVALID

    def __init__(self, *, call: str, receiver: str, size: int, largest: int) -> None:
        self.call, self.receiver, self.size, self.largest = call, receiver, size, largest
        super().__init__(
            f"{call} to {receiver} was not sent: it has {size} bytes on the wire, and the broker "
            f"takes {largest}; send less at once, or raise max_message_size of the broker and "
            f"give transport(largest=) the same"
        )


class QueueRefusedError(RPCError):
    """A broker has a queue of this name that was made by other settings; no server started."""

    code = Code.UNDELIVERED

    def __init__(self, *, queue: str, server: str, found: str) -> None:
        self.queue, self.server, self.found = queue, server, found
        super().__init__(
            f"{server} cannot use the queue {queue!r}, which others made by other settings: "
            f"{found}; if services without Pinrail use it, add ?rabbit_quorum_queue=false&"
            f"rabbit_transient_quorum_queue=false to the URL of the transport, else delete it: "
            f"rabbitmqctl delete_queue {queue} --if-empty"
        )


class ForkedError(RPCError):
    """A process uses the transport of its parent, which goes on to use it: nothing was sent.

    Both would read and write one connection.
    """

    code = Code.INVALID

    def __init__(self, *, user: int, process: int) -> None:
        self.user, self.process = user, process
        super().__init__(
            f"process {process} was forked from {user}, which used this transport before; make "
            f"transports, peers, clients and servers after the fork, in the process that uses them"
        )


class ImplementationError(RPCError):
    """A service that does not fit the interface that it serves, found when it starts."""

    code = Code.METHOD_REFUSED

    def __init__(self, *, interface: str, implementation: str, problems: list[str]) -> None:
        self.interface, self.implementation = interface, implementation
        self.problems = problems
        super().__init__(f"{implementation} does not serve {interface}: {'; '.join(problems)}")
