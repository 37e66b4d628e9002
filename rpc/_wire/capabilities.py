"""What a server announces when it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rpc._declare.method import RESERVED, MethodSpec, Style
from rpc._plan.lineage import Lineage
from rpc.pins._pin import FORMS, Pin

SPEC: Final = MethodSpec(RESERVED, Style.CALL, {}, None)
"""The method that every server of Pinrail has besides those of its interface."""


def supported(own: Pin, lineages: Iterable[Lineage]) -> dict[str, Any]:
    """What a server of a release says when it refuses: the release, and what it serves of it."""
    interfaces = {lineage.name: str(own.speaks(lineage)) for lineage in lineages}
    return {"release": own.release, "interfaces": interfaces}


def capabilities(own: Pin, lineages: Iterable[Lineage]) -> dict[str, Any]:
    """What a server of a release supports, as plain data."""
    return supported(own, lineages) | {"objects": own.view.manifest, "forms": list(FORMS)}
