"""TLS as the URL of a broker asks for it: only in a way that proves who the broker is."""

from __future__ import annotations

import ssl
from typing import Any

import oslo_messaging
from oslo_config import cfg, types

from vobjects import DeclarationError


def parsed(url: str) -> Any:
    """The parts of a URL of oslo.messaging.

    Raises:
        DeclarationError: it asks for TLS, and the driver would not check whose certificate it gets.
    """
    found = oslo_messaging.TransportURL.parse(cfg.ConfigOpts(), url)
    if not _is_on(found):
        return found
    if "ssl_ca_file" not in found.query:
        raise _unproven(url, "no ssl_ca_file", "name the file of the authority that you trust")
    if len(found.hosts) != 1:
        remedy = "give one name for all of them, which stands in their certificates"
        raise _unproven(url, f"{len(found.hosts)} hosts", remedy)
    return found


def parameters(found: Any) -> dict[str, Any] | bool:
    """What kombu needs for TLS, or False if the URL does not ask for it."""
    if not _is_on(found):
        return False
    query = found.query
    return {
        "ca_certs": query["ssl_ca_file"],
        "certfile": query.get("ssl_cert_file"),
        "keyfile": query.get("ssl_key_file"),
        "cert_reqs": ssl.CERT_REQUIRED,
        "server_hostname": found.hosts[0].hostname,
    }


def _is_on(found: Any) -> bool:
    return bool(types.Boolean()(found.query.get("ssl", "false")))


def _unproven(url: str, found: str, remedy: str) -> DeclarationError:
    return DeclarationError(
        where=url.rpartition("@")[2],
        found=f"ssl=true with {found}: any broker with any certificate would be believed",
        expected="one host, and ssl_ca_file",
        remedy=remedy,
    )
