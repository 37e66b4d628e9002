"""Plans of upgrades are data: made, checked and described without running anything."""

from __future__ import annotations

import itertools

import pytest

from compat.cloud.releases import VERSIONS
from compat.rehearse import Plan, plan
from compat.rehearse._fleet import EDGES, FLEET, Role
from compat.rehearse._plan import SkewPair, Step
from vobjects import DeclarationError

NAMES = [service.name for service in FLEET]
UPGRADES = [
    (older, newer, keep)
    for older, newer in itertools.combinations(VERSIONS, 2)
    for keep in ((), ("network",), ("compute",), ("libvirt-2", "network"))
]


@pytest.fixture(params=UPGRADES, ids=lambda found: "-".join([*found[:2], *found[2]]))
def planned(request: pytest.FixtureRequest) -> Plan:
    source, target, keep = request.param
    return plan(source, target, keep)


def test_plan_when_made_begins_old_and_changes_one_service_a_step(planned: Plan) -> None:
    assert set(planned.steps[0].mix.values()) == {planned.source}
    for before, after in itertools.pairwise(planned.steps[:-1]):
        changed = [name for name in NAMES if before.mix[name] != after.mix[name]]
        assert changed == [after.upgraded]
        assert after.mix[changed[0]] == planned.target


def test_plan_when_made_upgrades_controller_scheduler_network_then_computes(planned: Plan) -> None:
    order = [step.upgraded for step in planned.steps if step.upgraded]
    assert order == [name for name in NAMES if name in order]


def test_plan_when_made_keeps_what_is_to_stay_old(planned: Plan) -> None:
    last = planned.steps[-1].mix
    for service in FLEET:
        kept = service.name in planned.keep or (
            "compute" in planned.keep and service.role.is_compute
        )
        assert last[service.name] == (planned.source if kept else planned.target)


def test_plan_when_made_lifts_the_pins_of_topics_in_the_last_step_only(planned: Plan) -> None:
    for step in planned.steps[:-1]:
        assert set(step.topics.values()) == {planned.source}
    last = planned.steps[-1]
    assert last.upgraded is None
    assert last.mix == planned.steps[-2].mix
    for service in FLEET:
        for topic in service.topics:
            order = list(VERSIONS)
            assert order.index(last.topics[topic]) <= order.index(last.mix[service.name])


def test_plan_when_nothing_is_kept_lifts_every_topic_to_the_target() -> None:
    assert set(plan("juno", "kilo").steps[-1].topics.values()) == {"kilo"}


def test_plan_when_one_compute_is_kept_leaves_the_topic_of_computes_pinned() -> None:
    topics = plan("juno", "kilo", ("docker-1",)).steps[-1].topics
    assert topics["cloud_host"] == "juno"
    assert topics["cloud_records"] == "kilo"


def test_pairs_when_collected_name_every_edge_in_every_step(planned: Plan) -> None:
    for step in planned.steps:
        pairs = step.pairs()
        assert pairs <= planned.pairs()
        assert {(pair.sender, pair.receiver) for pair in pairs} == {
            (a.value, b.value) for a, b in EDGES
        }


def test_pairs_when_juno_goes_to_kilo_hold_both_directions_of_the_mix() -> None:
    pairs = plan("juno", "kilo").pairs()
    assert SkewPair("controller", "libvirt", "kilo", "juno") in pairs
    assert SkewPair("libvirt", "controller", "juno", "kilo") in pairs
    assert SkewPair("libvirt", "libvirt", "juno", "kilo") in pairs
    assert SkewPair("scheduler", "controller", "kilo", "juno") not in pairs
    assert len(pairs) == 39


def test_release_when_asked_for_the_api_is_that_of_the_controller() -> None:
    step = plan("juno", "kilo").steps[1]
    assert step.release(Role.API) == step.release("controller") == "kilo"


def test_describe_when_called_gives_plain_data_of_every_step(planned: Plan) -> None:
    described = planned.describe()
    assert [entry["step"] for entry in described] == list(range(len(planned.steps)))
    assert all(type(entry["mix"]) is dict and type(entry["topics"]) is dict for entry in described)
    assert [entry["title"] for entry in described] == [step.title for step in planned.steps]


def test_plan_when_made_twice_is_the_same_value(planned: Plan) -> None:
    assert plan(planned.source, planned.target, planned.keep) == planned


def test_skew_pair_when_printed_reads_as_a_sentence() -> None:
    pair = SkewPair("controller", "libvirt", "kilo", "juno")
    assert str(pair) == "controller kilo → libvirt juno"


@pytest.mark.parametrize(
    ("source", "target", "keep", "where", "found"),
    [
        ("essex", "kilo", (), "release", "'essex'"),
        ("juno", "essex", (), "release", "'essex'"),
        ("kilo", "juno", (), "upgrade", "from kilo to juno"),
        ("kilo", "kilo", (), "upgrade", "from kilo to kilo"),
        ("juno", "kilo", ("databse",), "keep", "'databse'"),
    ],
)
def test_plan_when_it_cannot_work_says_what_to_write(
    source: str, target: str, keep: tuple[str, ...], where: str, found: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        plan(source, target, keep)
    assert (caught.value.where, caught.value.found) == (where, found)
    assert caught.value.remedy in str(caught.value)


def test_step_when_frozen_cannot_be_changed() -> None:
    step = plan("juno", "kilo").steps[0]
    with pytest.raises(AttributeError):
        step.number = 3  # type: ignore[misc]
    assert isinstance(step, Step)
