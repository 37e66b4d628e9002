"""Plans that say something else than their history: a law of conversion breaks, always."""

import fnmatch
import itertools

import pytest

from tests.support.mutation import Mutant, broken_law, judged, mutants
from tests.support.pairs import Pair, every_pair, views
from tests.support.zoo import ZOO
from vobjects import Registry
from vobjects.catalog import NOVA

_OWN_KEYS = "each flavor has keys of its own in the metadata, so their order does not matter"
_NOBODY_SEES = "the field came and went between the two versions: neither has it"
_ALWAYS_DEFAULT = "the field came and went between: what is dropped is always the default"
EQUIVALENT = {
    "Instance down Convert(new_flavor) after Convert(old_flavor) *": _OWN_KEYS,
    "Instance down Convert(old_flavor) after Convert(flavor) *": _OWN_KEYS,
    "Instance up Restore(old_flavor) after Restore(new_flavor) *": _OWN_KEYS,
    "Instance up Restore(flavor) after Restore(old_flavor) *": _OWN_KEYS,
    "Animal down MapValue(diet) after MapValue(diet) *": (
        "fruit is refused and pellets become hay: neither makes the other"
    ),
    "Cage up Fill(door) deleted 1.0 to 1.4": _NOBODY_SEES,
    "Cage up Drop(gate) loss allowed 1.0 to 1.4": _ALWAYS_DEFAULT,
    "Cage down Fill(gate) deleted 1.4 to 1.0": _NOBODY_SEES,
    "Cage down Fill(gate) after Rename(gate) 1.4 to 1.0": _NOBODY_SEES,
    "Cage down Rename(gate) deleted 1.4 to 1.0": _NOBODY_SEES,
    "Cage down Rename(gate) to nothing 1.4 to 1.0": _NOBODY_SEES,
    "Cage down Rename(gate) the other way 1.4 to 1.0": _NOBODY_SEES,
    "Cage down Drop(door) deleted 1.4 to 1.0": _NOBODY_SEES,
    "Cage down Drop(door) loss allowed 1.4 to 1.0": _ALWAYS_DEFAULT,
    "Keeper up Fill(keys) deleted 1.0 to 1.3": _NOBODY_SEES,
    "Keeper up Drop(keys) loss allowed 1.0 to 1.3": _ALWAYS_DEFAULT,
    "Keeper down Fill(keys) deleted 1.3 to 1.0": _NOBODY_SEES,
    "Keeper down Fill(keys) after Drop(keys) 1.3 to 1.0": _NOBODY_SEES,
    "Keeper down Drop(keys) deleted 1.3 to 1.0": _NOBODY_SEES,
    "Keeper down Drop(keys) loss refused 1.3 to 1.0": _ALWAYS_DEFAULT,
}
"""Mutants that no law can tell from the plan, and why; one that a law kills is an error here."""

_APART = "operations that touch no field in common give the same in either order"
_SOME = {"Animal": 9, "Cage": 9, "Keeper": 5, "NUMACell": 2, "PciDevice": 4, "Instance": 151}
"""Classes of the fast run: each so many'th of their mutants is tried."""


def _why_equivalent(mutant: Mutant) -> str | None:
    found = [why for text, why in EQUIVALENT.items() if fnmatch.fnmatchcase(str(mutant), text)]
    return found[0] if found else _APART if mutant.apart else None


def _dies_or_is_equivalent(mutant: Mutant) -> None:
    verdict, why = judged(mutant), _why_equivalent(mutant)
    assert verdict.law or why, f"{verdict}: mend a law, or prove in EQUIVALENT that none can"
    assert not verdict.law or not why, f"{verdict}, so it is not true that {why}"


def _registry(name: str) -> Registry:
    return ZOO if name in ZOO.head else NOVA


_CHANGED = [
    (name, version)
    for registry in (ZOO, NOVA)
    for name in sorted(registry.head)
    if any(True for pair in every_pair(registry, name) for _ in pair.changes())
    for version in views(registry, name)
]


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "source"), _CHANGED)
def test_plan_when_any_operation_is_deleted_or_altered_then_a_law_is_broken(
    name: str, source: str
) -> None:
    for pair in every_pair(_registry(name), name):
        if pair.source == source:
            for mutant in mutants(pair):
                _dies_or_is_equivalent(mutant)


@pytest.mark.parametrize("name", _SOME)
def test_plan_when_some_operations_are_deleted_or_altered_then_a_law_is_broken(name: str) -> None:
    every = itertools.chain.from_iterable(map(mutants, every_pair(_registry(name), name)))
    found = list(itertools.islice(every, 0, None, _SOME[name]))
    assert len(found) > 5
    for mutant in found:
        _dies_or_is_equivalent(mutant)


@pytest.mark.parametrize("name", _SOME)
def test_plan_when_it_is_what_the_history_says_then_every_law_holds(name: str) -> None:
    versions = list(views(_registry(name), name))
    for source, target in (versions[::-1][:2], versions[:2], [versions[-1], versions[0]]):
        assert broken_law(Pair(_registry(name), name, source, target)) is None


@pytest.mark.parametrize("text", EQUIVALENT)
def test_equivalent_when_it_is_listed_then_there_is_such_a_mutant(text: str) -> None:
    name = text.split()[0]
    every = itertools.chain.from_iterable(map(mutants, every_pair(_registry(name), name)))
    assert any(fnmatch.fnmatchcase(str(mutant), text) for mutant in every)
