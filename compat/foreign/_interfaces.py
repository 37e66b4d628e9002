"""The RPC APIs of a project as a manifest has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from compat.foreign._clients import Client, Sent, read_client
from compat.foreign._declaration import Foreign
from compat.foreign._servers import Method, choose, find_method, served_version

_VERSION: Final = re.compile(r"\d+\.\d+")
_UNKNOWN: Final = "?"


def describe_interfaces(foreign: Foreign) -> dict[str, Any]:
    """Return topic, version, aliases and methods of each API, by the name of its class.

    The version is that of the managers, else that of the client. The arguments of a method are
    those that a manager takes.
    """
    return {name: _interface(foreign, name) for name in sorted(foreign.apis)}


def managers_of(foreign: Foreign, api: str) -> tuple[type, ...]:
    """Return the managers that serve an API."""
    return choose(foreign.managers, api, read_client(foreign.apis[api]).methods)


def _interface(foreign: Foreign, name: str) -> dict[str, Any]:
    client = read_client(foreign.apis[name])
    managers = managers_of(foreign, name)
    facts: dict[str, Any] = {"topic": client.topic or _UNKNOWN}
    if client.namespace:
        facts["namespace"] = client.namespace
    facts["version"] = served_version(managers) or client.version or "1.0"
    if client.version and client.version != facts["version"]:
        facts["client_version"] = client.version
    aliases = _aliases(foreign.apis[name])
    if aliases:
        facts["aliases"] = aliases
    facts["methods"] = {
        method: _described(sent, find_method(managers, method), client)
        for method, sent in client.methods.items()
    }
    return facts


def _aliases(api: type) -> dict[str, str]:
    """The versions that names of releases stand for, as the class of the client says."""
    told = getattr(api, "VERSION_ALIASES", {})
    if not isinstance(told, Mapping):
        return {}
    return {
        str(name): version
        for name, version in sorted(told.items())
        if isinstance(version, str) and _VERSION.fullmatch(version)
    }


def _described(sent: Sent, method: Method | None, client: Client) -> dict[str, Any]:
    names = sorted({name for send in sent.sends for name in send.arguments})
    facts: dict[str, Any] = {"style": sent.style}
    if method is None:
        facts["arguments"] = {name: {"type": "Any"} for name in names}
        facts["unserved"] = True
    else:
        facts["arguments"] = dict(sorted(method.arguments.items()))
        if method.is_open:
            facts["open"] = True
        if method.result:
            facts["result"] = {"type": method.result}
    facts["sends"] = sorted(map(str, sent.sends))
    return facts
