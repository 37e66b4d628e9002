"""Ironic's release mapping as a source of pins; each test of a failure is named after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from oslo_config import cfg

from compat.pins.ironic import ReleasePin, levels, newest
from rpc import Destination, MisPinError
from rpc.pins import Levels
from tests.compat.pins.tables import YARD, YardAPI, pinned
from vobjects import DeclarationError

TOPIC = Destination("yard")


def mapping() -> dict[str, Any]:
    """A RELEASE_MAPPING with a named release and the own one."""
    new, old, both = ["1.1"], ["1.0"], ["1.1", "1.0"]
    found: dict[str, Any] = {
        "16.0": {"rpc": "1.0", "api": "1.68", "objects": {"Car": old, "Engine": old}},
        "17.0": {"rpc": "1.1", "api": "1.69", "objects": {"Car": both, "Engine": old}},
        "master": {"rpc": "1.3", "api": "1.70", "objects": {"Car": new, "Engine": both}},
    }
    found["wallaby"] = found["17.0"]
    return found


@pytest.fixture
def read() -> Levels:
    return levels(mapping(), YARD, YardAPI)


class Service:
    """A service and the file that it reads."""

    def __init__(self, folder: Path, value: str) -> None:
        self.file = folder / "ironic.conf"
        self.write(value)
        self.conf = cfg.ConfigOpts()
        self.conf.register_opts([cfg.StrOpt("pin_release_version", mutable=True)])
        self.conf(["--config-file", str(self.file)], project="ironic")

    def write(self, value: str) -> None:
        self.file.write_text(f"[DEFAULT]\n{value and f'pin_release_version = {value}'}\n")

    def hang_up(self, value: str) -> None:
        self.write(value)
        self.conf.mutate_config_files()


def test_levels_when_a_mapping_is_read_have_its_releases_and_names(read: Levels) -> None:
    assert list(read.known.supported) == ["16.0", "17.0", "master"]
    assert read.aliases == {"wallaby": "17.0"}
    assert read.known.pin("17.0").view.manifest == {"Car": "1.1", "Engine": "1.0"}


@pytest.mark.parametrize("name", ["17.0", "wallaby"])
def test_pin_when_a_release_is_written_has_its_calls_and_objects(
    tmp_path: Path, read: Levels, name: str
) -> None:
    found = ReleasePin(Service(tmp_path, name).conf, read)

    assert pinned(found.answer(TOPIC)) == ("17.0", "1.1")
    assert pinned(found.answer(Destination("elsewhere")))[0] == "Unknown"


def test_pin_when_nothing_is_written_is_unknown(tmp_path: Path, read: Levels) -> None:
    found = ReleasePin(Service(tmp_path, "").conf, read)

    assert pinned(found.answer(TOPIC)) == ("Unknown", "pin_release_version is not set")


def test_pin_when_sighup_comes_changes_calls_and_objects_together(
    tmp_path: Path, read: Levels
) -> None:
    """Ironic keeps the cap of calls from the start, and reads that of objects each time."""
    service = Service(tmp_path, "16.0")
    found = ReleasePin(service.conf, read)

    service.hang_up("17.0")

    answer: Any = found.answer(TOPIC)
    assert pinned(answer) == ("17.0", "1.1")
    assert answer.pin.view.manifest == {"Car": "1.1", "Engine": "1.0"}


def test_pin_when_the_operator_misspells_it_is_an_error_at_the_start(
    tmp_path: Path, read: Levels
) -> None:
    with pytest.raises(MisPinError) as caught:
        ReleasePin(Service(tmp_path, "wallabi").conf, read)

    assert caught.value.nearest == "wallaby"


def test_pin_when_it_is_misspelt_at_sighup_stays_as_it_was(
    tmp_path: Path, read: Levels, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service(tmp_path, "17.0")
    found = ReleasePin(service.conf, read)

    service.hang_up("wallabi")

    assert pinned(found.answer(TOPIC)) == ("17.0", "1.1")
    assert "did you mean 'wallaby'?" in caplog.text


def test_object_when_the_table_forgot_it_is_an_error_at_the_start() -> None:
    """Ironic sends it unpinned, and says nothing."""
    broken = mapping()
    broken["master"]["objects"] = {"Engine": ["1.1"]}

    with pytest.raises(MisPinError) as caught:
        levels(broken, YARD, YardAPI)

    assert (caught.value.where, caught.value.found) == ("RELEASE_MAPPING, master", "no Car")


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"rpc": None}, "rpc None"),
        ({"rpc": 1.1}, "rpc 1.1"),
        ({"objects": "Car"}, "objects 'Car'"),
    ],
)
def test_mapping_when_a_release_lacks_what_it_needs_is_an_error_at_the_start(
    wrong: dict[str, Any], found: str
) -> None:
    broken = mapping()
    broken["16.0"] |= wrong
    with pytest.raises(MisPinError) as caught:
        levels(broken, YARD, YardAPI)

    assert (caught.value.where, caught.value.found) == ("RELEASE_MAPPING, 16.0", found)
    with pytest.raises(MisPinError, match="rpc 'x'"):
        levels({"16.0": "x"}, YARD, YardAPI)  # type: ignore[dict-item]


def test_newest_when_an_object_has_one_version_is_that_version() -> None:
    assert newest({"Car": "1.10", "Engine": ["1.9", "1.10"]}) == {"Car": "1.10", "Engine": "1.10"}


@pytest.mark.parametrize("versions", [None, [], "", [None], ["x"]])
def test_newest_when_an_object_has_no_version_is_an_error(versions: Any) -> None:
    with pytest.raises(DeclarationError, match="two numbers with a dot"):
        newest({"Car": versions})


def test_object_when_the_table_names_one_that_is_not_there_is_an_error_at_the_start() -> None:
    broken = mapping()
    broken["17.0"]["objects"]["Cart"] = ["1.0"]

    with pytest.raises(DeclarationError, match="class 'Cart'"):
        levels(broken, YARD, YardAPI)
