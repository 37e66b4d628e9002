"""Wrong pins of every kind, and how each is found: a table that is run and printed."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rpc import Client, Code, Context, Destination, Peer, Pin, Pins, Releases, RPCError
from rpc.pins import EACH_HOST, Census, Levels, PinSource, one_cell
from rpc.pins._service_record import Record
from tests.support.depot import Depot, DepotAPI, GateAPI, depot_pin, depot_releases
from tests.support.lab import Fleet, LabAPI, OtherAPI, guest, known, pin
from tests.support.settings import NOW, File, config, levels, records, row
from vobjects import DeclarationError

AT_START, FIRST_MESSAGE = "start", "first message"
LONG_AGO = NOW - datetime.timedelta(days=90)


@dataclasses.dataclass
class Scene:
    """The servers that a scenario meets, and where its files are."""

    fleet: Fleet
    alone: Fleet
    """A topic with one server, at juno."""
    depots: dict[str, Depot]
    folder: Path
    files: list[File] = dataclasses.field(default_factory=list)

    def file(self, text: str) -> File:
        """A configuration with a text in [upgrade_levels]."""
        self.files.append(File(self.folder, text))
        return self.files[-1]

    def hang_up(self, text: str) -> None:
        """Another text in the last configuration, and SIGHUP."""
        self.files[-1].mutate(text)


@dataclasses.dataclass
class Sender:
    """One client, and what became of its messages."""

    scene: Scene
    scenario: Scenario
    pins: PinSource
    events: list[Any] = dataclasses.field(default_factory=list)
    sent: list[int] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        place, own = self.scenario.place, self.scenario.own
        releases = {"depot": depot_releases(), "lab": known(own), "alone": known(own)}[place]
        self.peer = Peer(
            transport=self.scene.fleet.transport,
            name="tester",
            own=depot_pin(own) if place == "depot" else pin(own),
            pins=self.pins,
            known=releases,
            observer=self.events.append,
            prefix="" if place == "lab" else f"{place}-",
            timeout=10.0,
            heals=self.scenario.heals,
        )
        interface: Any = DepotAPI if place == "depot" else LabAPI
        self.api: Any = Client(self.peer, interface).prepare(server=self.scenario.server)

    def send(self) -> str:
        """Send one call, and say how it ended."""
        number = len(self.sent) + 1
        try:
            if self.scenario.place == "depot":
                self.api.store(Context(), what=str(number))
            else:
                self.api.build(Context(), guest(self.peer.view, memory_mb=number))
        except (RPCError, DeclarationError):
            self.sent.append(0)
        else:
            self.sent.append(number)
        return self._told(self.events[-1])

    def executed(self) -> list[int]:
        """The numbers of the messages that were run, each as often as it was."""
        if self.scenario.place == "depot":
            return sorted(int(w) for depot in self.scene.depots.values() for w in depot.kept)
        fleet = self.scene.alone if self.scenario.place == "alone" else self.scene.fleet
        noted = [noted for lab in fleet.labs.values() for noted in lab.noted]
        return sorted(one.arguments["instance"].memory_mb for one in noted)

    def _told(self, event: Any) -> str:
        if event.code is not Code.OK:
            return f"{event.code} as {event.pinned}"
        first = f"refused as {event.mispinned}, " if event.mispinned else ""
        return f"{first}done as {event.pinned}"


@dataclasses.dataclass(frozen=True)
class Scenario:
    """One way in which a pin can be wrong or missing."""

    what: str
    source: Callable[[Scene], PinSource]
    found: str
    outcome: str
    """What the error offers or expects, or how the messages end."""
    server: str | None = "juno"
    then: Callable[[Scene, Any], None] | None = None
    """What happens between the first message and the second."""
    own: str = "kilo"
    place: str = "lab"
    heals: bool = True

    def run(self, scene: Scene) -> tuple[str, str, bool]:
        """When it was found, how it ended, and whether nothing was lost or done twice."""
        try:
            pins = self.source(scene)
        except DeclarationError as error:
            meant = getattr(error, "nearest", "")
            return AT_START, f"found {error.found}" + (f", offers {meant}" if meant else ""), True
        sender = Sender(scene, self, pins)
        told = [sender.send()]
        if self.then is not None:
            self.then(scene, pins)
            told.append(sender.send())
        done = [number for number in sender.sent if number]
        return FIRST_MESSAGE, "; then ".join(told), sender.executed() == done


def written(text: str, **options: Any) -> Callable[[Scene], PinSource]:
    """A configuration."""
    return lambda scene: config(scene.file(text), **options)


def rows(*found: Record, **options: Any) -> Callable[[Scene], PinSource]:
    """Service records, and ``auto`` for the topic."""
    return lambda scene: config(scene.file("lab = auto"), records=records(*found, **options))


def fixed(**releases: str) -> Callable[[Scene], PinSource]:
    """Pins that are set by hand."""

    def make(scene: Scene) -> PinSource:
        pins = known("kilo")
        for server, release in releases.items():
            pins.set(Destination("lab", server), release)
        return pins

    return make


def depot(release: str | None, server: str) -> Callable[[Scene], PinSource]:
    """The depot, one server of which may be pinned by hand."""

    def make(scene: Scene) -> PinSource:
        pins = Pins(tuple(depot_releases().supported.values()))
        if release is not None:
            pins.set(Destination("depot", server), release)
        return pins

    return make


class Changing:
    """Service records that change while a service runs."""

    def __init__(self, *found: Record, fails: bool = False, age: float = 0.0) -> None:
        self.rows, self.fails, self.age = found, fails, age

    def __call__(self, scene: Scene) -> PinSource:
        return records(read=self.read, age=self.age)

    def read(self) -> Census:
        if self.fails:
            raise ConnectionError("no route to the database")
        return Census(self.rows)

    def to(self, *found: Record) -> Callable[[Scene, Any], None]:
        """A step to other rows, in a database that answers."""

        def step(scene: Scene, pins: Any) -> None:
            self.rows, self.fails = found, False

        return step


def hangup(text: str) -> Callable[[Scene, Any], None]:
    """A step to another text of the configuration, and SIGHUP."""
    return lambda scene, pins: scene.hang_up(text)


def during_a_call(scene: Scene) -> PinSource:
    """A configuration that changes while the server runs the first message."""
    found = config(scene.file("lab = icehouse"))
    lab = scene.fleet.labs["juno"]
    note = lab._note

    def change(method: str, context: Context, **arguments: Any) -> None:
        note(method, context, **arguments)
        scene.hang_up("lab = juno")
        del lab._note

    lab._note = change  # type: ignore[method-assign]
    return found


def reset(release: str) -> Callable[[Scene, Any], None]:
    """A step to another pin that is set by hand."""
    return lambda scene, pins: pins.set(Destination("lab", "juno"), release)


def both(text: str) -> Callable[[Scene], PinSource]:
    """A configuration of a topic with two interfaces."""
    found = Levels(depot_releases(), [DepotAPI, GateAPI])
    return written(f"depot = {text}", levels=found, binaries={})


def few(text: str) -> Callable[[Scene], PinSource]:
    """A configuration of a service that knows nothing older than juno."""
    return written(text, levels=Levels(Releases((pin("juno"), pin("kilo"))), [LabAPI]))


def nothing(scene: Scene) -> PinSource:
    """No release that may be met."""
    return Pins(())


def absent_interface(scene: Scene) -> PinSource:
    """A release of which nobody said what it speaks of the topic."""
    odd = Pin("liberty", {}, pin("kilo").view)
    found = Levels(Releases((pin("kilo"), odd)), [OtherAPI])
    return config(scene.file("other = liberty"), levels=found, binaries={})


def majors(*found: Record) -> Callable[[Scene], PinSource]:
    """Records of the depot."""
    read = Levels(depot_releases(), [DepotAPI])
    return lambda scene: records(*found, levels=read, binaries={"depot": "depot"})


BACK = Changing(row("juno", "juno"), fails=True)
ROLLED = Changing(row("juno", "kilo"))
UPGRADED = Changing(row("juno", "icehouse"))
RETURNED = Changing(row("other", "juno"))
LOST = ("two",)

SCENARIOS = (
    # names that nobody knows
    Scenario("a release misspelt", written("lab = jnuo"), AT_START, "found 'jnuo', offers juno"),
    Scenario("a release that came later", written("lab = liberty"), AT_START, "found 'liberty'"),
    Scenario("a release before the oldest", written("lab = havana"), AT_START, "found 'havana'"),
    Scenario("a topic misspelt", written("lba = juno"), AT_START, "found 'lba', offers lab"),
    Scenario("a binary misspelt in its option", written("nova_lba = juno"), AT_START,
             "found 'nova_lba', offers nova_lab"),
    Scenario("a binary with dashes as option, which oslo.config does not read",
             written("nova-lab = juno"), AT_START, "found 'nova-lab', offers nova_lab"),
    Scenario("topic and binary pinned to two releases",
             written("lab = juno\nnova_lab = kilo"), AT_START,
             "found lab = juno and nova_lab = kilo"),
    Scenario("two releases in one value", written("lab = icehouse juno"), AT_START,
             "found 'icehouse juno', offers icehouse"),
    Scenario("an alias of a release that nobody knows",
             lambda scene: config(scene.file(""), levels=levels(x="jnuo")), AT_START,
             "found 'jnuo', offers juno"),
    Scenario("an alias that is the name of another release",
             lambda scene: config(scene.file(""), levels=levels(juno="kilo")), AT_START,
             "found the name of a release"),
    Scenario("a release misspelt in code", fixed(juno="jnuo"), AT_START,
             "found 'jnuo', offers juno"),
    Scenario("no release that may be met", nothing, AT_START, "found no release"),
    Scenario("a release in capitals", written("lab = JUNO"), FIRST_MESSAGE, "done as juno"),
    # versions
    Scenario("a version that never was", written("lab = 1.7"), AT_START,
             "found '1.7', offers 1.2"),
    Scenario("a major that never was", written("lab = 2.0"), AT_START,
             "found '2.0', offers 1.0"),
    Scenario("a version that is no number", written("lab = 1.x"), AT_START,
             "found '1.x', offers 1.2"),
    Scenario("a version that never was, in a release", written("lab = juno 7.0"), AT_START,
             "found '7.0', offers 1.0"),
    Scenario("a version older than every supported release", few("lab = 1.0"), AT_START,
             "found LabAPI 1.0"),
    Scenario("a version for a topic with two interfaces", both("1.0"), AT_START,
             "found '1.0' for the topic depot"),
    Scenario("a release that lacks the interface", written("other = juno"), AT_START,
             "found juno, which has no OtherAPI"),
    Scenario("a release whose interfaces were forgotten", absent_interface, AT_START,
             "found liberty, which has no OtherAPI"),
    # too new, too old, absent
    Scenario("a release too new for the server", written("lab = kilo"), FIRST_MESSAGE,
             "refused as kilo, done as juno"),
    Scenario("a version too new for the server", written("lab = 1.2"), FIRST_MESSAGE,
             "refused as kilo, done as juno"),
    Scenario("a release too new for a server two releases behind", written("lab = kilo"),
             FIRST_MESSAGE, "refused as kilo, done as icehouse", server="icehouse"),
    Scenario("a release too new for the only server of a topic", written("lab = kilo"),
             FIRST_MESSAGE, "refused as kilo, done as juno", server=None, place="alone"),
    Scenario("a release too new, and the peer is told not to heal", written("lab = kilo"),
             FIRST_MESSAGE, "method-refused as kilo", heals=False),
    Scenario("a release too old", written("lab = icehouse"), FIRST_MESSAGE, "done as icehouse"),
    Scenario("nothing written, one server", written(""), FIRST_MESSAGE,
             "done as icehouse; then done as juno", then=lambda scene, pins: None),
    Scenario("nothing written, any server of a topic", written(""), FIRST_MESSAGE,
             "done as icehouse; then done as icehouse", server=None,
             then=lambda scene, pins: None),
    Scenario("an empty value", written("lab ="), FIRST_MESSAGE, "done as icehouse"),
    Scenario("one server pinned by hand, another addressed", fixed(kilo="kilo"), FIRST_MESSAGE,
             "done as icehouse"),
    Scenario("a lowered pin, and the operator corrects it", fixed(juno="kilo"), FIRST_MESSAGE,
             "refused as kilo, done as juno; then done as icehouse", then=reset("icehouse")),
    # auto
    Scenario("auto without records", written("lab = auto"), AT_START,
             "found no service records for the topic"),
    Scenario("auto for a topic that the records lack",
             lambda scene: config(scene.file("other = auto"), records=records(row("a", "juno"))),
             AT_START, "found no service records for the topic"),
    Scenario("a binary misspelt in code", rows(row("a", "juno"), binaries={"lab": "nova-lba"}),
             AT_START, "found no row of 'nova-lba', offers nova-lab"),
    Scenario("a topic misspelt in code", rows(row("a", "juno"), binaries={"lba": "nova-lab"}),
             AT_START, "found 'lba', offers lab"),
    Scenario("an empty fleet", rows(), FIRST_MESSAGE, "done as icehouse"),
    Scenario("a mixed topic", rows(row("a", "kilo"), row("b", "icehouse"), row("c", "juno")),
             FIRST_MESSAGE, "done as icehouse", server=None),
    Scenario("a row that names a version between others",
             rows(row("a", "kilo"), row("b", "juno 1.0")), FIRST_MESSAGE, "done as juno"),
    Scenario("a stale row, which holds the pin down",
             rows(row("a", "juno"), row("gone", "icehouse", last_seen=LONG_AGO)), FIRST_MESSAGE,
             "done as icehouse"),
    Scenario("a stale row, and silence that ends a service",
             rows(row("a", "juno"), row("gone", "icehouse", last_seen=LONG_AGO),
                  gone_after=datetime.timedelta(days=30)), FIRST_MESSAGE, "done as juno"),
    Scenario("a stale row whose service returns, older than the pin", RETURNED, FIRST_MESSAGE,
             "done as juno; then done as icehouse",
             then=RETURNED.to(row("other", "juno"), row("gone", "icehouse"))),
    Scenario("a row forced down, which may return",
             rows(row("a", "kilo"), row("b", "juno", forced_down=True)), FIRST_MESSAGE,
             "done as juno"),
    Scenario("a row disabled", rows(row("a", "kilo"), row("b", "juno", disabled=True)),
             FIRST_MESSAGE, "done as juno"),
    Scenario("a row that lies: the server is older", rows(row("juno", "kilo")), FIRST_MESSAGE,
             "refused as kilo, done as juno"),
    Scenario("a row on a release that nobody knows", rows(row("a", "kilo"), row("b", "liberty")),
             FIRST_MESSAGE, "done as icehouse"),
    Scenario("a row on a version newer than the own code", rows(row("kilo", "1.9")),
             FIRST_MESSAGE, "done as kilo", server="kilo"),
    Scenario("a cell that does not answer",
             rows(row("a", "kilo", cell="one"), unreachable=LOST), FIRST_MESSAGE,
             "done as icehouse"),
    Scenario("another cell that does not answer",
             rows(row("a", "juno", cell="one"), unreachable=LOST, scope=one_cell("one")),
             FIRST_MESSAGE, "done as juno"),
    Scenario("a cell that does not answer, and the row of the server is known",
             rows(row("juno", "juno"), unreachable=LOST, scope=EACH_HOST), FIRST_MESSAGE,
             "done as juno"),
    Scenario("a server without a row", rows(row("a", "juno"), scope=EACH_HOST), FIRST_MESSAGE,
             "done as icehouse"),
    Scenario("a database that fails, and comes back", BACK, FIRST_MESSAGE,
             "done as icehouse; then done as juno", then=BACK.to(row("juno", "juno"))),
    # majors
    Scenario("records whose majors do not meet",
             majors(row("a", "juno", binary="depot"), row("b", "kilo", binary="depot")), AT_START,
             f"found {row('b', 'kilo', binary='depot')}, which does not answer juno"),
    Scenario("a major too new for the server", depot("kilo", "juno"), FIRST_MESSAGE,
             "refused as kilo, done as juno", place="depot"),
    Scenario("a major that the server serves no more", depot("juno", "kilo"), FIRST_MESSAGE,
             "method-refused as juno", server="kilo", place="depot"),
    Scenario("a major that the server serves no more, and nothing was set", depot(None, "kilo"),
             FIRST_MESSAGE, "refused as icehouse, done as kilo", server="kilo", place="depot"),
    # changes
    Scenario("SIGHUP during a call", during_a_call, FIRST_MESSAGE,
             "done as icehouse; then done as juno", then=lambda scene, pins: None),
    Scenario("SIGHUP with a release misspelt", written("lab = juno"), FIRST_MESSAGE,
             "done as juno; then done as juno", then=hangup("lab = jnuo")),
    Scenario("SIGHUP with a pin too new", written("lab = juno"), FIRST_MESSAGE,
             "done as juno; then refused as kilo, done as juno", then=hangup("lab = kilo")),
    Scenario("SIGHUP that takes the pin away", written("lab = icehouse"), FIRST_MESSAGE,
             "done as icehouse; then done as juno", then=hangup("")),
    Scenario("a rollback, by SIGHUP", written("lab = juno"), FIRST_MESSAGE,
             "done as juno; then done as icehouse", then=hangup("lab = icehouse")),
    Scenario("a rollback that the rows tell", ROLLED, FIRST_MESSAGE,
             "refused as kilo, done as juno; then done as icehouse",
             then=ROLLED.to(row("juno", "icehouse"))),
    Scenario("an upgrade that the rows tell", UPGRADED, FIRST_MESSAGE,
             "done as icehouse; then done as juno", then=UPGRADED.to(row("juno", "juno"))),
    Scenario("a pin newer than the own release", fixed(kilo="kilo"), FIRST_MESSAGE,
             "done as kilo", server="kilo", own="icehouse"),
)  # fmt: skip


def table(results: list[tuple[Scenario, str, str]]) -> str:
    """The scenarios as a table of Markdown."""
    lines = ["| what is wrong | found at | what happens |", "|---|---|---|"]
    lines += [f"| {scenario.what} | {found} | {told} |" for scenario, found, told in results]
    return "\n".join(lines) + "\n"
