"""Transports of oslo.messaging, each with a configuration of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import oslo_messaging
from oslo_config import cfg
from oslo_messaging import opts

from rpc._broker import tls
from rpc._broker.connection import use_ours
from rpc._broker.memory import wait_for_messages
from rpc._broker.size import LARGEST, OPTION

MEMORY_URL: Final = "kombu+memory:///localhost"
"""A broker in this process: the driver of RabbitMQ on the transport that kombu has for tests.

The driver warns of a host in such a URL, and kombu of none: the path becomes the host.
"""

_ONLY_ON_GLOBAL_CONF: Final = {  # oslo.messaging 18.3.1 reads both from any configuration
    "oslo_messaging_tracing": cfg.BoolOpt("tracing_enabled", default=False),
    "oslo_messaging_metrics": cfg.BoolOpt("metrics_enabled", default=False),
}

_RABBIT: Final[Mapping[str, Any]] = {
    "rabbit_quorum_queue": True,
    "rabbit_transient_quorum_queue": True,
    # what RabbitMQ 4 has by default: a message that kills its server is not delivered for ever
    "rabbit_quorum_delivery_limit": 20,
    # a client whose queue is gone comes back within this time or not at all; a worker waits
    "kombu_missing_consumer_retry_timeout": 5,
}


def is_memory(url: str) -> bool:
    """Whether the broker of a URL is in this process."""
    return url.startswith("kombu+memory:")


def transport(
    url: str, exchange: str = "pinrail", workers: int = 64, largest: int = LARGEST
) -> Any:
    """An oslo.messaging RPC transport that shares no configuration with others in the process.

    Its queues are quorum queues, which any RabbitMQ from 3.10 to the newest takes as they are.
    Options of the driver in the URL come before those that are set here.

    Args:
        url: such as ``rabbit://user:password@host:5672/`` or :data:`MEMORY_URL`; with TLS
            ``rabbit://user:password@host:5671/?ssl=true&ssl_ca_file=/etc/ca.pem``.
        exchange: the control exchange of topics.
        workers: how many messages a server runs at once, and how many more it takes ahead.
        largest: bytes of a message that the broker takes: its ``max_message_size``. A larger one
            is refused before it is written.

    Raises:
        DeclarationError: the URL asks for TLS in a way that would not prove who the broker is.
    """
    tls.parsed(url)
    conf = cfg.ConfigOpts()
    for group, options in opts.list_opts():
        conf.register_opts(options, group)
    for group, option in _ONLY_ON_GLOBAL_CONF.items():
        conf.register_opts([option], group)
    conf.register_opt(cfg.IntOpt(OPTION, default=largest, min=1))
    conf([], project="pinrail", default_config_files=[], default_config_dirs=[])
    conf.set_override("control_exchange", exchange)
    conf.set_override("executor_thread_pool_size", workers)
    for name, value in {**_RABBIT, "rabbit_qos_prefetch_count": workers}.items():
        conf.set_override(name, value, group="oslo_messaging_rabbit")
    if is_memory(url):  # heartbeats are of AMQP; kombu's memory transport has none
        conf.set_override("heartbeat_timeout_threshold", 0, group="oslo_messaging_rabbit")
        wait_for_messages()
    made = oslo_messaging.get_rpc_transport(conf, url=url)
    use_ours(made)
    return made
