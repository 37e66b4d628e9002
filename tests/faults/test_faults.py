"""Whatever fails: every call ends in time, with a truthful outcome; nothing that counts is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.kinds import FAULTS
from tests.faults.run import run
from tests.faults.stage import Stage, sockets_collected, staged

pytestmark = [
    pytest.mark.rabbit,
    pytest.mark.slow,
    # brokers that hang up in the handshake leave sockets; test_sockets.py has all others
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MESSAGES = 600


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with sockets_collected(), staged() as stage:
        yield stage


@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", FAULTS)
def test_messages_when_a_fault_happens_end_in_time_and_truthfully(stage: Stage, fault: str) -> None:
    verdicts = run(stage, fault, MESSAGES)

    assert sum(verdict.sent for verdict in verdicts) >= MESSAGES
    assert [verdict for verdict in verdicts if not verdict.holds] == []
