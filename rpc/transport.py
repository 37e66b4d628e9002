"""Transports of oslo.messaging, each with a configuration of its own."""

from __future__ import annotations

from typing import Any, Final

import oslo_messaging
from oslo_config import cfg
from oslo_messaging import opts

from rpc.memory import rest_between_polls

MEMORY_URL: Final = "kombu+memory:///localhost"
"""A broker in this process: the driver of RabbitMQ on the transport that kombu has for tests.

The driver warns of a host in such a URL, and kombu of none: the path becomes the host.
"""

_ONLY_ON_GLOBAL_CONF: Final = {  # oslo.messaging 18.3.1 reads both from any configuration
    "oslo_messaging_tracing": cfg.BoolOpt("tracing_enabled", default=False),
    "oslo_messaging_metrics": cfg.BoolOpt("metrics_enabled", default=False),
}


def is_memory(url: str) -> bool:
    """Whether the broker of a URL is in this process."""
    return url.startswith("kombu+memory:")


def transport(url: str, exchange: str = "pinrail") -> Any:
    """An oslo.messaging RPC transport that shares no configuration with others in the process.

    Args:
        url: such as ``rabbit://user:password@host:5672/`` or :data:`MEMORY_URL`.
        exchange: the control exchange of topics.
    """
    conf = cfg.ConfigOpts()
    for group, options in opts.list_opts():
        conf.register_opts(options, group)
    for group, option in _ONLY_ON_GLOBAL_CONF.items():
        conf.register_opts([option], group)
    conf([], project="pinrail", default_config_files=[], default_config_dirs=[])
    conf.set_override("control_exchange", exchange)
    if is_memory(url):  # heartbeats are of AMQP; kombu's memory transport has none
        conf.set_override("heartbeat_timeout_threshold", 0, group="oslo_messaging_rabbit")
        rest_between_polls()
    return oslo_messaging.get_rpc_transport(conf, url=url)
