"""The options of ``[upgrade_levels]``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from oslo_config import cfg

GROUP: Final = "upgrade_levels"

AUTO: Final = "auto"
"""The value that leaves a topic to the service records."""

_HELP: Final = (
    "What is sent to the topic {topic}: the name of a release, the version of its interface (x.y), "
    "both ('spring 1.3'), or 'auto' for the lowest that the service records have. While nothing is "
    "set, servers get the form of the oldest supported release until they have said what they run."
)


def options(topics: Iterable[str], binaries: Mapping[str, str] | None = None) -> list[cfg.Opt]:
    """One option for each topic, and one for each binary, which is for all topics that it serves.

    Args:
        topics: the topics that can be pinned.
        binaries: topic to binary; either name can be written, but not both.
    """
    found: dict[str, list[str]] = {}
    for topic in topics:
        for name in names(topic, binaries or {}):
            found.setdefault(name, []).append(topic)
    return [
        cfg.StrOpt(name, mutable=True, help=_HELP.format(topic=" and ".join(served)))
        for name, served in found.items()
    ]


def names(topic: str, binaries: Mapping[str, str]) -> list[str]:
    """The names of the options of a topic, with no dash, which oslo.config does not read."""
    return list(dict.fromkeys(n.replace("-", "_") for n in (topic, binaries.get(topic, topic))))
