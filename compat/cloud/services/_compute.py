"""The compute service: runs guests on one host with one kind of hypervisor."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from typing import Any

from compat.cloud._guest import devices_of, without_devices
from compat.cloud.api import CloudAddressAPI, CloudHostAPI, CloudRecordsAPI
from compat.cloud.host import node_id
from compat.cloud.hypervisor import Driver
from compat.cloud.services._locks import KeyedLocks
from compat.cloud.services._store import Store, load_instance
from rpc import ApplicationError, Client, Context, Peer, local
from vobjects import VObjectError
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache

LOG = logging.getLogger(__name__)


class Compute(CloudHostAPI):
    """One host.

    What fails leaves no claim behind: the controller may give the guest to another host.
    """

    def __init__(self, peer: Peer, store: Store, host: str, driver: Driver) -> None:
        self.host, self.refreshed = host, 0
        self._store, self._driver, self._view = store, driver, peer.view
        self._records = Client(peer, CloudRecordsAPI).prepare(server="controller")
        self._network = Client(peer, CloudAddressAPI).prepare(server="network")
        self._computes = Client(peer, CloudHostAPI)
        self._guests = KeyedLocks()
        self._claims, self._reports = threading.Lock(), threading.Lock()

    @local
    def report(self, context: Context) -> None:
        """Tell the controller what the host has and what is left."""
        with self._reports:  # a record must not overtake one that was made before it
            node = self._driver.node(self._view, self.host, self._store.all(Instance))
            self._records.save_host(context, node=node)

    def start_guest(
        self, context: Context, instance: Instance, requested_networks: Any = None
    ) -> Instance:
        """Claim, get addresses, start, and tell the controller.

        Raises:
            ApplicationError: ``ComputeResourcesUnavailable``, or ``InstanceExists``: what runs
                already must not be undone with a second try.
        """
        with self._guests.hold(instance.uuid):
            if instance.uuid in self._store.keys(Instance):
                raise ApplicationError("InstanceExists", f"{instance.uuid} runs here already")
            self._claim(instance)
            try:
                info = self._network.allocate_addresses(
                    context,
                    instance_id=instance.uuid,
                    host=self.host,
                    requested_networks=requested_networks,
                )
                return self._changed(context, instance, info)
            except Exception:
                with self._trying("give back the addresses"):
                    self._network.free_addresses(context, instance_id=instance.uuid)
                self._forget(context, instance)
                raise

    def stop_guest(self, context: Context, instance: Instance) -> None:
        """Stop and give back."""
        with self._guests.hold(instance.uuid):
            self._network.free_addresses(context, instance_id=instance.uuid)
            self._store.delete(Instance, instance.uuid)
            self.report(context)

    def attach_network(self, context: Context, instance: Instance, network_id: str) -> Instance:
        """Get an address in one more network."""
        with self._guests.hold(instance.uuid):
            own = load_instance(self._store, instance.uuid)
            info = self._network.add_address(
                context, instance_id=own.uuid, host=self.host, network_id=network_id
            )
            return self._changed(context, own, info)

    def check_migration(self, context: Context, instance: Instance) -> None:
        """Try the claim; nothing is kept."""
        self._driver.claim(instance, self._others(instance))

    def prepare_migration(self, context: Context, instance: Instance) -> None:
        """Claim for an instance that comes."""
        with self._guests.hold(instance.uuid):
            self._claim(instance)
            self.report(context)

    def migrate_guest(self, context: Context, instance: Instance, dest: str) -> None:
        """Hand the guest to the other host, then forget it here."""
        with self._guests.hold(instance.uuid):
            own = load_instance(self._store, instance.uuid)
            leaving, there = without_devices(own), self._computes.prepare(server=dest)
            try:
                there.prepare_migration(context, instance=leaving)
                info = self._network.move_addresses(context, instance_uuid=own.uuid, dest=dest)
                leaving.info_cache = self._cache(leaving, info)
                there.finish_migration(context, instance=leaving)
            except Exception:
                self._stay(context, own, there)
                raise
            self._store.delete(Instance, own.uuid)
            self.report(context)

    def finish_migration(self, context: Context, instance: Instance) -> None:
        """Tell the controller where the instance is now and what it was given."""
        with self._guests.hold(instance.uuid):
            cache, own = instance.info_cache, load_instance(self._store, instance.uuid)
            self._changed(context, own, cache.network_info if cache is not None else None)

    def cancel_migration(self, context: Context, instance: Instance) -> None:
        """Forget an instance that did not come."""
        with self._guests.hold(instance.uuid):
            self._store.delete(Instance, instance.uuid)
            self.report(context)

    def resize_guest(
        self, context: Context, instance: Instance, clean_shutdown: bool = True
    ) -> Instance:
        """Claim anew for the new size."""
        with self._guests.hold(instance.uuid):
            own = load_instance(self._store, instance.uuid)
            self._claim(instance)
            try:
                return self._changed(context, instance, None)
            except Exception:
                self._store.save(own.uuid, own)
                raise

    def refresh_firewall(self, context: Context) -> None:
        """Count the refreshes; there are no rules here."""
        with self._claims:
            self.refreshed += 1

    def _claim(self, instance: Instance) -> None:
        with self._claims:
            self._driver.claim(instance, self._others(instance))
            instance.host = instance.node = self.host
            for device in devices_of(instance):
                device.compute_node_id = node_id(self.host)
            instance.vm_state = "active"
            self._store.save(instance.uuid, instance)

    def _others(self, instance: Instance) -> list[Instance]:
        return [other for other in self._store.all(Instance) if other.uuid != instance.uuid]

    def _changed(self, context: Context, instance: Instance, info: str | None) -> Instance:
        """Tell the controller and keep what it answers; ``info`` is None if it is as it was."""
        if info is not None:
            instance.info_cache = self._cache(instance, info)
        updated = self._records.save_guest(context, instance=instance)
        self._store.save(updated.uuid, updated)
        self.report(context)
        return updated

    def _cache(self, instance: Instance, info: str) -> InstanceInfoCache:
        return self._view[InstanceInfoCache](instance_uuid=instance.uuid, network_info=info)

    def _forget(self, context: Context, instance: Instance) -> None:
        self._store.delete(Instance, instance.uuid)
        with self._trying("report"):
            self.report(context)

    def _stay(self, context: Context, own: Instance, there: CloudHostAPI) -> None:
        """Undo what has been done of a migration; each part, whatever the others do."""
        with self._trying("give back the claim at the destination"):
            there.cancel_migration(context, instance=without_devices(own))
        with self._trying("bring the addresses back"):
            self._network.move_addresses(context, instance_uuid=own.uuid, dest=self.host)

    @contextlib.contextmanager
    def _trying(self, what: str) -> Iterator[None]:
        """Undo as far as possible: the error that made it necessary is the one to be told."""
        try:
            yield
        except VObjectError as error:
            LOG.warning("%s could not %s: %s", self.host, what, error)
