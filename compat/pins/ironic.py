"""Ironic's releases: one table for calls and objects, and ``pin_release_version``.

Unlike in Ironic, calls and objects are one pin, so that SIGHUP changes both; and an object that the
table forgot is an error at the start, where Ironic sends it as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from oslo_config import cfg

from compat.pins._table import must_have_all
from rpc import Destination, Interface, MisPinError, Pin, Releases
from rpc.pins import Answer, Known, Levels, Unknown
from vobjects import Registry
from vobjects.version import Version

LOG = logging.getLogger(__name__)

OPTION: Final = "pin_release_version"

_NOT_SET: Final = Unknown(f"{OPTION} is not set")


def levels(
    mapping: Mapping[str, Mapping[str, Any]],
    registry: Registry,
    interface: type[Interface],
    form: str = "compact",
) -> Levels:
    """The releases of a ``RELEASE_MAPPING``, and its other names for them.

    Args:
        mapping: release to ``{"rpc": "1.47", "objects": {"Node": ["1.32", "1.31"]}}``, oldest
            first; the last release is the own one. A name for the same dict is an alias.
        registry: the classes of the objects.
        interface: what ``rpc`` is a version of.
        form: in which the releases take objects.

    Raises:
        MisPinError: a release lacks its calls or its objects, or the own release does not name a
            registered class.
        DeclarationError: a class or a version is unknown.
    """
    names: dict[int, str] = {}
    aliases = {}
    pins = []
    for name, facts in mapping.items():
        if id(facts) in names:
            aliases[name] = names[id(facts)]
            continue
        names[id(facts)] = name
        version = interface.LINEAGE.at(_fact(name, facts, "rpc", str))
        view = registry.at(newest(_fact(name, facts, "objects", Mapping)), name)
        pins.append(Pin(name, {interface.LINEAGE.name: version}, view, form))
    own = Releases(tuple(pins)).newest
    must_have_all(own, registry, "RELEASE_MAPPING")
    return Levels(Releases(tuple(pins)), [interface], aliases)


def newest(objects: Mapping[str, Any]) -> dict[str, str]:
    """The newest version of each object that a release has.

    Args:
        objects: object to its versions, or to its only version, as the first tables had it.

    Raises:
        DeclarationError: what is there for an object is no version.
    """
    return {
        name: str(max(map(Version.parse, [found] if isinstance(found, str) else found or [""])))
        for name, found in objects.items()
    }


def _fact(release: str, facts: Any, key: str, kind: type) -> Any:
    """What a table says of a release.

    Raises:
        MisPinError: nothing of this kind.
    """
    found = facts.get(key) if isinstance(facts, Mapping) else facts
    if isinstance(facts, Mapping) and isinstance(found, kind):
        return found
    raise MisPinError(
        where=f"RELEASE_MAPPING, {release}",
        found=f"{key} {found!r}",
        expected='{"rpc": "1.47", "objects": {"Node": ["1.32", "1.31"]}}',
        remedy="give the release its calls and its objects",
    )


class ReleasePin:
    """``[DEFAULT] pin_release_version`` for all destinations, live at SIGHUP.

    Args:
        conf: the configuration of the service, in which the option is registered.
        levels: reads its value.

    Raises:
        MisPinError: the value names no release.
    """

    def __init__(self, conf: cfg.ConfigOpts, levels: Levels) -> None:
        self._levels = levels
        self._answers = self._taken(conf)
        conf.register_mutate_hook(self._mutated)

    def answer(self, destination: Destination) -> Answer:
        """The pin of all topics, if one is set."""
        return self._answers.get(destination.topic, _NOT_SET)

    def _mutated(self, conf: cfg.ConfigOpts, fresh: Mapping[Any, Any]) -> None:
        try:
            self._answers = self._taken(conf)
        except MisPinError as error:
            LOG.error("what was in force before stays: %s", error)

    def _taken(self, conf: cfg.ConfigOpts) -> dict[str, Answer]:
        value = conf[OPTION]
        if not value:
            return {}
        where = f"[DEFAULT] {OPTION} = {value}"
        return {
            topic: Known(self._levels.pin(topic, value, where), where)
            for topic in self._levels.topics
        }
