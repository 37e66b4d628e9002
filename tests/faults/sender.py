"""A client in a process of its own, to be killed: it writes down what it was told of each cast."""

from __future__ import annotations

import itertools
import sys
import uuid
from pathlib import Path

from rpc import Code, Context, RPCError, transport
from tests.faults.api import client
from tests.faults.ledger import Ledger
from tests.faults.load import DEADLINE

KINDS = ("keep", "once", "note", "again")


def main(url: str, prefix: str, path: str) -> None:
    """Send until killed."""
    told = Ledger(Path(path))
    methods = client(transport(url), prefix).prepare(timeout=DEADLINE)
    for kind in itertools.cycle(KINDS):
        id_, code = uuid.uuid4().hex, Code.OK
        try:
            getattr(methods, kind)(Context(), id_)
        except RPCError as error:
            code = error.code
        told.write(kind, code, id_)


if __name__ == "__main__":
    main(*sys.argv[1:])
