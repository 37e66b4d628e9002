"""A real Nova: an instance in the middle of a resize, as its services send it and as we do.

Runs with the Python of an environment that has a Nova: ``python -m benchmarks.peers.nova encode``.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from benchmarks import guest
from benchmarks.guest import PROJECT, uuid
from benchmarks.measure import Run, Stopwatch
from vobjects import ForeignClasses

_objects: Any = importlib.import_module("nova.objects")
_objects.register_all()
_base: Any = importlib.import_module("nova.objects.base")
_model: Any = importlib.import_module("nova.network.model")
_json: Any = importlib.import_module("oslo_serialization.jsonutils")

_NOVA = ForeignClasses(_base.NovaObject)
_SERIALIZER = _base.NovaObjectSerializer()


def stored() -> Any:
    """The instance as the database gives it: nothing has changed."""
    return guest.stored(_objects, _model.NetworkInfo([_vif(1), _vif(2)]))


def encode_theirs(instance: Any) -> bytes:
    """The JSON that a service of Nova hands to oslo.messaging."""
    found: str = _json.dumps(_SERIALIZER.serialize_entity(None, instance))
    return found.encode()


def decode_theirs(message: bytes) -> Any:
    """The instance that a service of Nova makes of the JSON."""
    return _SERIALIZER.deserialize_entity(None, _json.loads(message))


encode = _NOVA.encode
decode = _NOVA.decode


def _vif(number: int) -> Any:
    subnet = _model.Subnet(
        cidr="192.0.2.0/24",
        dns=[_model.IP("192.0.2.53", "dns")],
        gateway=_model.IP("192.0.2.1", "gateway"),
        ips=[_model.FixedIP(address=f"192.0.2.{10 + number}")],
        routes=[],
        dhcp_server="192.0.2.2",
    )
    network = _model.Network(
        id=uuid(10), bridge="br-int", label="data", subnets=[subnet], mtu=9000, tenant_id=PROJECT
    )
    return _model.VIF(
        id=uuid(20 + number),
        address=f"fa:16:3e:00:00:{number:02x}",
        network=network,
        type="hw_veb",
        details={"port_filter": False, "vlan": "100"},
        devname=f"tap{number}",
        active=True,
        vnic_type="direct",
        profile={"pci_slot": f"0000:81:0{number}.0", "pci_vendor_info": "8086:154c"},
        ovs_interfaceid=uuid(20 + number),
    )


def runs(what: str) -> tuple[Run, Run]:
    """Our function and Nova's, to ``encode`` or to ``decode``."""
    instance = stored()
    ours, theirs = encode(instance), encode_theirs(instance)
    decode(ours)  # classes are compiled when they are first met
    if what == "encode":
        return lambda: encode(instance), lambda: encode_theirs(instance)
    return lambda: decode(ours), lambda: decode_theirs(theirs)


if __name__ == "__main__":
    what, rounds, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    sys.stdout.write(json.dumps(Stopwatch(rounds, seconds).side_by_side(*runs(what))))
