"""The plan of an upgrade: steps as data, made before anything runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from compat.cloud.releases import VERSIONS
from compat.rehearse._fleet import EDGES, FLEET, Role, Service
from vobjects import DeclarationError


@dataclasses.dataclass(frozen=True, order=True)
class SkewPair:
    """One sender and one receiver with their releases."""

    sender: str
    receiver: str
    sender_release: str
    receiver_release: str

    def __str__(self) -> str:
        return f"{self.sender} {self.sender_release} → {self.receiver} {self.receiver_release}"


@dataclasses.dataclass(frozen=True)
class Step:
    """One state of the fleet and how it is reached from the one before."""

    number: int
    title: str
    upgraded: str | None
    """The service that this step restarts with the newer release."""
    mix: Mapping[str, str]
    """The release of every service."""
    topics: Mapping[str, str]
    """The release to which messages to any server of a topic are pinned."""

    def release(self, name: str) -> str:
        """The release of a service; the API runs with the controller's."""
        return self.mix["controller" if name == Role.API else name]

    def pairs(self) -> frozenset[SkewPair]:
        """Every sender and receiver that can meet in this state."""
        found = set()
        for sender, receiver in EDGES:
            for one in _of(sender):
                for other in _of(receiver):
                    if one.name != other.name:
                        found.add(
                            SkewPair(
                                sender,
                                receiver,
                                self.release(one.name),
                                self.release(other.name),
                            )
                        )
        return frozenset(found)


@dataclasses.dataclass(frozen=True)
class Plan:
    """An upgrade from one release to another, step by step."""

    source: str
    target: str
    keep: tuple[str, ...]
    steps: tuple[Step, ...]

    def pairs(self) -> frozenset[SkewPair]:
        """Every sender and receiver that can meet in some step."""
        return frozenset().union(*(step.pairs() for step in self.steps))

    def describe(self) -> list[dict[str, Any]]:
        """The steps as plain data."""
        return [
            {"step": s.number, "title": s.title, "mix": dict(s.mix), "topics": dict(s.topics)}
            for s in self.steps
        ]


def plan(source: str, target: str, keep: tuple[str, ...] = ()) -> Plan:
    """Plan an upgrade: controller, scheduler, network, computes one at a time, then the pins.

    Args:
        source: the release that all services run at first.
        target: the release that they run at last.
        keep: services that stay old: ``network``, ``compute`` for all computes, or a name.

    Raises:
        DeclarationError: a release or service is unknown, or the target is not newer.
    """
    _must_be_newer(source, target)
    kept = _kept(keep)
    mix = {service.name: source for service in FLEET}
    topics = {topic: source for service in FLEET for topic in service.topics}
    steps = [Step(0, f"everything on {source}", None, dict(mix), topics)]
    for service in FLEET:
        if service.name not in kept:
            mix[service.name] = target
            title = f"upgrade {service.name}"
            steps.append(Step(len(steps), title, service.name, dict(mix), topics))
    lifted = {topic: _oldest(mix[s.name] for s in FLEET if topic in s.topics) for topic in topics}
    steps.append(Step(len(steps), "lift the pins", None, dict(mix), lifted))
    return Plan(source, target, tuple(keep), tuple(steps))


def _must_be_newer(source: str, target: str) -> None:
    names = list(VERSIONS)
    for release in (source, target):
        if release not in names:
            raise DeclarationError(
                where="release",
                found=repr(release),
                expected=f"one of {', '.join(names)}",
                remedy="correct the name",
            )
    if names.index(source) >= names.index(target):
        raise DeclarationError(
            where="upgrade",
            found=f"from {source} to {target}",
            expected="a target that is newer than the source",
            remedy=f"the order is {', '.join(names)}",
        )


def _kept(keep: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for name in keep:
        names = [s.name for s in FLEET if name in (s.name, "compute" if s.role.is_compute else "")]
        if not names:
            raise DeclarationError(
                where="keep",
                found=repr(name),
                expected=f"compute, or one of {', '.join(service.name for service in FLEET)}",
                remedy="correct the name",
            )
        found.update(names)
    return frozenset(found)


def _oldest(releases: Iterable[str]) -> str:
    return min(releases, key=list(VERSIONS).index)


def _of(role: Role) -> tuple[Service, ...]:
    if role is Role.API:
        return (Service("api", Role.API),)
    return tuple(service for service in FLEET if service.role is role)
