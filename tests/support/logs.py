"""What a module logged, apart from what threads of earlier tests still log."""

from __future__ import annotations

import threading

import pytest


def logged(caplog: pytest.LogCaptureFixture, module: str) -> list[str]:
    """The messages that a module logged in any thread, such as ``rpc._broker.heartbeat``."""
    return [record.getMessage() for record in caplog.records if record.name == module]


def logged_here(caplog: pytest.LogCaptureFixture, module: str) -> list[str]:
    """The messages that a module logged in this thread."""
    here = threading.get_ident()
    own = (record for record in caplog.records if record.thread == here)
    return [record.getMessage() for record in own if record.name == module]
