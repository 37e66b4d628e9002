"""Plans with one operation deleted or altered: the laws of conversion must not hold for any.

``python -m tests.support.mutation [class ...]`` prints every mutant and the law that killed it.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import functools
import itertools
import sys
from collections.abc import Callable, Iterator
from unittest import mock

from tests.support.kinds import KINDS
from tests.support.mutators import Samples, altered
from tests.support.pairs import Pair, every_pair
from tests.support.samples import samples
from tests.support.zoo import ZOO
from vobjects import Loss, VersionedObject, View
from vobjects._codec import decoder, encoder, fast_decoder, fast_encoder
from vobjects._generate import structs as fast_types
from vobjects._plan.lineage import Lineage
from vobjects._plan.origins import Trace
from vobjects._plan.planner import (
    Convert,
    Drop,
    Fill,
    MapValue,
    Operation,
    Operations,
    Plan,
    Rename,
    RenameValue,
    Restore,
    Step,
    plan,
)
from vobjects.catalog import NOVA
from vobjects.testing._round_trip import RoundTrip
from vobjects.testing._versions import views
from vobjects.testing.laws import LAWS, every_path_is_the_same
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A plan of a pair that is not what its history says."""

    pair: Pair
    place: int
    operation: Operation
    what: str
    plan: Plan

    def __str__(self) -> str:
        return f"{self.key} {self.pair.source} to {self.pair.target}"

    @property
    def key(self) -> str:
        """What it is, in any pair of versions."""
        kind = type(self.operation).__name__
        way = "down" if self.pair.down else "up"
        return f"{self.pair.name} {way} {kind}({_place(self.operation)}) {self.what}"

    @property
    def apart(self) -> bool:
        """Whether it swaps two operations that touch no field, or no value of it, in common."""
        if not self.what.startswith("after "):
            return False
        one, other = self.plan.operations[self.place : self.place + 2]
        if isinstance(one, MapValue) and isinstance(other, MapValue) and one.field == other.field:
            return not {one.value, one.instead} & {other.value, other.instead} - {Loss.REFUSED}
        return not _touched(one) & _touched(other)

    @property
    def refused_next(self) -> bool:
        """Whether a value that has to be refused becomes another one that is refused next."""
        if not (isinstance(self.operation, MapValue) and self.what.startswith("becomes ")):
            return False
        changed, *later = self.plan.operations[self.place :]
        assert isinstance(changed, MapValue)
        refused = self.operation.instead is Loss.REFUSED
        return refused and any(_refuses(op, changed.field, changed.instead) for op in later)

    @property
    def drops_defaults(self) -> bool:
        """Whether it changes a default that is dropped again, or how such a one is dropped."""
        if self.what == "deleted" or not isinstance(self.operation, Drop | Fill):
            return False
        lineage = self.pair.registry.lineage(self.pair.name)
        found = plan(lineage, Version.named(self.pair.source), Version.named(self.pair.target))
        op = found.operations[self.place]
        if isinstance(op, Fill):
            return _is_dropped_unread(op.field, found.operations[self.place + 1 :])
        trace = Trace(found, lineage.schemas[found.source].fields)
        return not trace.before(op, op.field).fields


def _is_dropped_unread(field: str, later: Operations) -> bool:
    """Whether a field is renamed at most, and then dropped."""
    for op in later:
        match op:
            case Drop() if op.field == field:
                return True
            case Rename() if op.field == field:
                field = op.to
            case _ if field in _touched(op):
                return False
    return False


def _refuses(op: Operation, field: str, value: str) -> bool:
    match op:
        case MapValue(field=name, value=own):
            return (name, own, op.instead) == (field, value, Loss.REFUSED)
        case Drop(field=name, restore=default):
            return name == field and op.loss is Loss.REFUSED and value != default
    return False


def _place(op: Operation) -> str:
    """The field of an operation, and the value of an enum if it is about one."""
    return f"{op.field}={op.value}" if isinstance(op, MapValue | RenameValue) else op.field


def _touched(op: Operation) -> set[str]:
    match op:
        case Convert():
            return {op.field, *op.writes}
        case Restore():
            return {op.field, *op.reads}
        case Rename():
            return {op.field, op.to}
    return {op.field}


def mutants(pair: Pair) -> Iterator[Mutant]:
    """Every mutant of the plan of a pair."""
    lineage = pair.registry.lineage(pair.name)
    found = plan(lineage, Version.named(pair.source), Version.named(pair.target))
    values = Samples(pair)
    for place, step in enumerate(found.steps):
        before, after = found.steps[:place], found.steps[place + 1 :]
        op = step.operation
        yield Mutant(pair, place, op, "deleted", _with(found, before + after))
        for what, other in altered(op, values):
            changed = (*before, Step(step.entry, other), *after)
            yield Mutant(pair, place, op, what, _with(found, changed))
        if after:
            swapped = (*before, after[0], step, *after[1:])
            late = after[0].operation
            what = f"after {type(late).__name__}({_place(late)})"
            yield Mutant(pair, place, op, what, _with(found, swapped))


def _with(found: Plan, steps: tuple[Step, ...]) -> Plan:
    return dataclasses.replace(found, steps=steps)


@contextlib.contextmanager
def planted(mutant: Mutant) -> Iterator[None]:
    """Let all who compile plans find the mutant in place of its plan, and forget it afterwards."""
    pair = mutant.pair
    place = (pair.name, mutant.plan.source, mutant.plan.target)

    def found(lineage: Lineage, source: Version, target: Version) -> Plan:
        if (lineage.name, source, target) == place and lineage is pair.registry.lineage(pair.name):
            return mutant.plan
        return plan(lineage, source, target)

    _forget(pair)
    try:
        with contextlib.ExitStack() as patches:
            for module in (encoder, fast_encoder, decoder, fast_types):
                patches.enter_context(mock.patch.object(module, "plan", found))
            yield
    finally:
        _forget(pair)


def _forget(pair: Pair) -> None:
    """Drop the compiled functions of one pair; those of all others stay.

    A declared class is written and read by the view that owns it.
    """
    cls = pair.new[pair.name]
    for owner in {pair.new, cls.VIEW}:
        if pair.down:
            made = owner._encoders._made.values()
            for writer in [encoder for ref, encoder in made if ref() is pair.old]:
                writer.pop(cls, None)
                writer.fast.pop(cls, None)
                writer.fast._placed.discard(pair.name)
        else:
            for reader in owner._decoders.values():
                reader.pop((pair.name, pair.source), None)
                reader.pop((pair.name, Version.named(pair.source)), None)  # one content of several
            owner._fast = fast_decoder.FastDecoder(owner)


@dataclasses.dataclass(frozen=True)
class Verdict:
    """A mutant and the law that it broke, if any."""

    mutant: Mutant
    law: str | None
    error: str | None

    def __str__(self) -> str:
        how = f"killed by {self.law} ({self.error})" if self.law else "SURVIVED"
        return f"{self.mutant}: {how}"


def broken_law(pair: Pair) -> tuple[str, str] | None:
    """The first law that does not hold around a pair of versions, and how; None if all hold."""
    for name, holds in _trials(pair):
        try:
            holds()
        except Exception as error:
            return name, type(error).__name__
    return None


def _trials(pair: Pair) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each law with each sample of either version, and along each three versions in a row."""
    for source, target in ((pair.new, pair.old), (pair.old, pair.new)):
        for obj in _samples(pair, source):
            way = RoundTrip(obj, target)
            for law in LAWS:
                yield law.__name__, functools.partial(law, way)
    name = every_path_is_the_same.__name__
    for source, between, target in pair.triples():
        for obj in _samples(pair, source):
            yield name, functools.partial(every_path_is_the_same, obj, between, target)


def _samples(pair: Pair, view: View) -> list[VersionedObject]:
    return samples(pair.registry, pair.name, str(view.versions[pair.name]))


def judged(mutant: Mutant) -> Verdict:
    """The mutant after a trial by all laws."""
    for version in views(mutant.pair.registry, mutant.pair.name):
        samples(mutant.pair.registry, mutant.pair.name, version)  # made by plans that are right
    with planted(mutant):
        return Verdict(mutant, *(broken_law(mutant.pair) or (None, None)))


def every_mutant(*names: str) -> Iterator[Mutant]:
    """The mutants of the named classes, or of all, of the catalog and of the zoo."""
    for registry in (ZOO, KINDS, NOVA):
        for name in sorted(registry.head):
            if not names or name in names:
                yield from itertools.chain.from_iterable(map(mutants, every_pair(registry, name)))


def main(names: list[str]) -> None:
    """Print the report."""
    tally = collections.Counter[str]()
    for mutant in every_mutant(*names):
        verdict = judged(mutant)
        tally[verdict.law or ("survived" if not mutant.apart else "survived: swapped apart")] += 1
        print(verdict, flush=True)
    print(f"{tally.total()} mutants:", ", ".join(f"{n} {law}" for law, n in tally.most_common()))


if __name__ == "__main__":
    main(sys.argv[1:])
