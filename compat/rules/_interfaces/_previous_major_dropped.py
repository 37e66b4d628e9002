"""A previous major that is not served any more."""

from __future__ import annotations

from typing import Final

from compat.rules._content_rule import Pick, content_rule
from compat.rules._examples import of_interface
from compat.rules._facts import How
from compat.rules._finding import Category, Direction, Severity

RULE: Final = content_rule(
    "previous-major-dropped",
    "Servers of a recorded version answer the previous major, and those of the code do not.",
    "Clients of the previous major are refused.",
    Pick("interfaces", "previous_major_served", How.REMOVED),
    categories=(Category.WIRE,),
    severity=Severity.BREAKS,
    direction=Direction.OLD_TO_NEW,
    remedy="put previous_major_served() back until no supported release speaks the major",
    **of_interface({"previous_major_served": True}, {}),
)
