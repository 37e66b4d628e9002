"""The workload of a step: boot, read back, attach, live migrate, resize, delete."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from compat.cloud.api import CloudTaskAPI, request_networks
from compat.cloud.releases import VERSIONS
from compat.cloud.services import Compute, Controller
from compat.rehearse import _facts as facts
from compat.rehearse import _guests as guests
from compat.rehearse._fleet import FLEET, Role
from compat.rehearse._guests import GuestKind
from compat.rehearse._ledger import Entry, Ledger, differences
from compat.rehearse._outcome import Outcome, Status
from compat.rehearse._plan import Step
from compat.rehearse._recorder import Recorder
from compat.rehearse._running import Cloud
from rpc import Client, Context, OutcomeUnknownError
from rpc.errors import RPCError
from vobjects import VObjectError

_ORDER: Final = list(VERSIONS)
_LIBVIRTS: Final = [service.name for service in FLEET if service.role is Role.LIBVIRT]


class Workload:
    """Acts as the users of the cloud and writes into the ledger what they asked for."""

    def __init__(
        self,
        cloud: Cloud,
        ledger: Ledger,
        recorder: Recorder,
        kinds: tuple[GuestKind, ...],
        told: Callable[[Outcome], None],
    ) -> None:
        self._cloud, self._ledger, self._recorder, self._told = cloud, ledger, recorder, told
        self._kinds = kinds
        self._step: Step

    def run(self, step: Step) -> None:
        """All kinds of guests through their life; those of the first boot live to the end."""
        self._step = step
        for kind in self._kinds:
            resident = f"resident-{kind.name}"
            if resident not in self._ledger.entries:
                self._boot(kind, resident)
            self._live(resident)
            self._migrate(resident)  # back, so that both directions of a mix are crossed
            passing = f"step-{step.number}-{kind.name}"
            self._boot(kind, passing)
            self._live(passing)
            self._delete(passing)
        self._fanout()

    def _live(self, guest: str) -> None:
        if guest in self._ledger.entries:
            self._read_back(guest)
            self._attach(guest)
            self._migrate(guest)
            self._resize(guest)

    def finish(self) -> None:
        """Delete the guests that lived through the upgrade."""
        for guest in list(self._ledger.entries):
            self._delete(guest)

    def _boot(self, kind: GuestKind, guest: str) -> None:
        entry = Entry(
            _uuid(guest, self._step), kind, _uuid(guest, self._step, "pci"), "", ["net-a"]
        )

        def boot() -> None:
            view = self._task().view
            made = guests.instance(view, kind, entry.uuid, entry.request_id)
            booted = self._api().boot_guest(
                Context(),
                instance=made,
                filter_properties={"hypervisor_type": kind.hypervisor_type},
                requested_networks=request_networks(view, entry.networks),
            )
            entry.host = str(booted.host)
            self._ledger.entries[guest] = entry

        self._try("boot", guest, boot, self._can_boot(kind))

    def _read_back(self, guest: str) -> None:
        entry = self._ledger.entries[guest]

        def read_back() -> None:
            found = self._api().get_guest(Context(), uuid=entry.uuid)
            for difference in differences(entry.facts(), facts.of_instance(found)):
                raise AssertionError(f"{guest} reads back otherwise: {difference}")

        self._try("read back", guest, read_back, True)

    def _attach(self, guest: str) -> None:
        entry = self._ledger.entries[guest]
        network = f"net-{len(entry.networks)}-{self._step.number}"

        def attach() -> None:
            self._api().attach_network(Context(), uuid=entry.uuid, network_id=network)
            entry.networks.append(network)

        self._try("attach", guest, attach, True)

    def _migrate(self, guest: str) -> None:
        entry = self._ledger.entries.get(guest)
        if entry is None or entry.host not in _LIBVIRTS:
            return
        dest = next(name for name in _LIBVIRTS if name != entry.host)

        def migrate() -> None:
            self._api().migrate_guest(Context(), uuid=entry.uuid, dest=dest)
            entry.host = dest

        self._try(f"live migrate to {dest}", guest, migrate, self._knows(dest, entry.kind))

    def _resize(self, guest: str) -> None:
        entry = self._ledger.entries[guest]
        kind = next(kind for kind in self._kinds if kind.name == entry.kind.name)
        if entry.kind == kind:
            kind = kind.resized

        def resize() -> None:
            view = self._task().view
            named: dict[str, Any] = {"flavor": guests.flavor(view, kind)}
            if kind.cells:
                named["numa_topology"] = guests.topology(view, kind, entry.uuid)
            self._api().resize_guest(Context(), uuid=entry.uuid, **named)
            entry.kind = kind

        self._try("resize", guest, resize, True)

    def _delete(self, guest: str) -> None:
        entry = self._ledger.entries.get(guest)
        if entry is None:
            return
        uuid_, entries = entry.uuid, self._ledger.entries

        def delete() -> None:
            self._api().delete_guest(Context(), uuid=uuid_)
            del entries[guest]

        self._try("delete", guest, delete, True)

    def _fanout(self) -> None:
        """One cast to all computes, which must all get it."""
        computes = {
            name: running.implementation
            for name, running in self._cloud.running.items()
            if isinstance(running.implementation, Compute)
        }
        before = {name: compute.refreshed for name, compute in computes.items()}
        controller = self._cloud.running["controller"].implementation
        assert isinstance(controller, Controller)

        def refresh() -> None:
            controller.refresh_firewall(Context())
            _await_all(computes, before)

        self._try("refresh all", "computes", refresh, True)

    def _try(self, operation: str, guest: str, act: Callable[[], None], possible: bool) -> None:
        """Run one operation; a refusal is right only if this mix cannot do it."""
        status, why, before = Status.DONE, "", len(self._recorder.sent)
        try:
            act()
        except (OutcomeUnknownError, TimeoutError) as error:
            status, why = Status.HUNG, str(error)
        except (RPCError, VObjectError, KeyError, AssertionError) as error:
            status, why = Status.FAILED if possible else Status.REFUSED, str(error)
        if status is Status.DONE and not possible:
            status, why = Status.FAILED, "done, although a service on the way cannot hold it"
        culprit = self._recorder.first_refused(before) if status is not Status.DONE else ""
        self._told(Outcome(self._step.number, operation, guest, status, why, culprit))

    def _can_boot(self, kind: GuestKind) -> bool:
        """Whether this mix of releases has a host for a kind, and knows it all the way there."""
        role = Role.LIBVIRT if kind.hypervisor_type == "QEMU" else Role(kind.hypervisor_type)
        hosts = [service.name for service in FLEET if service.role is role]
        return all(self._knows(name, kind) for name in ("controller", "scheduler")) and any(
            self._knows(name, kind) for name in hosts
        )

    def _knows(self, name: str, kind: GuestKind) -> bool:
        return _ORDER.index(self._step.release(name)) >= _ORDER.index(kind.needs)

    def _task(self) -> Any:
        assert self._cloud.api is not None
        return self._cloud.api

    def _api(self) -> CloudTaskAPI:
        return Client(self._task(), CloudTaskAPI).prepare(server="controller")


def _uuid(guest: str, step: Step, what: str = "") -> str:
    """The same in every run, so that two runs can be compared."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{guest} {step.number} {what}"))


def _await_all(computes: Mapping[str, Compute], before: Mapping[str, int]) -> None:
    end = time.monotonic() + 5
    while late := [name for name, c in computes.items() if c.refreshed == before[name]]:
        if time.monotonic() > end:
            raise TimeoutError(f"the cast did not reach {', '.join(late)} within 5 s")
        time.sleep(0.005)
