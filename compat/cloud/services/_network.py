"""The network service: gives instances their addresses."""

from __future__ import annotations

import ipaddress
import json
import threading
from collections.abc import Sequence
from typing import Any, Final

from compat.cloud.api import CloudAddressAPI, parse_networks
from compat.cloud.services._store import Store
from rpc import ApplicationError, Context, Peer
from vobjects.catalog.instance_state import InstanceInfoCache

_RANGE: Final = ipaddress.IPv4Network("10.0.0.0/8")

Port = dict[str, str]
"""The address that an instance has in a network, and the host that it leads to."""


class Network(CloudAddressAPI):
    """Addresses by instance, kept as the JSON that computes pass on."""

    def __init__(self, peer: Peer, store: Store) -> None:
        self._store, self._view = store, peer.view
        self._lock = threading.Lock()

    def allocate_addresses(
        self, context: Context, instance_id: str, host: str, requested_networks: Any = None
    ) -> str:
        """One address in each network that was asked for.

        Raises:
            ApplicationError: a request is for a port, or for an address that is taken.
        """
        with self._lock:
            self._store.delete(InstanceInfoCache, instance_id)
            return self._give(instance_id, [], host, parse_networks(requested_networks))

    def add_address(self, context: Context, instance_id: str, host: str, network_id: str) -> str:
        """One more address."""
        with self._lock:
            ports = self._ports(instance_id)
            return self._give(instance_id, ports, host, [(network_id, None)])

    def free_addresses(self, context: Context, instance_id: str) -> None:
        """All addresses go."""
        with self._lock:
            self._store.delete(InstanceInfoCache, instance_id)

    def move_addresses(self, context: Context, instance_uuid: str, dest: str) -> str:
        """The addresses stay, the host is another."""
        with self._lock:
            moved = [{**port, "host": dest} for port in self._ports(instance_uuid)]
            return self._keep(instance_uuid, moved)

    def _ports(self, instance_id: str) -> list[Port]:
        try:
            cache = self._store.load(InstanceInfoCache, instance_id)
        except KeyError:
            why = f"instance {instance_id} has no networks"
            raise ApplicationError("InstanceNotFound", why) from None
        return _read(cache)

    def _give(
        self,
        instance_id: str,
        ports: Sequence[Port],
        host: str,
        asked: Sequence[tuple[str, str | None]],
    ) -> str:
        given = list(ports)
        taken = {p["address"] for cache in self._store.all(InstanceInfoCache) for p in _read(cache)}
        for network_id, wanted in asked:
            if wanted in taken:
                raise ApplicationError("FixedIpAlreadyInUse", f"{wanted} is taken")
            free = (str(address) for address in _RANGE.hosts() if str(address) not in taken)
            address = wanted or next(free)
            taken.add(address)
            given.append({"network_id": network_id, "address": address, "host": host})
        return self._keep(instance_id, given)

    def _keep(self, instance_id: str, ports: Sequence[Port]) -> str:
        text = json.dumps(ports, sort_keys=True)
        cache = self._view[InstanceInfoCache](instance_uuid=instance_id, network_info=text)
        self._store.save(instance_id, cache)
        return text


def _read(cache: InstanceInfoCache) -> list[Port]:
    ports: list[Port] = json.loads(cache.network_info or "[]")
    return ports
