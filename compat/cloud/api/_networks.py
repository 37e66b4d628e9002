"""Requested networks on the wire: plain dicts in icehouse, objects since juno."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rpc import ApplicationError, argument_retyped
from rpc._declare.changes import ArgumentRetyped
from vobjects import InexpressibleError, View
from vobjects._declare.changes import Classes
from vobjects.catalog.network_request import NetworkRequestList

PlainNetworks = tuple[Mapping[str, str | None], ...]


def as_dicts(networks: NetworkRequestList | None, classes: Classes) -> Any:
    """The form of icehouse, which knows no PCI request of a port."""
    if networks is None:
        return None
    plain = []
    for request in networks.objects:
        facts = request.obj_values()
        if facts.pop("pci_request_id", None) is not None:
            raise InexpressibleError("the port would lose its PCI device")
        plain.append(facts)
    return tuple(plain)


def as_objects(plain: PlainNetworks | None, classes: Classes) -> Any:
    """The form since juno."""
    if plain is None:
        return None
    requests = [classes["NetworkRequest"](**dict(facts)) for facts in plain]
    return classes["NetworkRequestList"](objects=requests)


def networks_retyped(method: str) -> ArgumentRetyped:
    """The change of ``requested_networks`` in one method."""
    return argument_retyped(
        method,
        "requested_networks",
        was=PlainNetworks | None,
        up=as_objects,
        down=as_dicts,
        why="icehouse knows networks as dicts",
    )


def request_networks(view: View, network_ids: Iterable[str]) -> Any:
    """Return a request for networks in the form of the release of ``view``."""
    plain = tuple({"network_id": name} for name in network_ids)
    return as_objects(plain, view) if view.has("NetworkRequestList") else plain


def parse_networks(networks: Any) -> list[tuple[str, str | None]]:
    """Return each requested network, in either form, with the address to have in it.

    Raises:
        ApplicationError: a request names a port; the demo cloud has none.
    """
    plain = as_dicts(networks, {}) if isinstance(networks, NetworkRequestList) else networks
    found = []
    for facts in plain or ():
        if facts.get("network_id") is None or facts.get("port_id") is not None:
            raise ApplicationError("PortNotFound", f"there are no ports: {dict(facts)}")
        found.append((facts["network_id"], facts.get("address")))
    return found
