"""Transports share nothing in a process, and leave the process alone."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from oslo_config import cfg

from rpc import MEMORY_URL, Client, Context, Server, transport
from tests.support.lab import Lab, LabAPI, peer, views


def test_transports_when_there_are_two_have_configurations_of_their_own() -> None:
    one, other = transport(MEMORY_URL), transport(MEMORY_URL, exchange="other")

    one.conf.set_override("rpc_response_timeout", 5)

    assert one.conf is not other.conf
    assert other.conf.rpc_response_timeout == 60
    assert (one.conf.control_exchange, other.conf.control_exchange) == ("pinrail", "other")


def test_global_configuration_when_messages_were_sent_is_as_it_was(memory: Any) -> None:
    before = set(cfg.CONF)
    service = peer(memory, "juno", prefix="global-")
    server = Server(service, {LabAPI: Lab(views("juno"))}, "host")
    server.start()

    assert Client(service, LabAPI).prepare(server="host").nodes(Context()) == ()

    server.stop()
    assert set(cfg.CONF) == before


@pytest.mark.parametrize("group", ["oslo_messaging_tracing", "oslo_messaging_metrics"])
def test_private_configuration_when_asked_has_what_the_driver_reads(
    memory: Any, group: str
) -> None:
    assert group in memory.conf


QUIET = """
import logging
logging.basicConfig(level=logging.WARNING)
from rpc import MEMORY_URL, Client, Context, Server, transport
from tests.support.lab import Lab, LabAPI, peer, views
service = peer(transport(MEMORY_URL), "juno", prefix="quiet-")
server = Server(service, {LabAPI: Lab(views("juno"))}, "host")
server.start()
Client(service, LabAPI).prepare(server="host").nodes(Context())
server.stop()
"""


def test_memory_broker_when_used_warns_of_no_heartbeats() -> None:
    done = run(QUIET)  # in a process of its own: no other test's broker is heard

    assert (done.returncode, "heartbeat" in done.stderr.lower()) == (0, False), done.stderr


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Python code in a process of its own."""
    words = [sys.executable, "-c", code]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_heartbeat_when_the_broker_is_real_stays_as_it_is() -> None:
    conf = transport("rabbit://guest:guest@127.0.0.1:5672//").conf

    assert conf.oslo_messaging_rabbit.heartbeat_timeout_threshold == 60


@pytest.mark.parametrize("imports", ["import rpc", "import vobjects, rpc"])
def test_backend_when_rpc_is_imported_is_threads(imports: str) -> None:
    code = (
        f"{imports}\n"
        "from oslo_service import backend\n"
        "import sys\n"
        "print(backend.get_backend_type().name, len(rpc.__all__) > 20)\n"
    )

    done = run(code)

    assert (done.stdout, done.stderr) == ("THREADING True\n", "")


def test_backend_when_the_application_chose_first_is_its_own() -> None:
    code = (
        "import warnings; warnings.simplefilter('ignore')\n"
        "from oslo_service import backend\n"
        "backend.init_backend(backend.BackendType.EVENTLET)\n"
        "import rpc\n"
        "print(backend.get_backend_type().name)\n"
    )

    done = run(code)

    assert done.stdout == "EVENTLET\n", done.stderr
