"""Nova's services as a source of pins; each test of a failure is named after it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from compat.pins import census
from compat.pins.nova import Tables, must_agree
from rpc import Destination, MisPinError
from rpc.pins import EACH_HOST
from tests.compat.pins.tables import LEVELS, live, pinned, source

UTC = datetime.UTC
TOPIC, BINARY = Destination("yard"), "nova-yard"
HISTORY = [{"yard_rpc": number} for number in ("1.0", "1.0", "1.1", "1.1", "1.2", "1.3")]
TABLES = Tables({"victoria": 1, "wallaby": 3, "xena": 5}, HISTORY, {BINARY: "yard_rpc"})


def services(*versions: int, **facts: Any) -> list[dict[str, Any]]:
    """Rows of the table ``services``, one for each service version."""
    seen = datetime.datetime(2021, 4, 14, 12)
    return [
        {"binary": BINARY, "host": f"h{number}", "version": number, "last_seen_up": seen} | facts
        for number in versions
    ]


def answer(cells: dict[str, Any], destination: Destination = TOPIC, **options: Any) -> Any:
    found = census(cells, TABLES.record)
    return pinned(source(binary=BINARY, census=found, **options).answer(destination))


@pytest.mark.parametrize(
    ("version", "level"),
    [
        (0, "service version 0"),
        (1, "victoria 1.0"),
        (2, "victoria 1.1"),
        (3, "wallaby 1.1"),
        (4, "wallaby 1.2"),
        (5, "xena 1.3"),
        (9, "xena"),
        (None, "service version None"),
        ("5", "service version 5"),
        (True, "service version True"),
        (-1, "service version -1"),
    ],
)
def test_level_when_a_service_version_is_read_is_the_newest_release_at_most(
    version: Any, level: str
) -> None:
    assert TABLES.level(BINARY, version) == level


@pytest.mark.parametrize(
    ("version", "level"), [(3, "victoria"), (4, "wallaby"), (5, "xena"), (9, "yoga")]
)
def test_level_when_releases_have_one_service_version_is_the_oldest_of_them(
    version: int, level: str
) -> None:
    """Nova's antelope and bobcat are both 66; code at 67 came after both."""
    tables = Tables({"victoria": 3, "wallaby": 3, "xena": 5, "yoga": 5}, [])

    assert tables.level(BINARY, version) == level


def test_level_when_the_binary_has_no_key_is_the_release() -> None:
    assert TABLES.level("nova-conductor", 4) == "wallaby"


def test_level_when_an_alias_was_set_before_the_last_bump_has_the_version_of_the_history() -> None:
    """Nova's victoria is 52 in the table, and 53 in victoria."""
    early = Tables({"victoria": 1, "wallaby": 2}, [{"yard_rpc": "1.0"}] * 3, {BINARY: "yard_rpc"})

    assert early.level(BINARY, 2) == "wallaby 1.0"


def test_answer_when_services_are_mixed_is_the_lowest() -> None:
    assert answer({"one": services(5, 4), "two": services(5)}) == ("wallaby", "1.2")


def test_pin_when_a_cell_does_not_answer_is_unknown_and_not_that_of_the_others() -> None:
    """Nova leaves the cell out of the minimum."""
    assert answer({"one": services(5), "two": None}) == (
        "Unknown",
        "no answer from cell two",
    )


def test_pin_when_an_old_service_is_forced_down_holds_it_for_it_may_return() -> None:
    """Nova counts no row that is forced down."""
    assert answer({"one": services(5) + services(3, forced_down=True)}) == ("wallaby", "1.1")


def test_pin_when_a_row_was_deleted_does_not_count_it() -> None:
    assert answer({"one": services(5) + services(3, deleted=7)}) == ("xena", "1.3")


def test_pin_when_a_service_is_newer_than_the_own_code_is_the_newest_known() -> None:
    """Nova stops with ServiceTooOld."""
    assert answer({"one": services(99)}) == ("xena", "1.3")


def test_pin_when_a_service_is_older_than_every_supported_release_is_unknown() -> None:
    state, why = answer({"one": services(0)})

    assert (state, "nova-yard on h0 (service version 0, cell one" in why) == ("Unknown", True)


def test_pin_when_hosts_are_apart_is_that_of_each_row() -> None:
    found = {"one": services(5, 1)}

    hosts = [Destination("yard", host) for host in ("h5", "h1")]
    assert [answer(found, host, scope=EACH_HOST) for host in hosts] == [
        ("xena", "1.3"),
        ("victoria", "1.0"),
    ]


def test_pin_when_services_were_upgraded_rises_without_a_restart() -> None:
    """Nova's conductor keeps the cap in a router that SIGHUP does not reach."""
    cells: dict[str, Any] = {"one": services(1)}
    found = live(LEVELS, lambda: census(cells, TABLES.record), BINARY)
    before = pinned(found.answer(TOPIC))
    cells["one"] = services(5)

    found.reload()

    assert (before, pinned(found.answer(TOPIC))) == (("victoria", "1.0"), ("xena", "1.3"))


def test_alias_when_it_is_of_a_later_fix_is_an_error_at_the_start() -> None:
    """Nova's pike was 4.18 in the table and 4.17 in pike."""
    must_agree(LEVELS, "yard", {"victoria": "1.0", "wallaby": "1.1"})

    with pytest.raises(MisPinError) as caught:
        must_agree(LEVELS, "yard", {"wallaby": "1.2"})

    assert caught.value.expected == "1.1, which wallaby has"


def test_alias_when_it_is_misspelt_is_an_error_at_the_start() -> None:
    """Nova takes the name itself for the version, and fails at the first send."""
    with pytest.raises(MisPinError) as caught:
        must_agree(LEVELS, "yard", {"wallabi": "1.1"})

    assert caught.value.nearest == "wallaby"


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"binary": None}, "binary None"),
        ({"host": ""}, "host ''"),
        ({"host": 5}, "host 5"),
        ({"last_seen_up": "yesterday"}, "the time 'yesterday'"),
        ({"last_seen_up": 5}, "the time 5"),
    ],
)
def test_row_when_a_value_cannot_be_meant_is_an_error_that_names_it(
    wrong: dict[str, Any], found: str
) -> None:
    with pytest.raises(MisPinError) as caught:
        TABLES.record(services(5)[0] | wrong, "one")

    assert caught.value.found == found


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (None, None),
        ("", None),
        ("2021-04-14 12:00:00.5", datetime.datetime(2021, 4, 14, 12, 0, 0, 500_000, UTC)),
        ("2021-04-14T12:00:00+02:00", datetime.datetime(2021, 4, 14, 10, tzinfo=UTC)),
        (datetime.datetime(2021, 4, 14, 12), datetime.datetime(2021, 4, 14, 12, tzinfo=UTC)),
    ],
)
def test_row_when_its_time_is_as_a_database_has_it_is_read(
    written: Any, seen: datetime.datetime | None
) -> None:
    assert TABLES.record(services(5)[0] | {"last_seen_up": written}, "one").last_seen == seen


def test_row_when_a_column_was_not_read_is_an_error_that_names_it() -> None:
    with pytest.raises(MisPinError) as caught:
        TABLES.record({"binary": BINARY, "hots": "h"}, "one")

    assert (caught.value.found, caught.value.nearest) == ("'host'", "hots")
