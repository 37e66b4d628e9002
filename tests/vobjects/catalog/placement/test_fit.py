"""Whether a guest node fits a host node, said once more by plain arithmetic."""

import pytest
from hypothesis import given

from tests.support.pairs import law
from tests.vobjects.catalog.placement.drawing import ASKED, left
from vobjects.catalog.placement import GuestCell, HostCell, Pinning, Shortage, choose, less, misfit

_CPUS = frozenset(range(4))
_TWO = frozenset({0, 1})


def _host(**more: object) -> HostCell:
    values = {"cpus": _CPUS, "dedicated": _CPUS, "memory": 100, "pages": {4: 9999, 2048: 8}}
    return HostCell(id=1, **{**values, **more})  # type: ignore[arg-type]


@law(400)
@given(left(), ASKED)
def test_misfit_when_there_is_none_then_nothing_that_is_free_is_exceeded(
    host: HostCell, guest: GuestCell
) -> None:
    shared, free = len(guest.shared), len(host.dedicated - host.pinned)
    pages = (host.pages or {}).get(guest.pagesize or 0, 0)
    fits = shared <= len(host.cpus)
    fits &= host.shared_free is None or shared <= host.shared_free
    fits &= isinstance(choose(host, guest), Pinning)
    if guest.pagesize is not None:
        fits &= guest.memory * 1024 <= pages * guest.pagesize
    if guest.pagesize != 2048:
        fits &= guest.memory <= host.memory

    assert (misfit(guest, host) is None) == fits
    assert not fits or len(guest.dedicated) + guest.emulator <= free


@law(200)
@given(left(), ASKED)
def test_misfit_when_the_host_has_less_then_what_did_not_fit_does_not_fit_now(
    host: HostCell, guest: GuestCell
) -> None:
    if misfit(guest, host) is not None:
        assert misfit(guest, less(host, guest, host.free)) is not None


@law(200)
@given(left(), ASKED)
def test_less_when_a_guest_that_fits_is_there_then_nothing_is_below_zero(
    host: HostCell, guest: GuestCell
) -> None:
    pinning = choose(host, guest)
    if misfit(guest, host) is None and isinstance(pinning, Pinning):
        rest = less(host, guest, pinning.taken)

        assert rest.memory >= 0
        assert min((rest.pages or {0: 0}).values()) >= 0
        assert rest.free == host.free - pinning.taken
        assert (host.pages is None) == (rest.pages is None)


@pytest.mark.parametrize(
    ("guest", "host", "shortage"),
    [
        (
            GuestCell(shared=frozenset(range(5)), memory=1),
            _host(),
            Shortage("CPUs", 5, 4, 1),
        ),
        (
            GuestCell(shared=_TWO, memory=1),
            _host(shared_free=1),
            Shortage("CPUs to share", 2, 1, 1),
        ),
        (
            GuestCell(dedicated=_TWO, memory=1),
            _host(pinned=frozenset({0, 1, 2})),
            Shortage("CPUs to pin", 2, 1, 1),
        ),
        (GuestCell(memory=101), _host(), Shortage("MiB", 101, 100, 1)),
        (GuestCell(memory=101, pagesize=4), _host(pages={4: 99999}), Shortage("MiB", 101, 100, 1)),
        (
            GuestCell(memory=17, pagesize=2048),
            _host(),
            Shortage("pages of 2048 KiB", 9, 8, 1),
        ),
        (
            GuestCell(memory=1, pagesize=1048576),
            _host(),
            Shortage("pages of 1048576 KiB", 1, 0, 1),
        ),
        (
            GuestCell(memory=1, pagesize=2048),
            _host(pages=None),
            Shortage("pages of 2048 KiB", 1, None, 1),
        ),
    ],
)
def test_misfit_when_a_guest_does_not_fit_then_it_says_what_was_asked_and_what_is_free(
    guest: GuestCell, host: HostCell, shortage: Shortage
) -> None:
    assert misfit(guest, host) == shortage


@pytest.mark.parametrize(
    "guest",
    [
        GuestCell(shared=_CPUS, memory=100),
        GuestCell(dedicated=_CPUS, memory=100),
        GuestCell(memory=16, pagesize=2048),
        GuestCell(memory=15, pagesize=2048),
    ],
)
def test_misfit_when_a_guest_just_fits_then_there_is_none(guest: GuestCell) -> None:
    assert misfit(guest, _host()) is None


def test_misfit_when_cpus_are_pinned_then_guests_that_share_do_not_need_them() -> None:
    assert misfit(GuestCell(shared=_CPUS, memory=1), _host(pinned=_CPUS)) is None


@pytest.mark.parametrize(
    ("shortage", "text"),
    [
        (Shortage("MiB", 2, 1, 0), "node 0: 2 MiB asked, 1 free"),
        (Shortage("NUMA nodes", 2, 1), "2 NUMA nodes asked, 1 free"),
        (
            Shortage("pages of 4 KiB", 2, None, 0),
            "node 0: 2 pages of 4 KiB asked, no number told",
        ),
    ],
)
def test_shortage_when_it_is_shown_then_it_is_one_sentence(shortage: Shortage, text: str) -> None:
    assert str(shortage) == text
