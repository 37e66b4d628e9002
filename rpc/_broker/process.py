"""Which process uses a transport: connections and threads do not survive a fork."""

from __future__ import annotations

import os
import weakref
from typing import Any, Final

from rpc.errors import ForkedError

_USERS: Final = weakref.WeakKeyDictionary[Any, int]()
"""The process that first used the driver of a transport."""


def must_not_be_forked(transport: Any) -> None:
    """Note that this process uses a transport.

    Raises:
        ForkedError: its parent did before, and still has the connections.
    """
    own = os.getpid()
    user = _USERS.setdefault(transport._driver, own)
    if user != own:
        raise ForkedError(user=user, process=own)
