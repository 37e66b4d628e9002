"""Any sequence of claims and releases: nothing is given to two guests."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compat.cloud.host import cells_of, pools_of, read_host
from compat.cloud.hypervisor import LibvirtDriver
from rpc import ApplicationError
from tests.compat.cloud.asking import RELEASES, Ask, addresses, cells, instance, pinned_cpus
from tests.compat.cloud.hosts import recorded
from tests.support.pairs import law
from vobjects import View, catalog
from vobjects.catalog.instance import Instance
from vobjects.catalog.placement import HostCell

_TREE = recorded("two_nodes_pci")
_FACTS = read_host(_TREE)
_VFS = {device.address for device in _FACTS.pci if device.dev_type == "type-VF"}

_ICEHOUSE = st.builds(Ask, memory=st.integers(1, 20000), devices=st.integers(0, 3))
_JUNO = st.builds(
    Ask,
    cells=st.integers(0, 2),
    vcpus=st.sampled_from([2, 4]),
    memory=st.sampled_from([512, 4096, 12288]),
    devices=st.integers(0, 2),
)
_KILO = st.builds(
    Ask,
    cells=st.integers(1, 2),
    vcpus=st.sampled_from([2, 4]),
    memory=st.sampled_from([512, 2048, 3000]),
    pagesize=st.sampled_from([None, 2048, 1048576]),
    pinned=st.booleans(),
    devices=st.integers(0, 2),
)
_KNOWN = {
    "icehouse": _ICEHOUSE,
    "juno": st.one_of(_ICEHOUSE, _JUNO),
    "kilo": st.one_of(_ICEHOUSE, _JUNO, _KILO),
}


class Host:
    """Guests that come and go; what does not fit is counted."""

    def __init__(self, view: View) -> None:
        self.view, self.driver = view, LibvirtDriver(_TREE)
        self.guests: list[Instance] = []
        self.refused = 0

    def claim(self, ask: Ask) -> None:
        found = instance(self.view, ask)
        try:
            self.driver.claim(found, self.guests)
        except ApplicationError:
            self.refused += 1
        else:
            self.guests.append(self.view.adopt(found))  # as a row would bring it back

    def release(self, place: int) -> None:
        if self.guests:
            self.guests.pop(place % len(self.guests))

    def check(self) -> None:
        """Say once more, from the guests alone, what is used; compare with host and record."""
        cpus = [cpu for guest in self.guests for cpu in pinned_cpus(guest)]
        assert len(cpus) == len(set(cpus))
        given_ = [address for guest in self.guests for address in addresses(guest)]
        assert len(given_) == len(set(given_))
        assert set(given_) <= _VFS
        node = self.driver.node(self.view, "host", self.guests)
        assert node.memory_mb_used <= node.memory_mb
        assert sum(pool.count for pool in pools_of(node)) == len(_VFS) - len(given_)
        for cell in cells_of(node) or []:
            self._check_cell(cell)

    def _check_cell(self, left: HostCell) -> None:
        facts = next(facts for facts in _FACTS.cells if facts.id == left.id)
        pages: Counter[int] = Counter()
        memory = 0
        for cell in [c for guest in self.guests for c in cells(guest) if c.id == left.id]:
            size = cell.obj_values().get("pagesize")
            if size is None:
                memory += cell.memory
            else:
                pages[size] += -(-cell.memory * 1024 // size)
            assert set((cell.obj_values().get("cpu_pinning_raw") or {}).values()) <= facts.cpus
        assert 0 <= left.memory == facts.ordinary_memory - memory
        if left.pages is not None:
            assert left.pages == {size: n - pages[size] for size, n in facts.pages.items()}
            assert min(left.pages.values()) >= 0


@pytest.mark.parametrize("release", RELEASES)
def test_host_when_guests_come_and_go_then_nothing_is_given_to_two(release: str) -> None:
    steps = st.lists(st.one_of(_KNOWN[release], st.integers(0, 9)), max_size=12)

    @law(60)
    @given(steps)
    def holds(steps: list[Ask | int]) -> None:
        host = Host(catalog.at(release))
        for step in steps:
            if isinstance(step, int):
                host.release(step)
            else:
                host.claim(step)
            host.check()

    holds()


@pytest.mark.parametrize("release", RELEASES)
def test_host_when_all_guests_go_then_everything_is_free_again(release: str) -> None:
    @law(30)
    @given(st.lists(_KNOWN[release], max_size=8))
    def holds(asks: list[Ask]) -> None:
        host = Host(catalog.at(release))
        empty = catalog.at(release).encode(host.driver.node(host.view, "host", []))
        for ask in asks:
            host.claim(ask)

        host.guests.clear()

        assert catalog.at(release).encode(host.driver.node(host.view, "host", [])) == empty

    holds()


@pytest.mark.parametrize("release", RELEASES)
def test_host_when_the_same_guests_come_until_it_is_full_then_the_last_is_refused(
    release: str,
) -> None:
    host = Host(catalog.at(release))

    for _ in range(6):
        host.claim(Ask(devices=1))
        host.check()

    assert (len(host.guests), host.refused) == (3, 3)


@pytest.mark.parametrize(("old", "new"), [("icehouse", "juno"), ("juno", "kilo")])
def test_host_when_it_is_upgraded_then_what_was_given_stays_given(old: str, new: str) -> None:
    @law(30)
    @given(st.lists(_KNOWN[old], max_size=6), st.lists(_KNOWN[new], max_size=6))
    def holds(before: list[Ask], after: list[Ask]) -> None:
        host = Host(catalog.at(old))
        for ask in before:
            host.claim(ask)

        host.view = catalog.at(new)
        host.guests = [host.view.adopt(guest) for guest in host.guests]

        host.check()
        for ask in after:
            host.claim(ask)
            host.check()

    holds()
