import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kombu.connection import Connection

from rpc.testing.rabbit import RabbitError, RabbitNode, free_ports

pytestmark = pytest.mark.rabbit

PAYLOAD = {"answer": 42}


def connect(url: str) -> Connection:
    return Connection(url.replace("rabbit", "amqp", 1))


def processes_of(folder: Path) -> list[str]:
    """Command lines of the running processes that work in or name the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
            inside = (process / "cwd").readlink().is_relative_to(folder)
        except OSError:
            continue
        if inside or any(str(folder) in word for word in words):
            found.append(" ".join(words))
    return found


def await_end(folder: Path) -> list[str]:
    """Wait a while for the folder's processes to end; return those that are left."""
    deadline = time.monotonic() + 30
    while (left := processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def test_the_shared_node_passes_a_message(rabbit_url: str) -> None:
    with connect(rabbit_url) as connection:
        queue = connection.SimpleQueue("greeting")
        queue.put(PAYLOAD)
        assert queue.get(timeout=5).payload == PAYLOAD
        queue.close()


def test_a_stopped_node_leaves_no_process_and_starts_again(tmp_path: Path) -> None:
    node = RabbitNode(tmp_path)
    node.start()
    assert any("beam" in process for process in processes_of(tmp_path))
    with connect(node.url) as connection:
        queue = connection.SimpleQueue("kept")
        queue.put(PAYLOAD)
        queue.close()
    node.stop()
    assert await_end(tmp_path) == []

    with node, connect(node.url) as connection:
        queue = connection.SimpleQueue("kept")
        assert queue.get(timeout=5).payload == PAYLOAD
        queue.close()
    assert await_end(tmp_path) == []


def test_a_killed_test_process_takes_its_node_along(tmp_path: Path) -> None:
    script = (
        "import pathlib, signal, sys; from rpc.testing.rabbit import RabbitNode;"
        "RabbitNode(pathlib.Path(sys.argv[1])).start(); print('up', flush=True); signal.pause()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"up\n"
        owner.send_signal(signal.SIGKILL)
    assert await_end(tmp_path) == []


def test_a_node_that_cannot_start_says_why(tmp_path: Path) -> None:
    node = RabbitNode(tmp_path)
    (tmp_path / "mnesia").touch()
    with pytest.raises(RabbitError, match="no answer"):
        node.start(timeout=30)
    assert await_end(tmp_path) == []


def test_free_ports_are_all_different() -> None:
    assert len(set(free_ports(20))) == 20
