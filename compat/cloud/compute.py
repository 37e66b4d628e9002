"""The compute service: runs guests on one host with one kind of hypervisor."""

from __future__ import annotations

import threading
from typing import Any

from compat.cloud.api import ComputeAPI, ConductorAPI, NetworkAPI
from compat.cloud.driver import Driver
from compat.cloud.guest import without_devices
from compat.cloud.store import Store
from rpc import Client, Context, Peer
from vobjects import VObjectError
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache


class Compute(ComputeAPI):
    """One host."""

    def __init__(self, peer: Peer, store: Store, host: str, driver: Driver) -> None:
        self.host, self.refreshed = host, 0
        self._store, self._driver, self._view = store, driver, peer.view
        self._conductor = Client(peer, ConductorAPI).prepare(server="controller")
        self._network = Client(peer, NetworkAPI).prepare(server="network")
        self._computes = Client(peer, ComputeAPI)
        self._lock = threading.RLock()

    def report(self, context: Context) -> None:
        """Tell the controller what the host has and what is left."""
        node = self._driver.node(self._view, self.host, self._store.all(Instance))
        self._conductor.compute_node_update(context, node=node)

    def build_and_run_instance(
        self, context: Context, instance: Instance, requested_networks: Any = None
    ) -> Instance:
        """Claim, get addresses, start, and tell the controller."""
        self._claim(instance)
        info = self._network.allocate_for_instance(
            context,
            instance_id=instance.uuid,
            host=self.host,
            requested_networks=requested_networks,
        )
        return self._changed(context, instance, info)

    def terminate_instance(self, context: Context, instance: Instance) -> None:
        """Stop and give back."""
        self._network.deallocate_for_instance(context, instance_id=instance.uuid)
        self._store.delete(Instance, instance.uuid)
        self.report(context)

    def attach_interface(self, context: Context, instance: Instance, network_id: str) -> Instance:
        """Get an address in one more network."""
        info = self._network.add_fixed_ip_to_instance(
            context, instance_id=instance.uuid, host=self.host, network_id=network_id
        )
        return self._changed(context, self._store.load(Instance, instance.uuid), info)

    def check_can_live_migrate_destination(self, context: Context, instance: Instance) -> None:
        """Try the claim and give it back."""
        self._driver.claim(instance, self._store.all(Instance))

    def pre_live_migration(self, context: Context, instance: Instance) -> None:
        """Claim for an instance that comes."""
        self._claim(instance)
        self.report(context)

    def live_migration(self, context: Context, instance: Instance, dest: str) -> None:
        """Hand the guest to the other host, then forget it here."""
        own = self._store.load(Instance, instance.uuid)
        leaving, there = without_devices(own), self._computes.prepare(server=dest)
        there.pre_live_migration(context, instance=leaving)
        try:
            info = self._network.migrate_instance_finish(context, instance_uuid=own.uuid, dest=dest)
            leaving.info_cache = self._cache(leaving, info)
            there.post_live_migration_at_destination(context, instance=leaving)
        except VObjectError:
            there.rollback_live_migration_at_destination(context, instance=leaving)
            raise
        self._store.delete(Instance, own.uuid)
        self.report(context)

    def post_live_migration_at_destination(self, context: Context, instance: Instance) -> None:
        """Tell the controller where the instance is now and what it was given."""
        cache = instance.info_cache
        own = self._store.load(Instance, instance.uuid)
        self._changed(context, own, cache.network_info if cache is not None else None)

    def rollback_live_migration_at_destination(self, context: Context, instance: Instance) -> None:
        """Forget an instance that did not come."""
        self._store.delete(Instance, instance.uuid)
        self.report(context)

    def resize_instance(
        self, context: Context, instance: Instance, clean_shutdown: bool = True
    ) -> Instance:
        """Claim anew for the new size."""
        self._claim(instance)
        return self._changed(context, instance, None)

    def refresh_provider_fw_rules(self, context: Context) -> None:
        """Count the refreshes; there are no rules here."""
        with self._lock:
            self.refreshed += 1

    def _claim(self, instance: Instance) -> None:
        with self._lock:
            others = [o for o in self._store.all(Instance) if o.uuid != instance.uuid]
            self._driver.claim(instance, others)
            instance.host = instance.node = self.host
            instance.vm_state = "active"
            self._save(instance)

    def _changed(self, context: Context, instance: Instance, info: str | None) -> Instance:
        if info is not None:
            instance.info_cache = self._cache(instance, info)
        updated = self._conductor.instance_update(context, instance=instance)
        self._save(updated)
        self.report(context)
        return updated

    def _cache(self, instance: Instance, info: str) -> InstanceInfoCache:
        return self._view[InstanceInfoCache](instance_uuid=instance.uuid, network_info=info)

    def _save(self, instance: Instance) -> None:
        self._store.save(instance.uuid, self._view.adopt(instance))
