"""The controller: does what users ask, and keeps the instances and the records of the hosts."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from compat.cloud.api import ComputeAPI, ComputeTaskAPI, ConductorAPI, SchedulerAPI
from compat.cloud.flavors import set_flavor
from compat.cloud.guest import without_devices
from compat.cloud.store import Store
from rpc import ApplicationError, Client, Context, OutcomeUnknownError, Peer
from vobjects import VObjectError, merge
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMATopology


class Controller(ConductorAPI, ComputeTaskAPI):
    """Nova's conductor and the part of its API that the reference cloud needs."""

    def __init__(self, peer: Peer, store: Store) -> None:
        self._store = store
        self._scheduler = Client(peer, SchedulerAPI).prepare(server="scheduler")
        self._computes = Client(peer, ComputeAPI)
        self._lock = threading.RLock()

    def build_instances(
        self,
        context: Context,
        instance: Instance,
        filter_properties: Mapping[str, str],
        requested_networks: Any = None,
    ) -> Instance:
        """Ask the scheduler, then the hosts in its order until one takes the instance.

        Raises:
            ApplicationError: ``NoValidHost``, with what every host answered.
        """
        hosts = self._scheduler.select_destinations(
            context, request_spec=instance, filter_properties=filter_properties
        )
        self._save(instance)
        refusals = []
        for host in hosts:
            try:
                self._computes.prepare(server=host).build_and_run_instance(
                    context, instance=instance, requested_networks=requested_networks
                )
            except OutcomeUnknownError:
                raise  # the guest may run there: another host would give it a twin
            except VObjectError as refused:
                refusals.append(f"{host}: {refused}")
            else:
                return self._load(instance.uuid)
        self._store.delete(Instance, instance.uuid)
        raise ApplicationError("NoValidHost", "; ".join(refusals))

    def instance_get(self, context: Context, uuid: str) -> Instance:
        """The instance as the database has it."""
        return self._load(uuid)

    def attach_interface(self, context: Context, uuid: str, network_id: str) -> Instance:
        """Ask the host of the instance."""
        instance = self._load(uuid)
        self._host(instance).attach_interface(context, instance=instance, network_id=network_id)
        return self._load(uuid)

    def live_migrate(self, context: Context, uuid: str, dest: str) -> Instance:
        """Ask the destination first, then the host of the instance."""
        instance = self._load(uuid)
        there = self._computes.prepare(server=dest)
        there.check_can_live_migrate_destination(context, instance=without_devices(instance))
        self._host(instance).live_migration(context, instance=instance, dest=dest)
        return self._load(uuid)

    def migrate_server(
        self,
        context: Context,
        uuid: str,
        flavor: Flavor,
        numa_topology: InstanceNUMATopology | None = None,
    ) -> Instance:
        """Give the instance its new size where it runs."""
        instance = self._load(uuid)
        set_flavor(instance, flavor)
        if numa_topology is not None:
            instance.numa_topology = numa_topology
        self._host(instance).resize_instance(context, instance=instance)
        return self._load(uuid)

    def terminate(self, context: Context, uuid: str) -> None:
        """Delete the instance, on its host first."""
        instance = self._load(uuid)
        self._host(instance).terminate_instance(context, instance=instance)
        self._store.delete(Instance, uuid)

    def instance_update(self, context: Context, instance: Instance) -> Instance:
        """Merge what the host changed: what its release does not know stays as it is."""
        with self._lock:
            self._save(merge(self._load(instance.uuid), instance))
        return self._load(instance.uuid)

    def compute_node_update(self, context: Context, node: ComputeNode) -> None:
        """Keep the record of a host."""
        with self._lock:
            self._store.save(str(node.hypervisor_hostname), node)

    def compute_node_get_all(self, context: Context) -> tuple[ComputeNode, ...]:
        """The records of all hosts."""
        return tuple(self._store.all(ComputeNode))

    def refresh_provider_fw_rules(self, context: Context) -> None:
        """Tell all hosts at once."""
        self._computes.prepare(fanout=True).refresh_provider_fw_rules(context)

    def _host(self, instance: Instance) -> ComputeAPI:
        return self._computes.prepare(server=instance.host)

    def _load(self, uuid: str) -> Instance:
        try:
            return self._store.load(Instance, uuid)
        except KeyError:
            raise ApplicationError("InstanceNotFound", f"there is no instance {uuid}") from None

    def _save(self, instance: Instance) -> None:
        instance.obj_reset_changes(recursive=True)
        with self._lock:
            self._store.save(instance.uuid, instance)
