"""A broker is asked before anything is started on it."""

from __future__ import annotations

import socket
import time

import pytest
from kombu.connection import Connection

from rpc import MEMORY_URL, BrokerUnreachableError, delete_queues, must_answer
from rpc.testing.rabbit import RabbitNode


def test_must_answer_when_the_broker_is_in_this_process_asks_nobody() -> None:
    must_answer(MEMORY_URL, 0.1)


def test_must_answer_when_nobody_listens_names_every_host_and_what_happened() -> None:
    with pytest.raises(BrokerUnreachableError) as caught:
        must_answer("rabbit://u:p@127.0.0.1:1,u:p@127.0.0.1:2/cell", 2)
    assert caught.value.hosts == ["127.0.0.1:1", "127.0.0.1:2"]
    assert caught.value.found.count("Connection refused") == 2
    assert "start it, or correct the address" in str(caught.value)


def test_must_answer_when_the_url_has_no_host_says_so() -> None:
    with pytest.raises(BrokerUnreachableError, match="no host in the URL"):
        must_answer("rabbit://", 1)


def test_must_answer_when_a_listener_is_silent_gives_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port, start = silent.getsockname()[1], time.monotonic()
        with pytest.raises(BrokerUnreachableError):
            must_answer(f"rabbit://u:p@127.0.0.1:{port}/", 0.5)
        assert time.monotonic() - start < 5


@pytest.mark.rabbit
def test_must_answer_when_one_host_of_two_answers_is_content(rabbit_url: str) -> None:
    must_answer(rabbit_url, 10)
    must_answer(rabbit_url.replace("@127.0.0.1", "@127.0.0.1:1,guest:guest@127.0.0.1"), 10)


def test_delete_queues_when_the_broker_is_in_this_process_leaves_them_to_it() -> None:
    delete_queues(MEMORY_URL, ["compute"], 0.1)


@pytest.mark.rabbit
def test_delete_queues_when_some_exist_then_they_are_gone(rabbit_node: RabbitNode) -> None:
    with Connection(rabbit_node.url.replace("rabbit", "amqp", 1)) as connection:
        connection.SimpleQueue("to-be-deleted").put("what nobody reads")
    assert "to-be-deleted" in rabbit_node.ctl("list_queues", "name").split()
    delete_queues(rabbit_node.url, ["never-was", "to-be-deleted"], 10)
    assert "to-be-deleted" not in rabbit_node.ctl("list_queues", "name").split()


@pytest.mark.rabbit
def test_must_answer_when_the_password_is_wrong_says_what_the_broker_said(rabbit_url: str) -> None:
    with pytest.raises(BrokerUnreachableError, match="ACCESS_REFUSED"):
        must_answer(rabbit_url.replace(":guest@", ":wrong@"), 10)
