"""The controller: does what users ask, and keeps the instances and the records of the hosts."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from compat.cloud._guest import set_flavor, without_devices
from compat.cloud.api import CloudHostAPI, CloudPlacementAPI, CloudRecordsAPI, CloudTaskAPI
from compat.cloud.services._locks import KeyedLocks
from compat.cloud.services._store import Store, load_instance
from rpc import (
    ApplicationError,
    Client,
    Context,
    OutcomeUnknownError,
    Peer,
    ResultRefusedError,
    local,
)
from vobjects import VObjectError, merge
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMATopology

MAYBE_DONE = (OutcomeUnknownError, ResultRefusedError)
"""Errors after which the host may have done, or has done, what it was asked."""


class Controller(CloudRecordsAPI, CloudTaskAPI):
    """Serves the users of the cloud, and keeps its guests and the records of its hosts."""

    def __init__(self, peer: Peer, store: Store) -> None:
        self._store = store
        self._scheduler = Client(peer, CloudPlacementAPI).prepare(server="scheduler")
        self._computes = Client(peer, CloudHostAPI)
        self._guests, self._rows = KeyedLocks(), threading.Lock()

    def boot_guest(
        self,
        context: Context,
        instance: Instance,
        filter_properties: Mapping[str, str],
        requested_networks: Any = None,
    ) -> Instance:
        """Ask the scheduler, then the hosts in its order until one takes the instance.

        Raises:
            ApplicationError: ``NoValidHost``, with what every host answered; ``InstanceExists``.
        """
        with self._guests.hold(instance.uuid):
            if instance.uuid in self._store.keys(Instance):
                raise ApplicationError("InstanceExists", f"{instance.uuid} is there already")
            hosts = self._scheduler.choose_hosts(
                context, request_spec=instance, filter_properties=filter_properties
            )
            self._save(instance)
            refusals = []
            for host in hosts:
                try:
                    self._computes.prepare(server=host).start_guest(
                        context, instance=instance, requested_networks=requested_networks
                    )
                except MAYBE_DONE:  # it may run there: another host would have its twin
                    self._note_host(instance.uuid, host)
                    raise
                except VObjectError as refused:
                    refusals.append(f"{host}: {refused}")
                else:
                    return self._load(instance.uuid)
            self._store.delete(Instance, instance.uuid)
            raise ApplicationError("NoValidHost", "; ".join(refusals))

    def get_guest(self, context: Context, uuid: str) -> Instance:
        """The instance as the database has it."""
        return self._load(uuid)

    def attach_network(self, context: Context, uuid: str, network_id: str) -> Instance:
        """Ask the host of the instance."""
        with self._changing(uuid) as instance:
            self._at(instance).attach_network(context, instance=instance, network_id=network_id)
        return self._load(uuid)

    def migrate_guest(self, context: Context, uuid: str, dest: str) -> Instance:
        """Ask the destination first, then the host of the instance."""
        with self._changing(uuid) as instance:
            source, there = self._at(instance), self._computes.prepare(server=dest)
            if dest == instance.host:
                raise ApplicationError("UnableToMigrateToSelf", f"{uuid} is on {dest} already")
            there.check_migration(context, instance=without_devices(instance))
            source.migrate_guest(context, instance=instance, dest=dest)
        return self._load(uuid)

    def resize_guest(
        self,
        context: Context,
        uuid: str,
        flavor: Flavor,
        numa_topology: InstanceNUMATopology | None = None,
    ) -> Instance:
        """Give the instance its new size where it runs."""
        with self._changing(uuid) as instance:
            set_flavor(instance, flavor)
            if numa_topology is not None:
                instance.numa_topology = numa_topology
            self._at(instance).resize_guest(context, instance=instance)
        return self._load(uuid)

    def delete_guest(self, context: Context, uuid: str) -> None:
        """Delete the instance, on its host first, and where a late migration has brought it."""
        with self._guests.hold(uuid):
            instance, asked = self._load(uuid), None
            while (host := _host(instance)) not in (None, asked):
                self._at(instance).stop_guest(context, instance=instance)
                instance, asked = self._load(uuid), host
            self._store.delete(Instance, uuid)

    def save_guest(self, context: Context, instance: Instance) -> Instance:
        """Merge what the host changed: what its release does not know stays as it is.

        Only the host of a guest changes it meanwhile, so what is stored is what the host read.
        """
        with self._rows:
            read = self._load(instance.uuid)
            merged = merge(read.obj_clone(), instance, base=read)
            self._save(merged)
        return merged

    def save_host(self, context: Context, node: ComputeNode) -> None:
        """Keep the record of a host."""
        self._store.save(str(node.hypervisor_hostname), node)

    def list_hosts(self, context: Context) -> tuple[ComputeNode, ...]:
        """The records of all hosts."""
        return tuple(self._store.all(ComputeNode))

    @local
    def refresh_firewall(self, context: Context) -> None:
        """Tell all hosts at once."""
        self._computes.prepare(fanout=True).refresh_firewall(context)

    @contextlib.contextmanager
    def _changing(self, uuid: str) -> Iterator[Instance]:
        """The instance while its host changes it; what fails leaves the database as it was."""
        with self._guests.hold(uuid):
            before = self._load(uuid)
            try:
                yield self._load(uuid)
            except MAYBE_DONE:
                raise
            except Exception:
                with self._rows:
                    self._save(before)
                raise

    def _at(self, instance: Instance) -> CloudHostAPI:
        """The host of an instance.

        Raises:
            ApplicationError: ``InstanceNotReady``; any host would do for a call without a name.
        """
        host = _host(instance)
        if host is None:
            raise ApplicationError("InstanceNotReady", f"{instance.uuid} is on no host")
        return self._computes.prepare(server=host)

    def _note_host(self, uuid: str, host: str) -> None:
        with self._rows:
            instance = self._load(uuid)
            instance.host = host
            self._save(instance)

    def _load(self, uuid: str) -> Instance:
        return load_instance(self._store, uuid)

    def _save(self, instance: Instance) -> None:
        instance.obj_reset_changes(recursive=True)
        self._store.save(instance.uuid, instance)


def _host(instance: Instance) -> str | None:
    found: str | None = instance.obj_values().get("host")
    return found
