"""Damaged messages: an object or a DecodeError comes out, soon and in little memory."""

import contextlib
import gc
import math
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from tests.support.fuzz import VIEWS, Fuzzer, Pairs, packed, seeds, tried
from vobjects import DecodeError, View

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches

_SECONDS = 2.0
"""For one message; the longest takes a few hundredths on an idle machine."""


def _fuzzed(seed: int, count: int, seconds: float = math.inf) -> int:
    """Try damaged messages, each for some seconds at most; how many of them were objects."""
    fuzzer, objects = Fuzzer(seed), 0
    for number in range(count):
        view, message = fuzzer.view(), fuzzer.message()
        began = time.process_time()
        try:
            objects += tried(view, message)
        except BaseException as error:
            error.add_note(f"message {number} of seed {seed} at {view.label}: {message.hex()}")
            raise
        assert time.process_time() - began < seconds, (seed, number, view.label, len(message))
    return objects


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_message_when_it_is_damaged_then_an_object_or_a_decode_error_comes_out(seed: int) -> None:
    assert 500 < _fuzzed(seed, 10_000, _SECONDS) < 5_000


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_message_when_many_are_damaged_then_an_object_or_a_decode_error_comes_out(
    seed: int,
) -> None:
    assert 2_500 < _fuzzed(seed, 50_000) < 25_000


def _peak(view: View, message: bytes) -> int:
    """The bytes of memory that decoding takes at most."""
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    with contextlib.suppress(DecodeError):
        view.decode(message)
    return tracemalloc.get_traced_memory()[1] - before


@pytest.fixture
def _traced() -> Iterator[None]:
    gc.collect()
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("_traced")
def test_message_when_it_is_damaged_then_it_takes_memory_by_its_length() -> None:
    fuzzer = Fuzzer(99)
    for number in range(1000):
        view, message = fuzzer.view(), fuzzer.message()
        _peak(view, message)  # compiles what the second time only uses
        peak = _peak(view, message)
        assert peak < 80 * len(message) + 500_000, (number, view.label, len(message), peak)


@pytest.mark.usefixtures("_traced")
@pytest.mark.parametrize("size", [3_000, 10_000, 1_000_000])
def test_message_when_its_arrays_say_that_they_are_long_then_memory_is_bounded(size: int) -> None:
    lengths = b"\xdd" + (size - 1).to_bytes(4, "big")
    message = (lengths * 1000).ljust(size, b"\xc0")[:size]
    assert _peak(VIEWS[-1], message) < 80 * size + 90_000_000


def test_seeds_when_nothing_is_damaged_then_kilo_reads_every_one() -> None:
    assert all(tried(VIEWS[-1], message) for message in seeds())


def test_fuzzer_when_the_seed_is_the_same_then_the_messages_are_too() -> None:
    one, other = Fuzzer(5), Fuzzer(5)
    assert [one.message() for _ in range(50)] == [other.message() for _ in range(50)]


def test_fuzzer_when_it_writes_a_key_twice_then_the_message_has_both() -> None:
    assert packed(Pairs([["a", 1], ["a", [2]]])) == b"\x82\xa1a\x01\xa1a\x91\x02"


def test_target_when_atheris_is_not_there_then_it_says_how_to_install_it() -> None:
    code = "import sys; sys.modules['atheris'] = None; import tests.fuzz.decode as d; d.main([])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr
