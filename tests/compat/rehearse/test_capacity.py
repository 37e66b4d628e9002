"""Guests are rehearsed only where the hosts have room for them, and a report says which are not."""

from __future__ import annotations

from pathlib import Path

from compat.cloud.host import DirectoryTree, RecordedTree
from compat.rehearse import Options, plan, rehearse
from compat.rehearse._capacity import roomy
from compat.rehearse._guests import KINDS
from tests.compat.rehearse.messages import printed
from tests.compat.rehearse.sabotage import first_steps

SMALL = RecordedTree(
    {
        "devices/system/node/node0/cpulist": "0-3",
        "devices/system/node/node0/meminfo": "Node 0 MemTotal: 8388608 kB",
    }
)


def names(tree: DirectoryTree | RecordedTree) -> set[str]:
    return {kind.name for kind in roomy(tree)}


def test_roomy_when_the_recorded_host_is_asked_has_room_for_every_kind() -> None:
    assert roomy(RecordedTree.packaged("two_nodes")) == KINDS


def test_roomy_when_a_host_has_one_node_and_no_pages_leaves_out_what_needs_them() -> None:
    assert names(SMALL) == {"plain", "container", "machine", "pinned"}


def test_roomy_when_a_host_has_nothing_keeps_what_needs_no_libvirt() -> None:
    assert names(RecordedTree({})) == {"container", "machine"}


def test_roomy_when_this_machine_is_asked_answers() -> None:
    assert {"container", "machine"} <= names(DirectoryTree(Path("/sys")))


def test_rehearsal_when_hosts_are_small_is_safe_and_says_what_was_left_out() -> None:
    report = rehearse(first_steps(plan("juno", "kilo"), 2), Options(tree=SMALL))
    assert report.as_dict()["failures"] == []
    assert report.safe
    assert report.left_out == ("sriov", "numa", "numa-sriov", "pages", "nfv")
    assert "Not rehearsed, as the libvirt hosts have no room" in printed(report)
