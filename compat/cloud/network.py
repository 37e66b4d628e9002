"""The network service: gives instances their addresses."""

from __future__ import annotations

import json
import threading
from typing import Any

from compat.cloud.api import NetworkAPI, networks
from compat.cloud.store import Store
from rpc import Context, Peer
from vobjects.catalog.instance_state import InstanceInfoCache


class Network(NetworkAPI):
    """Addresses by instance, kept as the JSON that computes pass on."""

    def __init__(self, peer: Peer, store: Store) -> None:
        self._store, self._view = store, peer.view
        self._lock = threading.RLock()

    def allocate_for_instance(
        self, context: Context, instance_id: str, host: str, requested_networks: Any = None
    ) -> str:
        """One address in each network that was asked for."""
        found: list[dict[str, str]] = []
        for network_id in networks.ids(requested_networks):
            found.append(_address(found, network_id, host))
        return self._keep(instance_id, found)

    def add_fixed_ip_to_instance(
        self, context: Context, instance_id: str, host: str, network_id: str
    ) -> str:
        """One more address."""
        found = self._addresses(instance_id)
        return self._keep(instance_id, [*found, _address(found, network_id, host)])

    def deallocate_for_instance(self, context: Context, instance_id: str) -> None:
        """All addresses go."""
        self._store.delete(InstanceInfoCache, instance_id)

    def migrate_instance_finish(self, context: Context, instance_uuid: str, dest: str) -> str:
        """The addresses stay, the host is another."""
        moved = [{**facts, "host": dest} for facts in self._addresses(instance_uuid)]
        return self._keep(instance_uuid, moved)

    def _addresses(self, instance_id: str) -> list[dict[str, str]]:
        cache = self._store.load(InstanceInfoCache, instance_id)
        found: list[dict[str, str]] = json.loads(cache.network_info or "[]")
        return found

    def _keep(self, instance_id: str, found: list[dict[str, str]]) -> str:
        text = json.dumps(found, sort_keys=True)
        cache = self._view[InstanceInfoCache](instance_uuid=instance_id, network_info=text)
        with self._lock:
            self._store.save(instance_id, cache)
        return text


def _address(found: list[dict[str, str]], network_id: str, host: str) -> dict[str, str]:
    return {"network_id": network_id, "address": f"10.0.{len(found)}.2", "host": host}
