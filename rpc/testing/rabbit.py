"""A private RabbitMQ node, run as a child of the test process.

The node has its own folder, ports, name, cookie and Erlang port mapper, so it
neither meets nor disturbs another broker on the machine.
"""

import os
import random
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

from kombu.connection import Connection

_BIN = Path("/usr/lib/rabbitmq/bin")
HOST = "127.0.0.1"

# RabbitMQ 4 takes no message of more than 16 MiB otherwise, and tests send larger ones to servers.
_BIG_MESSAGES = "max_message_size = 134217728\n"

# Runs the port mapper and the broker until the broker ends or standard input does, which also
# happens when the test process is killed. The signal goes to all processes of the group.
_GUARD = """
exec 3<&0
epmd -address "$ERL_EPMD_ADDRESS" -port "$ERL_EPMD_PORT" &
{ read -r _ <&3; kill -TERM 0; } &
trap : TERM
"$0" </dev/null
kill -TERM 0
wait
"""


class RabbitError(Exception):
    """The node could not be started, or a command failed."""


class RabbitNode:
    """One RabbitMQ node whose files all lie in one folder.

    A node that was stopped can be started again: port and data stay the same.
    Used as a context manager, the node is started on entry and stopped on exit.
    """

    def __init__(self, folder: Path, config: str = "", first: Self | None = None) -> None:
        """Choose free ports; nothing is started yet.

        Args:
            folder: takes all files of the node.
            config: lines of a ``rabbitmq.conf``.
            first: the node whose port mapper and cookie this one shares, to form a cluster.
        """
        self.folder, self.config = folder, config
        self.port, self.dist_port, own_epmd_port = free_ports(3)
        self.epmd_port: int = first.epmd_port if first else own_epmd_port
        self.home = first.folder if first else folder
        self._guard: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for kombu and oslo.messaging."""
        return f"rabbit://guest:guest@{HOST}:{self.port}//"

    @property
    def name(self) -> str:
        """The name by which other nodes know it."""
        return f"pinrail{self.port}@localhost"

    def ctl(self, *words: str, timeout: float = 60) -> str:
        """What a command of ``rabbitmqctl`` prints.

        Raises:
            RabbitError: it fails.
            subprocess.TimeoutExpired: it has not ended in so many seconds.
        """
        done = subprocess.run(
            [_BIN / "rabbitmqctl", "-q", "-n", self.name, *words],
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if done.returncode:
            raise RabbitError(f"rabbitmqctl {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def kill(self) -> None:
        """End the node as a power cut does."""
        guard, self._guard = self._guard, None
        if guard is not None:
            os.killpg(guard.pid, 9)
            guard.communicate()

    @property
    def log(self) -> Path:
        """The file that takes what the node prints."""
        return self.folder / "output.log"

    def start(self, timeout: float = 90) -> None:
        """Start the node and return as soon as it accepts connections."""
        server = _BIN / "rabbitmq-server"
        if not server.exists():
            raise RabbitError(f"{server} is missing: run tools/install-rabbitmq")
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "rabbitmq.conf").write_text(_BIG_MESSAGES + self.config)
        with self.log.open("ab") as log:
            self._guard = subprocess.Popen(
                ["/bin/bash", "-c", _GUARD, server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self._environment(),
                start_new_session=True,
            )
        try:
            self._await_connection(self._guard, time.monotonic() + timeout)
        except BaseException:
            self.stop()
            raise

    def stop(self, timeout: float = 30) -> None:
        """Stop the node in good order, or by force when the time runs out."""
        guard, self._guard = self._guard, None
        if guard is None:
            return
        try:
            guard.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(guard.pid, 9)
            guard.wait()

    def __enter__(self) -> Self:
        """Start the node."""
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop the node."""
        self.stop()

    def _environment(self) -> dict[str, str]:
        loopback = "{127,0,0,1}"
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "ERL_EPMD_ADDRESS": HOST,
            "ERL_EPMD_PORT": str(self.epmd_port),
            "RABBITMQ_NODENAME": self.name,
            "RABBITMQ_NODE_IP_ADDRESS": HOST,
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                f"-start_epmd false -kernel inet_dist_use_interface {loopback}"
            ),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "rabbitmq-env.conf"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_FEATURE_FLAGS_FILE": str(self.folder / "feature_flags"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
        }

    def _await_connection(self, guard: subprocess.Popen[bytes], deadline: float) -> None:
        while guard.poll() is None and time.monotonic() < deadline:
            try:
                with Connection(self.url.replace("rabbit", "amqp", 1)) as connection:
                    connection.connect()
                return
            except OSError:
                time.sleep(0.2)
        raise RabbitError(f"no answer at {self.url}\n{self.log.read_text()[-4000:]}")


class RabbitCluster:
    """Three nodes that know each other; the first has the port mapper, so kill one of the others.

    Used as a context manager, the cluster is started on entry and stopped on exit.
    """

    def __init__(self, folder: Path) -> None:
        """Choose free ports; nothing is started yet."""
        first = RabbitNode(folder / "1")
        others = (RabbitNode(folder / str(number), first=first) for number in (2, 3))
        self.nodes = (first, *others)

    @property
    def hosts(self) -> str:
        """The part of an address for oslo.messaging that names all nodes."""
        return ",".join(f"guest:guest@{HOST}:{node.port}" for node in self.nodes)

    def __enter__(self) -> Self:
        """Start the nodes one after the other, and let each join the first."""
        try:
            for node in self.nodes:
                node.start()
                if node is not self.nodes[0]:
                    for words in (
                        ["stop_app"],
                        ["join_cluster", self.nodes[0].name],
                        ["start_app"],
                    ):
                        node.ctl(*words)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        """Stop the nodes, the first one last."""
        for node in reversed(self.nodes):
            node.stop()


def free_ports(count: int) -> list[int]:
    """Return ports of the loopback address that no process listens on.

    They lie below the range from which the kernel serves outgoing connections.
    """
    ports: list[int] = []
    for port in random.sample(range(20000, 32000), 200):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                ports.append(port)
        if len(ports) == count:
            return ports
    raise RabbitError("no free port found")
