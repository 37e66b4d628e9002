"""What clients of one release send to servers of another."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compat.foreign import Method, Send, parse_sends
from compat.rules._comparison import Comparison
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Call:
    """A method as a client of one release sends it to a server of another."""

    api: str
    method: str
    release: str
    """The older of the two."""
    sends: tuple[Send, ...]
    """Those of the newest version that is sent."""
    server: Method | None
    """What answers; None if nothing does."""

    @property
    def path(self) -> str:
        """Where the method is in a manifest."""
        return f"$.interfaces.{self.api}.methods.{self.method}"

    def unknown(self) -> list[str]:
        """The arguments that are sent and that the server does not take."""
        if self.server is None or self.server.is_open:
            return []
        return _once(
            name
            for send in self.sends
            for name in send.arguments
            if name not in self.server.arguments
        )

    def missing(self) -> list[str]:
        """The arguments that the server requires and that are not always sent."""
        arguments = {} if self.server is None else self.server.arguments
        required = [name for name, facts in arguments.items() if "default" not in facts]
        return [
            name
            for name in required
            if any(name not in send.arguments and not send.is_open for send in self.sends)
        ]


def apis(comparison: Comparison) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield release, name and facts of each API: as recorded, and as the code has it, or None."""
    if comparison.foreign is None:
        return
    code = comparison.code[comparison.newest].interfaces
    for release, manifest in comparison.recorded.items():
        for name, old in manifest.interfaces.items():
            yield release, name, old, code.get(name)


def calls_to_code(comparison: Comparison) -> Iterator[Call]:
    """Yield what clients of recorded releases send to servers of the code."""
    for release, api, old, new in apis(comparison):
        serves = comparison.foreign.serves if comparison.foreign is not None else {}
        for name, facts in old["methods"].items() if new is not None else ():
            if (api, name) in serves:
                sends = _newest(parse_sends(facts.get("sends", ())))
                yield Call(api, name, release, sends, serves[api, name])


def calls_of_code(comparison: Comparison) -> Iterator[Call]:
    """Yield what clients of the code send to servers of recorded releases.

    Only what the server's version allows is sent to it, so a call may be sent in no way.
    """
    for release, api, old, new in apis(comparison):
        for name, facts in new["methods"].items() if new is not None else ():
            sends = parse_sends(facts.get("sends", ()))
            usable = [send for send in sends if _reads(old["version"], send.version)]
            served = old["methods"].get(name)
            if served is None or "unserved" not in served:
                server = None if served is None else _server(served)
                yield Call(api, name, release, _newest(usable), server)


def _server(facts: Mapping[str, Any]) -> Method:
    return Method(dict(facts["arguments"]), "open" in facts)


def _reads(served: str, sent: str) -> bool:
    """Whether a server takes a version; what is sent without a known one is taken."""
    return not sent or Version.named(served).accepts(Version.named(sent))


def _newest(sends: list[Send]) -> tuple[Send, ...]:
    versions = [Version.named(send.version) for send in sends if send.version]
    newest = str(max(versions)) if versions else ""
    return tuple(send for send in sends if send.version in ("", newest))


def _once(names: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(names)]


def of_each(found: Iterable[tuple[Any, str]]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield each thing with the releases that it is found in."""
    releases: dict[Any, list[str]] = {}
    for thing, release in found:
        releases.setdefault(thing, []).append(release)
    for thing, each in releases.items():
        yield thing, tuple(_once(each))
