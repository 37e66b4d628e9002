"""Where the database and the message queue of a cell are."""

from __future__ import annotations

from datetime import datetime

from vobjects._declare.field import field
from vobjects._declare.history import added, history, initial, version
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA, Timestamped


@NOVA.register
class CellMapping(Timestamped):
    """A cell by its name and its UUID (since kilo)."""

    created_at: datetime | None = field()
    updated_at: datetime | None = field()
    id: int = field(read_only=True)
    uuid: UUID
    name: str | None
    transport_url: str
    """Holds a password: keep it out of logs."""
    database_connection: str
    """Holds a password: keep it out of logs."""
    disabled: bool = field(default=False)
    """No new instances go there."""

    KEY = ("uuid",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A cell can be disabled.",
            added("disabled", default=False, why="new instances would be placed there"),
        ),
    )
