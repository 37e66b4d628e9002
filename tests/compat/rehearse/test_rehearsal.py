"""Whole rehearsals: every pair of releases, with and without services that stay old."""

from __future__ import annotations

import pytest

from compat.rehearse import Options, Report, Status, plan, rehearse
from rpc.testing.rabbit import RabbitNode
from tests.compat.rehearse.sabotage import first_steps

# the first one measures what rehearsals reach; unmeasured they take half the time
UPGRADES = [
    ("juno", "kilo", ()),
    pytest.param("juno", "kilo", ("compute",), marks=pytest.mark.no_cover),
    pytest.param("icehouse", "kilo", ("network",), marks=pytest.mark.no_cover),
    pytest.param("juno", "kilo", ("network",), marks=pytest.mark.long),
    pytest.param("icehouse", "juno", (), marks=pytest.mark.long),
]


def assert_all_is_well(report: Report) -> None:
    facts = report.as_dict()
    problems = {k: facts[k] for k in ("failures", "losses", "hangs", "skewed") if facts[k]}
    assert problems == {}
    assert report.safe
    assert (facts["lost"], facts["undeclared_loss"], facts["hung"]) == (0, 0, 0)
    assert facts["skew_pairs_covered"] == facts["skew_pairs_total"]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("source", "target", "keep"), UPGRADES)
def test_rehearsal_when_run_to_the_end_is_safe_and_covers_all_pairs(
    source: str, target: str, keep: tuple[str, ...]
) -> None:
    report = rehearse(plan(source, target, keep), Options())
    assert_all_is_well(report)
    mixed = [row for row in report.rows() if row.sender_release != row.receiver_release]
    assert sum(row.converted for row in mixed) > 100
    assert all(outcome.why for outcome in report.of(Status.REFUSED))


@pytest.mark.rabbit
@pytest.mark.no_cover
@pytest.mark.timeout(600)
def test_rehearsal_when_run_on_rabbitmq_is_safe_and_leaves_no_queue_that_lasts(
    rabbit_node: RabbitNode,
) -> None:
    report = rehearse(plan("juno", "kilo"), Options(url=rabbit_node.url, deadline=30))
    assert_all_is_well(report)
    left = rabbit_node.ctl("list_queues", "--no-table-headers", "name").split()
    assert all("_fanout_" in name for name in left if name.startswith("rehearsal-")), left


def test_rehearsal_when_the_control_plane_is_new_refuses_what_old_services_cannot_hold() -> None:
    report = rehearse(first_steps(plan("juno", "kilo"), 2), Options())
    assert_all_is_well(report)
    refused = {o.guest: o.why for o in report.of(Status.REFUSED) if o.step == 1}
    assert set(refused) == {
        f"{who}-{kind}" for who in ("resident", "step-1") for kind in ("pages", "pinned", "nfv")
    }
    assert "$.request_spec.numa_topology.cells[0].pagesize" in refused["resident-pages"]
    assert "the guest would run on pages it did not ask for" in refused["resident-pages"]


def test_rehearsal_when_watched_tells_of_every_step_and_operation() -> None:
    seen: list[tuple[int, int]] = []
    report = rehearse(
        first_steps(plan("juno", "kilo"), 2),
        Options(),
        lambda progress: (
            seen.append((progress.step.number, len(progress.outcomes))) if progress.step else None
        ),
    )
    assert {step for step, _ in seen} == {0, 1}
    assert [done for _, done in seen] == sorted(done for _, done in seen)
    assert seen[-1][1] == len(report.outcomes)
