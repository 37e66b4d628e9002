"""Which host CPUs a guest gets: compared with every other way, by plain arithmetic."""

import itertools
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given

from tests.support.pairs import law
from tests.vobjects.catalog.placement.drawing import ASKED, left
from vobjects.catalog.enums.cpu import CPUThreadAllocationPolicy
from vobjects.catalog.placement import GuestCell, HostCell, Pinning, Shortage, choose

PREFER, ISOLATE, REQUIRE = CPUThreadAllocationPolicy
_CORES = (frozenset({0, 4}), frozenset({1, 5}), frozenset({2, 6}), frozenset({3, 7}))


def _host(pinned: Iterable[int] = (), **more: object) -> HostCell:
    cpus = frozenset(range(8))
    values = {"cpus": cpus, "dedicated": cpus, "siblings": _CORES, **more}
    return HostCell(id=3, memory=1, pinned=frozenset(pinned), **values)  # type: ignore[arg-type]


def _guest(cpus: int, threads: CPUThreadAllocationPolicy = PREFER, emulator: int = 0) -> GuestCell:
    dedicated = frozenset(range(10, 10 + cpus))
    return GuestCell(dedicated=dedicated, memory=1, threads=threads, emulator=emulator)


def _pins(host: HostCell, guest: GuestCell) -> list[int]:
    found = choose(host, guest)
    assert isinstance(found, Pinning)
    return list(found.pins.values())


def _allowed(host: HostCell, guest: GuestCell, cpus: frozenset[int]) -> bool:
    """Said once more: what a policy asks of the CPUs that a guest has."""
    cores = [next((c for c in host.siblings if cpu in c), frozenset({cpu})) for cpu in cpus]
    if guest.threads == REQUIRE:
        return all(len(core & cpus) > 1 for core in cores)
    if guest.threads == ISOLATE:
        given_ = host.cpus | host.dedicated
        alone = len(set(cores)) == len(cpus)
        return alone and all(core & given_ <= host.dedicated - host.pinned for core in cores)
    return True


def _kept(host: HostCell, guest: GuestCell, cpus: frozenset[int]) -> frozenset[int]:
    cores = [core for core in host.siblings if core & cpus] if guest.threads == ISOLATE else []
    return cpus.union(*(core & host.dedicated for core in cores))


def _ways(host: HostCell, guest: GuestCell) -> Iterator[frozenset[int]]:
    free = host.dedicated - host.pinned
    for some in map(frozenset, itertools.combinations(sorted(free), len(guest.dedicated))):
        rest = free - _kept(host, guest, some)
        if _allowed(host, guest, some) and len(rest) >= guest.emulator:
            yield some


@law(400)
@given(left(), ASKED)
def test_choose_when_cpus_are_given_then_they_were_free_and_are_what_the_policy_asks(
    host: HostCell, guest: GuestCell
) -> None:
    found = choose(host, guest)

    if isinstance(found, Pinning):
        cpus = frozenset(found.pins.values())
        assert len(cpus) == len(found.pins) == len(guest.dedicated)
        assert set(found.pins) == guest.dedicated
        assert len(found.emulator) == guest.emulator
        assert not found.emulator & _kept(host, guest, cpus)
        assert found.taken == _kept(host, guest, cpus) | found.emulator
        assert found.taken <= host.dedicated - host.pinned
        assert _allowed(host, guest, cpus)


@law(400)
@given(left(), ASKED)
def test_choose_when_cpus_are_refused_then_there_was_no_way(
    host: HostCell, guest: GuestCell
) -> None:
    found = choose(host, guest)

    assert isinstance(found, Pinning) == any(True for _ in _ways(host, guest))


@law(300)
@given(left(), ASKED)
def test_choose_when_cpus_are_refused_then_as_many_as_it_says_can_be_had(
    host: HostCell, guest: GuestCell
) -> None:
    found = choose(host, guest)

    if isinstance(found, Shortage):
        assert found.free is not None
        assert found.free < found.asked
        if "emulator" not in found.resource:
            fewer = frozenset(sorted(guest.dedicated)[: found.free])
            asked = GuestCell(dedicated=fewer, memory=1, threads=guest.threads)
            assert isinstance(choose(host, asked), Pinning)


@law(200)
@given(left(), ASKED)
def test_choose_when_threads_are_preferred_then_no_other_way_takes_fewer_cores(
    host: HostCell, guest: GuestCell
) -> None:
    def cores(cpus: Iterable[int]) -> int:
        return len({next((c for c in host.siblings if n in c), frozenset({n})) for n in cpus})

    if guest.threads == PREFER and isinstance(found := choose(host, guest), Pinning):
        assert cores(found.pins.values()) == min(map(cores, _ways(host, guest)))


@pytest.mark.parametrize(
    ("threads", "count", "pinned", "expected"),
    [
        (PREFER, 2, (), [0, 4]),
        (PREFER, 3, (), [0, 4, 1]),
        (PREFER, 1, (0,), [4]),
        (PREFER, 2, (0, 1), [2, 6]),
        (PREFER, 4, (0, 1, 2, 3), [4, 5, 6, 7]),
        (REQUIRE, 2, (0,), [1, 5]),
        (REQUIRE, 4, (2,), [0, 4, 1, 5]),
        (ISOLATE, 2, (), [0, 1]),
        (ISOLATE, 2, (4,), [1, 2]),
    ],
)
def test_choose_when_there_are_siblings_then_the_policy_says_which(
    threads: CPUThreadAllocationPolicy, count: int, pinned: tuple[int, ...], expected: list[int]
) -> None:
    assert _pins(_host(pinned), _guest(count, threads)) == expected


@pytest.mark.parametrize(
    ("guest", "pinned", "text"),
    [
        (_guest(3), range(6), "node 3: 3 CPUs to pin asked, 2 free"),
        (
            _guest(2, ISOLATE),
            (0, 1, 2),
            "node 3: 2 CPUs to pin on cores of their own asked, 1 free",
        ),
        (
            _guest(3, REQUIRE),
            (),
            "node 3: 3 CPUs to pin on threads of common cores asked, 2 free",
        ),
        (
            _guest(1, REQUIRE),
            (),
            "node 3: 1 CPUs to pin on threads of common cores asked, 0 free",
        ),
        (
            _guest(4, ISOLATE, emulator=1),
            (),
            "node 3: 1 CPUs to pin for the emulator asked, 0 free",
        ),
    ],
)
def test_choose_when_there_are_too_few_then_the_shortage_says_of_what(
    guest: GuestCell, pinned: Iterable[int], text: str
) -> None:
    assert str(choose(_host(pinned), guest)) == text


def test_choose_when_a_cpu_is_isolated_then_its_sibling_is_kept_from_others() -> None:
    found = choose(_host(), _guest(1, ISOLATE, emulator=1))

    assert found == Pinning({10: 0}, frozenset({1}), frozenset({0, 1, 4}))


def test_choose_when_the_sibling_is_for_sharing_guests_then_the_core_is_not_isolated() -> None:
    host = _host(dedicated=frozenset({0, 1, 5}), cpus=frozenset({4}))

    assert _pins(host, _guest(1, ISOLATE)) == [1]


def test_choose_when_a_cpu_is_isolated_then_it_has_the_smallest_core() -> None:
    host = _host(dedicated=frozenset({0, 4, 7}), cpus=frozenset(), siblings=_CORES[:1])

    found = choose(host, _guest(1, ISOLATE, emulator=2))

    assert found == Pinning({10: 7}, frozenset({0, 4}), frozenset({0, 4, 7}))


def test_choose_when_the_host_tells_no_siblings_then_every_cpu_is_a_core() -> None:
    host = _host(siblings=())

    assert _pins(host, _guest(8, ISOLATE)) == list(range(8))
    assert isinstance(choose(host, _guest(2, REQUIRE)), Shortage)


def test_choose_when_a_core_has_four_threads_then_three_can_be_required() -> None:
    host = _host(siblings=(frozenset({0, 1, 2, 3}),))

    assert _pins(host, _guest(3, REQUIRE)) == [0, 1, 2]


def test_choose_when_nothing_is_to_be_pinned_then_nothing_is_taken() -> None:
    assert choose(_host(), _guest(0)) == Pinning({}, frozenset(), frozenset())
