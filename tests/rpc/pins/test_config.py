"""Pins from [upgrade_levels] of a configuration."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from oslo_config import cfg

from rpc import Answer, Destination, Known, Unknown
from rpc.pins._config import Config, mutate_on_sighup
from rpc.pins._errors import MisPinError
from rpc.pins._levels import Levels
from rpc.pins._options import GROUP
from rpc.pins._scope import EACH_HOST
from rpc.pins._service_record import Census
from tests.support.lab import LabAPI, known
from tests.support.logs import logged
from tests.support.settings import BINARIES, File, config, levels, records, row

TOPIC, HOST = Destination("lab"), Destination("lab", "host")


def said(answer: Answer) -> str:
    """The release, or which of the other answers it is."""
    return answer.pin.release if isinstance(answer, Known) else type(answer).__name__


@pytest.mark.parametrize(
    "text",
    ["lab = juno", "lab = 1.1", "lab =  Juno ", "nova_lab = juno", "lab = juno\nnova_lab = juno"],
)
def test_answer_when_a_topic_is_pinned_holds_for_it_and_its_servers(
    tmp_path: Path, text: str
) -> None:
    found = config(File(tmp_path, text))

    assert [said(found.answer(destination)) for destination in (TOPIC, HOST)] == ["juno", "juno"]
    assert found.answer(Destination("other")) == Unknown("nothing is set in [upgrade_levels]")


def test_answer_when_known_names_the_option(tmp_path: Path) -> None:
    found = config(File(tmp_path, "nova_lab = juno")).answer(TOPIC)

    assert isinstance(found, Known)
    assert found.why == "[upgrade_levels] nova_lab = juno"


@pytest.mark.parametrize("text", ["", "lab ="])
def test_answer_when_nothing_is_written_is_unknown(tmp_path: Path, text: str) -> None:
    assert said(config(File(tmp_path, text)).answer(TOPIC)) == "Unknown"


@pytest.mark.parametrize("value", ["auto", "AUTO"])
def test_answer_when_auto_is_written_is_that_of_the_records(tmp_path: Path, value: str) -> None:
    rows = records(row("host", "kilo"), row("old", "juno"), scope=EACH_HOST)
    found = config(File(tmp_path, f"lab = {value}"), records=rows)

    assert [said(found.answer(destination)) for destination in (TOPIC, HOST)] == ["juno", "kilo"]


@pytest.mark.parametrize(
    ("text", "found", "nearest"),
    [
        ("lba = juno", "'lba'", "lab"),
        ("nova-lab = juno", "'nova-lab'", "nova_lab"),
        ("nova_lba = juno", "'nova_lba'", "nova_lab"),
        ("lab = jnuo", "'jnuo'", "juno"),
        ("lab = auto", "no service records for the topic", ""),
        ("lab = juno\nnova_lab = kilo", "lab = juno and nova_lab = kilo", ""),
    ],
)
def test_config_when_it_cannot_be_meant_is_refused_at_the_start(
    tmp_path: Path, text: str, found: str, nearest: str
) -> None:
    with pytest.raises(MisPinError) as caught:
        config(File(tmp_path, text))

    assert (caught.value.found, caught.value.nearest) == (found, nearest)
    assert caught.value.where.startswith("[upgrade_levels]")


def test_config_when_the_records_lack_the_topic_refuses_auto(tmp_path: Path) -> None:
    with pytest.raises(MisPinError, match="no service records for the topic"):
        config(File(tmp_path, "other = auto"), records=records(row("host", "kilo")))


def test_config_when_a_binary_is_of_no_topic_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MisPinError) as caught:
        config(File(tmp_path, ""), binaries={"lba": "nova-lab"})

    assert caught.value.nearest == "lab"


def test_config_when_options_of_the_service_are_in_the_group_leaves_them(tmp_path: Path) -> None:
    file = File(tmp_path, "lab = juno\nbaseapi = 1.0")
    file.conf.register_opts([cfg.StrOpt("baseapi")], GROUP)

    assert said(config(file).answer(TOPIC)) == "juno"


def test_config_when_a_folder_of_files_is_given_checks_them_too(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "10.conf").write_text("[upgrade_levels]\nlba = juno\n")
    conf = cfg.ConfigOpts()
    conf(["--config-dir", str(tmp_path / "more")], project="service")

    with pytest.raises(MisPinError, match=r"10\.conf"):
        Config(conf, Levels(known("kilo"), [LabAPI]))


def test_mutate_when_the_file_changed_holds_from_the_next_message(tmp_path: Path) -> None:
    file = File(tmp_path, "lab = juno")
    found = config(file)

    seen = []
    for text in ("lab = kilo", "nova_lab = 1.0", "", "lab = juno"):
        file.mutate(text)
        seen.append(said(found.answer(HOST)))

    assert seen == ["kilo", "icehouse", "Unknown", "juno"]


@pytest.mark.parametrize("text", ["lab = jnuo", "lba = kilo", "lab = auto"])
def test_mutate_when_the_file_cannot_be_meant_logs_it_and_keeps_what_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    file = File(tmp_path, "lab = juno")
    found = config(file)

    file.mutate(text)

    assert said(found.answer(TOPIC)) == "juno"
    assert "what was in force before stays: [upgrade_levels]" in caplog.text


def test_mutate_when_records_are_used_reads_them_again(tmp_path: Path) -> None:
    rows = [row("host", "juno")]
    file = File(tmp_path, "lab = auto")
    found = config(file, records=records(read=lambda: Census(rows)))
    rows[:] = [row("host", "kilo")]

    before = said(found.answer(TOPIC))
    file.mutate("lab = auto")

    assert (before, said(found.answer(TOPIC))) == ("juno", "kilo")


@pytest.fixture
def hangup() -> Iterator[list[int]]:
    """A handler of SIGHUP that was there before."""
    seen: list[int] = []
    before = signal.signal(signal.SIGHUP, lambda number, frame: seen.append(number))
    yield seen
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("ignored", [False, True])
def test_sighup_when_it_comes_mutates_and_calls_the_handler_before(
    tmp_path: Path, hangup: list[int], ignored: bool
) -> None:
    if ignored:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    file = File(tmp_path, "lab = juno")
    found = config(file)
    mutate_on_sighup(file.conf)
    file.write("lab = kilo")

    os.kill(os.getpid(), signal.SIGHUP)

    assert said(found.answer(TOPIC)) == "kilo"
    assert hangup == [] if ignored else [signal.SIGHUP]


@pytest.mark.parametrize(
    "content", [b"[upgrade_lev", b"lab = kilo", b"\xff\xfe\x00", None], ids=repr
)
def test_sighup_when_the_file_cannot_be_read_keeps_what_was(
    tmp_path: Path, hangup: list[int], caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    file = File(tmp_path, "lab = juno")
    found = config(file)
    mutate_on_sighup(file.conf)
    [written] = map(Path, file.conf.config_file)
    written.unlink() if content is None else written.write_bytes(content)

    os.kill(os.getpid(), signal.SIGHUP)
    kept = said(found.answer(TOPIC))
    file.write("lab = kilo")
    os.kill(os.getpid(), signal.SIGHUP)

    assert (kept, said(found.answer(TOPIC))) == ("juno", "kilo")
    assert hangup == [signal.SIGHUP] * 2
    assert len(logged(caplog, "rpc.pins.config")) == 1


@pytest.mark.parametrize("error", [OSError("gone"), ValueError("no text")])
def test_mutate_when_a_file_is_gone_meanwhile_keeps_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(conf: object) -> None:
        raise error

    file = File(tmp_path, "lab = juno")
    found = config(file)
    monkeypatch.setattr("rpc.pins._config._written", fail)

    file.mutate("lab = kilo")

    assert said(found.answer(TOPIC)) == "juno"


def test_levels_when_a_config_is_made_are_those_of_the_service(tmp_path: Path) -> None:
    found = config(File(tmp_path, "lab = juno"), levels=levels("juno"), binaries=BINARIES)

    with pytest.raises(MisPinError):
        config(File(tmp_path, "lab = kilo"), levels=levels("juno"))
    assert said(found.answer(TOPIC)) == "juno"
