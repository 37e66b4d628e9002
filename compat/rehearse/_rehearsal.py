"""A rehearsal: a plan carried out on a broker, step by step."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from compat.cloud.host import RecordedTree, Tree, read_host
from compat.rehearse._capacity import roomy
from compat.rehearse._comparison import Comparison
from compat.rehearse._guests import KINDS
from compat.rehearse._ledger import Ledger
from compat.rehearse._outcome import Lost, Outcome
from compat.rehearse._plan import Plan, Step
from compat.rehearse._recorder import Recorder
from compat.rehearse._report import Report
from compat.rehearse._running import Cloud
from compat.rehearse._workload import Workload
from rpc import MEMORY_URL, BrokerUnreachableError, delete_queues, must_answer, transport


@dataclasses.dataclass(frozen=True)
class Options:
    """How a rehearsal is run."""

    url: str = MEMORY_URL
    """The broker."""
    deadline: float = 10.0
    """Seconds that a call may take."""
    tree: Tree = dataclasses.field(default_factory=lambda: RecordedTree.packaged("two_nodes"))
    """The sysfs of the libvirt hosts."""
    pins: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Server to release: pins that are set whatever runs there."""


@dataclasses.dataclass
class Progress:
    """How far a rehearsal is; read by the view while it runs."""

    recorder: Recorder
    outcomes: list[Outcome]
    losses: list[Lost]
    step: Step | None = None


def rehearse(
    plan: Plan, options: Options, watch: Callable[[Progress], None] = lambda progress: None
) -> Report:
    """Carry out a plan; ``watch`` is called after every message and operation.

    Raises:
        BrokerUnreachableError: there is no broker at the URL of the options.
    """
    must_answer(options.url, options.deadline)
    recorder, ledger, kinds = Recorder(), Ledger(), roomy(options.tree)
    progress = Progress(recorder, [], [])

    def tell(outcome: Outcome) -> None:
        progress.outcomes.append(outcome)
        watch(progress)

    recorder.changed = lambda: watch(progress)
    bus = transport(options.url)
    cloud = Cloud(bus, recorder.observe, options.tree, options.pins, options.deadline)
    workload = Workload(cloud, ledger, recorder, kinds, tell)
    comparison = Comparison(cloud, ledger, read_host(options.tree))
    try:
        for step in plan.steps:
            progress.step = recorder.step = step
            cloud.enter(step)
            workload.run(step)
            progress.losses += comparison.losses(step, recorder.of_step(step.number))
            watch(progress)
        workload.finish()
        progress.losses += comparison.losses(plan.steps[-1], [])
    finally:
        _leave(cloud, bus, options)
    return Report(
        plan,
        tuple(recorder.sent),
        tuple(progress.outcomes),
        tuple(progress.losses),
        options.deadline,
        tuple(kind.name for kind in KINDS if kind not in kinds),
    )


def _leave(cloud: Cloud, bus: Any, options: Options) -> None:
    """Stop everything, and leave nothing on the broker that lasts."""
    cloud.close()
    bus.cleanup()
    with contextlib.suppress(BrokerUnreachableError):  # what went wrong before says more
        delete_queues(options.url, cloud.queues, options.deadline)
