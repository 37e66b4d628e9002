"""A TCP proxy that goes wrong in the ways of a network."""

from __future__ import annotations

import asyncio
import contextlib
import enum
import socket
import struct
import threading
from collections.abc import Coroutine
from typing import Any, Self

HOST = "127.0.0.1"
CHUNK = 65536


class Mode(enum.Enum):
    """What becomes of bytes that come in."""

    PASS = "pass"
    STALL = "stall"
    """They wait, and nothing more is read: they arrive when the proxy passes again."""
    SWALLOW = "swallow"
    """They are lost, and neither side is told; a connection that lost bytes never passes again."""
    REFUSE = "refuse"
    """New connections are closed at once."""


def reset(writer: asyncio.StreamWriter) -> None:
    """Close a connection without a farewell."""
    with contextlib.suppress(OSError):  # it may be closed already
        found = writer.get_extra_info("socket")
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Pair:
    """One connection, from both sides of the proxy."""

    def __init__(self, *writers: asyncio.StreamWriter) -> None:
        self.writers, self.lost = writers, False

    def abort(self) -> None:
        """Reset both sides."""
        for writer in self.writers:
            reset(writer)


class Proxy:
    """Listens on a port of its own and passes bytes to and from another one."""

    def __init__(self, target: int) -> None:
        self.target, self.port, self.delay = target, 0, 0.0
        self.carried = 0
        """Bytes, both ways."""
        self._mode, self._pairs = Mode.PASS, set[Pair]()
        self._loop = asyncio.new_event_loop()
        self._passing = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server: asyncio.Server = self._in_loop(asyncio.start_server(self._serve, HOST, 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self.set(Mode.PASS)
        return self

    def __exit__(self, *error: object) -> None:
        self.set(Mode.REFUSE)
        self.cut()
        self._in_loop(self._ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def set(self, mode: Mode) -> None:
        """Treat bytes and connections so from now on."""
        self._in_loop(self._set(mode))

    def cut(self) -> int:
        """Reset every connection; how many there were."""
        count: int = self._in_loop(self._cut())
        return count

    def _in_loop(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _set(self, mode: Mode) -> None:
        self._mode = mode
        if mode is Mode.STALL:
            self._passing.clear()
        else:
            self._passing.set()

    async def _cut(self) -> int:
        pairs = list(self._pairs)
        for pair in pairs:
            pair.abort()
        return len(pairs)

    async def _ended(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._mode is Mode.REFUSE:
            reset(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(HOST, self.target)
        except OSError:
            reset(writer)
            return
        pair = Pair(writer, far_writer)
        self._pairs.add(pair)
        try:
            await asyncio.gather(
                self._pump(pair, reader, far_writer), self._pump(pair, far_reader, writer)
            )
        except OSError:
            pair.abort()
        finally:
            self._pairs.discard(pair)

    async def _pump(
        self, pair: Pair, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while chunk := await reader.read(CHUNK):
            await asyncio.sleep(self.delay)
            await self._passing.wait()
            pair.lost |= self._mode is Mode.SWALLOW
            if not pair.lost:
                self.carried += len(chunk)
                writer.write(chunk)
                await writer.drain()
        if not pair.lost:
            writer.close()
