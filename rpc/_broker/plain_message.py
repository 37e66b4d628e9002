"""Messages of kombu that are JSON as it is: nothing in them is unpacked.

The original unpacks by a header, and decodes by any codec of Python that a sender names, before
anyone sees how large the result is: 337 bytes become 874 MB (kombu 5.7).
"""

from __future__ import annotations

import functools
from typing import Any, Final

_TYPES: Final = frozenset({"application/json"})
_ENCODINGS: Final = frozenset({None, "", "utf-8", "us-ascii", "binary"})


class PackedError(ValueError):
    """A message that would have to be unpacked, or is no JSON."""


@functools.lru_cache(maxsize=16)
def plain(kind: type[Any]) -> type[Any]:
    """Return the class of messages of a channel that unpacks nothing."""

    class PlainMessage(kind):  # type: ignore[misc]  # of the transport of a connection
        """A message that is read if it is JSON as it is."""

        def __init__(self, *args: Any, **more: Any) -> None:
            raw = args[0] if args else more["payload"]
            headers = raw.get("headers") if isinstance(raw, dict) else _headers(raw)
            self.packed = headers.pop("compression", None) if isinstance(headers, dict) else None
            super().__init__(*args, **more)

        def decode(self) -> Any:
            """The body.

            Raises:
                PackedError: it is packed, or no JSON.
            """
            encoding = self.content_encoding
            known = encoding.lower() if isinstance(encoding, str) else encoding
            if self.packed or self.content_type not in _TYPES or known not in _ENCODINGS:
                raise PackedError(
                    f"found {self.content_type!r} in {encoding!r} packed as {self.packed!r}, "
                    "expected JSON in UTF-8 as it is"
                )
            return super().decode()

    return PlainMessage


def _headers(raw: Any) -> Any:
    return raw.properties.get("application_headers")
