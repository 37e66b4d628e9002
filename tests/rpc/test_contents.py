"""A number that stood for two contents is read as the release of the sender wrote it."""

from __future__ import annotations

from typing import Any

import pytest

from rpc import Client, Context, Destination, Interface, Peer, Pin, Pins, Server, call
from rpc import history as interface_history
from rpc import initial as first
from vobjects import Registry, VersionedObject, added, history, initial, version

SHED = Registry("shed")


@SHED.register
class Tool(VersionedObject):
    """Had one more field from some release on, under the same number."""

    name: str
    sharp: bool

    HISTORY = history(
        initial("1.0"),
        version("1.1-spring", "Nothing that one sees.", alike="a test tells them apart"),
        version("1.1", "Tools are sharp or not.", added("sharp", default=True)),
    )


class ShedAPI(Interface):
    """Keeps tools."""

    TOPIC = "shed"

    @call
    def keep(self, context: Context, tool: Tool) -> Tool:
        """Give it back."""
        raise NotImplementedError

    HISTORY = interface_history(first("1.0"))


def pin(release: str, written: str, form: str) -> Pin:
    return Pin(release, {"ShedAPI": ShedAPI.LINEAGE.latest}, SHED.at({"Tool": written}), form)


class Shed:
    """Notes what it keeps."""

    def __init__(self) -> None:
        self.kept: list[Any] = []

    def keep(self, context: Context, tool: Any) -> Any:
        self.kept.append(tool)
        return tool


@pytest.mark.parametrize("form", ["compact", "primitive"])
@pytest.mark.parametrize("newer", ["client", "server"])
def test_object_when_its_number_is_ambiguous_is_read_as_its_sender_wrote_it(
    memory: Any, newer: str, form: str
) -> None:
    spring, autumn = pin("spring", "1.1-spring", form), pin("autumn", "1.1", form)
    prefix = f"contents-{newer}-{form}-"

    def peer(own: Pin) -> Peer:
        known = Pins((spring,) if own is spring else (spring, autumn))
        known.set(Destination("shed", "server"), "spring")
        return Peer(memory, own.release, own, known, known, prefix=prefix, timeout=10.0)

    old, new = peer(spring), peer(autumn)
    shed = Shed()
    caller, serving = (new, old) if newer == "client" else (old, new)
    server = Server(serving, {ShedAPI: shed}, "server")
    server.start()
    try:
        tool = caller.view[Tool](name="saw", **({"sharp": True} if newer == "client" else {}))
        back = Client(caller, ShedAPI).prepare(server="server").keep(Context(), tool)
    finally:
        server.stop()

    seen = back if newer == "client" else shed.kept[0]
    assert seen.sharp is True  # the default, and not unset
