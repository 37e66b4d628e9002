"""Where a user or an operator wants an instance to go."""

from __future__ import annotations

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import added, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA
from vobjects.catalog.cell_mapping import CellMapping

_ELSEWHERE = "the instance could be placed where it must not be"


@NOVA.register
class Destination(VersionedObject):
    """A host and node, a cell or aggregates (since newton)."""

    host: str = UNSET
    node: str | None = UNSET
    cell: CellMapping | None = UNSET
    aggregates: tuple[str, ...] | None = field(default=None, may_be_absent=True)
    """Each is one UUID or several after ``in:``: the host must be in one of them."""
    allow_cross_cell_move: bool = field(default=False, may_be_absent=True)
    forbidden_aggregates: frozenset[str] | None = field(default=None, may_be_absent=True)
    """UUIDs of aggregates that the host must not be in."""

    KEY = VALUE
    HISTORY = history(
        initial("1.0"),
        version("1.1", "A destination can be a cell.", added("cell", default=None, why=_ELSEWHERE)),
        version(
            "1.2",
            "A destination can be in aggregates.",
            added("aggregates", default=None, why=_ELSEWHERE),
        ),
        version(
            "1.3",
            "A move can go to another cell.",
            added("allow_cross_cell_move", default=False, why="no move goes to another cell there"),
        ),
        version(
            "1.4",
            "A destination can be out of aggregates.",
            added("forbidden_aggregates", default=None, why=_ELSEWHERE),
        ),
    )
