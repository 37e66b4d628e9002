"""Tables of versions that are kept by hand."""

from __future__ import annotations

from rpc import MisPinError, Pin
from vobjects import Registry


def must_have_all(own: Pin, registry: Registry, table: str) -> None:
    """Find objects that would be sent unpinned because a table forgot them.

    Raises:
        MisPinError: a registered class is not in the newest entry.
    """
    missing = sorted(set(registry.head) - set(own.view))
    if missing:
        raise MisPinError(
            where=f"{table}, {own.release}",
            found=f"no {', '.join(missing)}",
            expected="every registered class",
            remedy="name its version there; peers could not tell what they are sent",
        )
