"""How a pin is written: a release, the version of an interface, or both."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from rpc._plan.lineage import Lineage
from rpc.interface import Interface
from rpc.pins._errors import MisPinError, unknown_name
from rpc.pins._pin import Pin
from rpc.pins._releases import Releases
from vobjects import DeclarationError
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Level:
    """One written pin: ``spring``, ``1.3``, or ``spring 1.3``."""

    release: str | None
    version: Version | None


class Levels:
    """Reads pins as operators and service records write them, for the topics of some interfaces.

    ``spring`` is what this release speaks. ``1.3`` is code whose interface of the topic has this
    version: its objects are those of the newest release that is certainly not newer. ``spring 1.3``
    names both.

    Args:
        known: every release that may be met.
        interfaces: those whose topics can be pinned.
        aliases: other names of releases, such as ``2015.1`` for ``spring``.

    Raises:
        MisPinError: an alias stands for no release, or is the name of one.
        DeclarationError: a release names a version that an interface never had.
    """

    def __init__(
        self,
        known: Releases,
        interfaces: Iterable[type[Interface]],
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.known, self.aliases = known, dict(aliases or {})
        self.topics: dict[str, list[Lineage]] = {}
        for interface in interfaces:
            self.topics.setdefault(interface.LINEAGE.topic, []).append(interface.LINEAGE)
        self._pins: dict[tuple[str, str], Pin] = {}
        for alias, release in self.aliases.items():
            self._check_alias(alias, release)
        for pin in known.supported.values():
            for lineage in self._of(pin):
                pin.speaks(lineage)

    def pin(self, topic: str, text: str, where: object) -> Pin:
        """The pin that a text means for a topic; the same object for the same text.

        Args:
            topic: one of :attr:`topics`.
            text: as written.
            where: the option or the row, for errors.

        Raises:
            MisPinError: it means nothing that is known, or nothing that can be sent to the topic.
        """
        text = " ".join(text.split())  # so that those that are kept are few
        found = self._pins.get((topic, text))
        if found is None:
            found = self._pins[topic, text] = self._read(topic, text, where)
        return found

    def of_row(self, topic: str, text: str, where: object) -> Pin:
        """The pin of a service record, which may be newer than the own code: then the newest known.

        Raises:
            MisPinError: it means nothing that is known.
        """
        found = self._pins.get((topic, text))
        return found if found is not None else self.pin(topic, self._no_newer(topic, text), where)

    def meet(self, topic: str, older: Pin, newer: Pin) -> bool:
        """Whether a server at one pin answers what is sent at an older one."""
        return all(
            lineage.serves(newer.speaks(lineage), older.speaks(lineage))
            for lineage in self.topics[topic]
            if lineage.name in older.interfaces and lineage.name in newer.interfaces
        )

    def names(self) -> list[str]:
        """Every name that stands for a release."""
        return [*self.known.supported, *self.aliases]

    def lineages(self, topic: str, where: object) -> list[Lineage]:
        """The interfaces of a topic.

        Raises:
            MisPinError: it has none.
        """
        if topic not in self.topics:
            raise unknown_name(where, topic, self.topics, "correct the topic")
        return self.topics[topic]

    def _no_newer(self, topic: str, text: str) -> str:
        """The text, with the newest version that is known in place of a newer one."""
        release, _, number = text.strip().rpartition(" ")
        version, newest = self._number(number), self.known.newest
        for lineage in self.topics[topic]:
            mine = newest.interfaces.get(lineage.name)
            if version is None or mine is None or version < mine:
                continue
            if release and self._release(release) is not None:
                return f"{release} {mine}"
            if release or version > mine:  # a release that came later, or code after the newest
                return newest.release
        return text

    def _check_alias(self, alias: str, release: str) -> None:
        where = f"alias {alias!r}"
        if release not in self.known.supported:
            raise unknown_name(where, release, self.known.supported, "name a known release")
        if alias in self.known.supported:
            raise MisPinError(
                where=where,
                found="the name of a release",
                expected="another name for one",
                remedy="take the alias out",
            )

    def _of(self, pin: Pin) -> list[Lineage]:
        lineages = [lineage for found in self.topics.values() for lineage in found]
        return [lineage for lineage in lineages if lineage.name in pin.interfaces]

    def _read(self, topic: str, text: str, where: object) -> Pin:
        lineages = self.lineages(topic, where)
        level = self._parsed(topic, text, where)
        if level.version is None:
            return self._having(self.known.pin(str(level.release)), lineages, where)
        lineage = self._only(topic, lineages, text, where)
        version = self._version(lineage, level.version, where)
        if level.release is not None:
            pin = self._having(self.known.pin(level.release), [lineage], where)
        else:
            pin = self._below(lineage, version, where)
        return pin.capped(lineage.name, version)

    def _parsed(self, topic: str, text: str, where: object) -> Level:
        whole = self._release(text.strip())
        if whole is not None:
            return Level(whole, None)
        first, _, rest = text.strip().partition(" ")
        release = self._release(first)
        version = self._number(rest.strip() if release is not None else first)
        if version is None or (release is None and rest):
            valid = [*self.names(), *self._versions(topic)]
            raise unknown_name(where, text, valid, "correct the pin")
        return Level(release, version)

    @staticmethod
    def _number(text: str) -> Version | None:
        try:
            return Version.parse(text)
        except DeclarationError:
            return None

    def _release(self, name: str) -> str | None:
        for candidate in (name, name.lower()):
            if candidate in self.known.supported:
                return candidate
            if candidate in self.aliases:
                return self.aliases[candidate]
        return None

    def _versions(self, topic: str) -> list[str]:
        """The versions that may be written for a topic: those of its only interface."""
        lineages = self.topics[topic]
        if len(lineages) != 1 or lineages[0].name not in self.known.newest.interfaces:
            return []
        newest = self.known.newest.speaks(lineages[0])
        return [str(version) for version in lineages[0].methods if version <= newest]

    def _having(self, pin: Pin, lineages: list[Lineage], where: object) -> Pin:
        """The pin, if its release has one of the interfaces."""
        if any(lineage.name in pin.interfaces for lineage in lineages):
            return pin
        names = " or ".join(lineage.name for lineage in lineages)
        having = [
            other.release
            for other in self.known.supported.values()
            if any(lineage.name in other.interfaces for lineage in lineages)
        ]
        raise MisPinError(
            where=str(where),
            found=f"{pin.release}, which has no {names}",
            expected=f"one of {', '.join(having) or 'no release'}",
            remedy="pin the topic to a release that has it",
        )

    def _only(self, topic: str, lineages: list[Lineage], text: str, where: object) -> Lineage:
        if len(lineages) == 1:
            return lineages[0]
        raise MisPinError(
            where=str(where),
            found=f"{text!r} for the topic {topic}",
            expected=f"a release: it has {', '.join(lineage.name for lineage in lineages)}",
            remedy="one number cannot pin several interfaces; name the release",
        )

    def _version(self, lineage: Lineage, version: Version, where: object) -> Version:
        valid = self._versions(lineage.topic)
        if str(version) in valid:
            return version
        remedy = f"{lineage.name} of this release never had that version; correct it"
        raise unknown_name(where, str(version), valid, remedy)

    def _below(self, lineage: Lineage, version: Version, where: object) -> Pin:
        """The newest release that is certainly not newer than code with a version."""
        having = [p for p in self.known.supported.values() if lineage.name in p.interfaces]
        same = [pin for pin in having if pin.interfaces[lineage.name] == version]
        older = [pin for pin in having if pin.interfaces[lineage.name] < version]
        if same or older:
            return same[0] if same else older[-1]
        oldest = having[0]
        raise MisPinError(
            where=str(where),
            found=f"{lineage.name} {version}",
            expected=f"{oldest.speaks(lineage)} ({oldest.release}) or newer",
            remedy="that code is older than every supported release; upgrade it first",
        )
