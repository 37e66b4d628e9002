"""Requested networks on the wire: plain dicts in icehouse, objects since juno."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rpc import argument_retyped
from rpc.history import ArgumentRetyped
from vobjects import InexpressibleError, View
from vobjects.catalog.network_request import NetworkRequestList
from vobjects.history import Classes

PlainNetworks = tuple[Mapping[str, str | None], ...]
_FIELDS = ("network_id", "address", "port_id")


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


def request(view: View, network_ids: Iterable[str]) -> Any:
    """Networks in the form of the release of ``view``."""
    plain = tuple({"network_id": name} for name in network_ids)
    return as_objects(plain, view) if view.has("NetworkRequestList") else plain


def ids(networks: Any) -> list[str]:
    """The networks that were asked for, in either form."""
    if networks is None:
        return []
    if isinstance(networks, tuple):
        return [str(facts["network_id"]) for facts in networks]
    return [str(request.network_id) for request in networks.objects]
