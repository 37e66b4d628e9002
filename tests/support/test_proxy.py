from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.support.proxy import Mode, Proxy


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that sends back what it gets."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield listener.getsockname()[1]


def serve(listener: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            accepted, _ = listener.accept()
            threading.Thread(target=answer, args=(accepted,), daemon=True).start()


def answer(accepted: socket.socket) -> None:
    with contextlib.suppress(OSError), accepted:
        while chunk := accepted.recv(1024):
            accepted.sendall(chunk)


@pytest.fixture
def proxy(echo: int) -> Iterator[Proxy]:
    with Proxy(echo) as proxy:
        yield proxy


def connected(proxy: Proxy) -> socket.socket:
    found = socket.create_connection(("127.0.0.1", proxy.port), timeout=5)
    assert asked(found, b"hello") == b"hello"
    return found


def asked(connection: socket.socket, text: bytes, seconds: float = 5) -> bytes:
    connection.settimeout(seconds)
    connection.sendall(text)
    return connection.recv(1024)


def is_reset(connection: socket.socket) -> bool:
    connection.settimeout(5)
    try:
        connection.recv(1024)
    except ConnectionResetError:
        return True
    return False


def test_proxy_when_it_passes_counts_the_bytes_of_both_ways(proxy: Proxy) -> None:
    with connected(proxy):
        assert proxy.carried == 10


def test_proxy_when_it_cuts_resets_each_connection_and_takes_new_ones(proxy: Proxy) -> None:
    with connected(proxy) as one, connected(proxy) as other:
        assert proxy.cut() == 2
        assert is_reset(one)
        assert is_reset(other)
    connected(proxy).close()


def test_proxy_when_it_stalls_delivers_later(proxy: Proxy) -> None:
    with connected(proxy) as connection:
        proxy.set(Mode.STALL)
        with pytest.raises(TimeoutError):
            asked(connection, b"late", 0.1)
        proxy.set(Mode.PASS)
        connection.settimeout(5)
        assert connection.recv(1024) == b"late"


def test_proxy_when_it_swallows_never_passes_again_on_that_connection(proxy: Proxy) -> None:
    with connected(proxy) as connection:
        proxy.set(Mode.SWALLOW)
        with pytest.raises(TimeoutError):
            asked(connection, b"lost", 0.1)
        proxy.set(Mode.PASS)
        with pytest.raises(TimeoutError):
            asked(connection, b"lost too", 0.1)
    connected(proxy).close()


def is_refused(proxy: Proxy) -> bool:
    """Whether a new connection is closed, while it is made or at once afterwards."""
    try:
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as new:
            return is_reset(new)
    except ConnectionResetError:
        return True


def test_proxy_when_it_refuses_closes_new_connections_and_keeps_old_ones(proxy: Proxy) -> None:
    with connected(proxy) as old:
        proxy.set(Mode.REFUSE)
        assert is_refused(proxy)
        assert asked(old, b"on") == b"on"


def test_proxy_when_nobody_listens_behind_it_closes_what_it_took() -> None:
    with Proxy(1) as proxy:
        assert is_refused(proxy)


def test_proxy_when_it_delays_passes_after_a_while(proxy: Proxy) -> None:
    with connected(proxy) as connection:
        proxy.delay = 0.2
        with pytest.raises(TimeoutError):
            asked(connection, b"slow", 0.1)
        connection.settimeout(5)
        assert connection.recv(1024) == b"slow"
