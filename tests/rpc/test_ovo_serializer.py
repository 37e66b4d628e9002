"""Stock clients and servers of oslo.messaging carry our objects with the serializer of o.vo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import oslo_messaging
import pytest
from oslo_versionedobjects.base import VersionedObjectSerializer

from tests.support.untyped import new
from vobjects import catalog
from vobjects.testing import filled

KILO, JUNO = catalog.at("kilo"), catalog.at("juno")


class KiloSerializer(VersionedObjectSerializer):
    """What a service of kilo gives to oslo.messaging."""

    OBJ_BASE_CLASS = KILO.base_class


class Endpoint:
    """A service of kilo that changes what it is given."""

    target = oslo_messaging.Target(version="1.0")

    def touch(self, ctxt: Any, cells: Any) -> Any:
        """The cells with one byte of memory more each."""
        for cell in cells:
            assert cell.obj_context == ctxt
            cell.obj_reset_changes(recursive=True)
            cell.memory += 1
        return {"cells": cells}


@pytest.fixture(scope="module")
def served(memory: Any) -> Iterator[Any]:
    """A client of the service."""
    target = oslo_messaging.Target(topic="ovo-lab", server="ovo")
    server = oslo_messaging.get_rpc_server(
        memory, target, [Endpoint()], serializer=KiloSerializer()
    )
    server.start()
    yield oslo_messaging.get_rpc_client(memory, target, serializer=KiloSerializer())
    server.stop()
    server.wait()


def test_call_when_both_sides_have_the_release_then_objects_arrive_with_their_changes(
    served: Any,
) -> None:
    cell: Any = filled(KILO, "InstanceNUMACell")
    [found] = served.call({"user": "me"}, "touch", cells=[cell])["cells"]
    assert (type(found), found.memory) == (type(cell), cell.memory + 1)
    assert found.obj_what_changed() == {"memory"}
    assert found.obj_context == {"user": "me"}


def test_call_when_an_older_release_sends_then_the_server_reads_its_object(served: Any) -> None:
    cell = new(JUNO, "InstanceNUMACell", id=0, cpuset={1}, memory=1)
    [found] = served.call({}, "touch", cells=[cell])["cells"]
    assert (found.memory, found.VERSION, found.pagesize) == (2, "1.2", None)
    assert new(JUNO, "InstanceNUMACell", id=0, cpuset={1}, memory=2) == JUNO.adopt(found)
