"""What a server announces when it is asked."""

from __future__ import annotations

from typing import Any, Final

from rpc.lineage import Lineage
from rpc.pins import FORMS, Pin
from rpc.signature import RESERVED, MethodSpec, Style

SPEC: Final = MethodSpec(RESERVED, Style.CALL, {}, None)
"""The method that every server of Pinrail has besides those of its interface."""


def capabilities(own: Pin, lineage: Lineage) -> dict[str, Any]:
    """What a server of a release supports, as plain data."""
    return {
        "release": own.release,
        "interface": f"{lineage.name} {own.speaks(lineage)}",
        "objects": own.view.manifest,
        "forms": list(FORMS),
    }
