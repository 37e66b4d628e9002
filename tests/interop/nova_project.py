"""Nova's classes, in the environment of one of its releases."""

from __future__ import annotations

import importlib
import random
from typing import Any

from vobjects import ForeignClasses
from vobjects.testing._foreign.filling import Make

_objects: Any = importlib.import_module("nova.objects")
_objects.register_all()
_model: Any = importlib.import_module("nova.network.model")

NOVA = ForeignClasses(importlib.import_module("nova.objects.base").NovaObject)


def vif(rng: random.Random) -> Any:
    """A virtual interface with what Neutron fills in."""
    address = _model.FixedIP(address=f"192.0.2.{rng.randrange(256)}")
    subnet = _model.Subnet(
        cidr="192.0.2.0/24",
        dns=[_model.IP("192.0.2.53", "dns")],
        gateway=_model.IP("192.0.2.1", "gateway"),
        ips=[address],
        routes=[],
    )
    network = _model.Network(
        id=str(rng.getrandbits(32)), bridge="br-int", label="private", subnets=[subnet], mtu=1450
    )
    return _model.VIF(
        id=str(rng.getrandbits(32)),
        address=f"fa:16:3e:00:00:{rng.randrange(256):02x}",
        network=network,
        type="ovs",
        details={"port_filter": True, "connectivity": "l2"},
        devname="tap0",
        active=True,
        vnic_type="normal",
        profile={},
    )


SAMPLES: dict[str, Make] = {
    "NetworkModel": lambda rng: _model.NetworkInfo([vif(rng) for _ in range(rng.randrange(3))]),
    "NetworkVIFModel": vif,
    "ResourceClass": lambda rng: rng.choice(("VCPU", "CUSTOM_MAGIC")),
    "USBAddress": lambda rng: f"{rng.randrange(9)}:{rng.randrange(9)}",
    "SCSIAddress": lambda rng: f"{rng.randrange(9)}:0:2:0",
    "IDEAddress": lambda rng: f"{rng.randrange(2)}:1",
    "XenAddress": lambda rng: f"000{rng.randrange(10)}00",
}
