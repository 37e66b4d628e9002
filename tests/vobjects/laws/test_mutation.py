"""Plans that say something else than their history: a law of conversion breaks, always."""

import fnmatch
import itertools
from typing import Any

import pytest

from tests.support.kinds import KINDS
from tests.support.mutation import Mutant, broken_law, judged, mutants
from tests.support.pairs import Pair, every_pair
from tests.support.zoo import ZOO
from vobjects import Registry
from vobjects.catalog import NOVA
from vobjects.testing._versions import views

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches

_OWN_KEYS = "each flavor has keys of its own in the metadata, so their order does not matter"
_NOBODY_SEES = "the field came and went between the two versions: neither has it"
_ALWAYS_DEFAULT = "the field came and went between: what is dropped is always the default"
_DROPPED_NEXT = "the policies are dropped next, whether they are empty or not there"
_NO_POLICY = "1.0 has no policy: none is made on the way up, and any is refused on the way down"
_OWN_PLACES = "each has a key of its own in the info, so their order does not matter"
_CAME_LATER = "the older version lacks the field: any value is refused"
_TEXT_AGAIN = "text by then: the way back takes only the values that the enum began with"
_NO_POLICY_YET = "a cell has no policy there: no CPUs were folded into others"
EQUIVALENT = {
    "HVSpec down MapValue(hv_type=lxd) deleted 1.2* to 1.0-kilo": _TEXT_AGAIN,
    "HVSpec down MapValue(hv_type=lxd) of prsm 1.2* to 1.0-kilo": _TEXT_AGAIN,
    "HVSpec down MapValue(hv_type=lxd) becomes prsm 1.2* to 1.0-kilo": _TEXT_AGAIN,
    "HVSpec down MapValue(hv_type=prsm) deleted 1.2 to 1.0-kilo": _TEXT_AGAIN,
    "HVSpec down MapValue(hv_type=prsm) of lxd 1.2 to 1.0-kilo": _TEXT_AGAIN,
    "HVSpec down MapValue(hv_type=prsm) becomes lxd 1.2 to 1.0*": "lxd is refused next",
    "PciDevice down MapValue(status=un*) deleted * to 1.[12]": _TEXT_AGAIN,
    "PciDevice down MapValue(status=un*) deleted * to 1.3-kilo": _TEXT_AGAIN,
    "PciDevice down MapValue(status=un*) of un* to 1.[12]": _TEXT_AGAIN,
    "PciDevice down MapValue(status=un*) of un* to 1.3-kilo": _TEXT_AGAIN,
    "PciDevice down MapValue(status=un*) becomes un* 1.[567]* to 1.[12]": _TEXT_AGAIN,
    "PciDevice down MapValue(status=un*) becomes un* 1.[567]* to 1.3-kilo": _TEXT_AGAIN,
    "PciDevice down MapValue(dev_type=vdpa) deleted 1.7 to 1.[12]": _TEXT_AGAIN,
    "PciDevice down MapValue(dev_type=vdpa) deleted 1.7 to 1.3-kilo": _TEXT_AGAIN,
    "InstancePCIRequest down MapValue(numa_policy=socket) deleted 1.4 to 1.[01]": _CAME_LATER,
    "InstancePCIRequest down MapValue(numa_policy=socket) of * 1.4 to 1.[01]": _CAME_LATER,
    "InstanceNUMACell down MapValue(cpu_policy=mixed) deleted 1.6 to 1.[012]": _CAME_LATER,
    "InstanceNUMACell down MapValue(cpu_policy=mixed) of * 1.6 to 1.[012]": _CAME_LATER,
    "GuestCell down MapValue(policy=mixed) deleted 1.3 to 1.0": _NO_POLICY,
    "GuestCell down MapValue(policy=mixed) of * 1.3 to 1.0": _NO_POLICY,
    "ImageMetaProps down MapValue(img_hv_type=*) deleted 1.42 to 1.0": _CAME_LATER,
    "ImageMetaProps down MapValue(img_hv_type=*) of * 1.42 to 1.0": _CAME_LATER,
    "ImageMetaProps down MapValue(hw_pci_numa_affinity_policy=socket) deleted 1.42 to 1.0": (
        _CAME_LATER
    ),
    "ImageMetaProps down MapValue(hw_pci_numa_affinity_policy=socket) of * 1.42 to 1.0": (
        _CAME_LATER
    ),
    "InstanceNUMACell up Restore(pcpuset) leaves cpuset 1.[012] to *": _NO_POLICY_YET,
    "InstanceGroup up Restore(policy) leaves policies *": "they stay there in any case",
    "PciDevice up Restore(parent_addr) after Restore(uuid) *": _OWN_PLACES,
    "Instance down Convert(new_flavor) after Convert(old_flavor) *": _OWN_KEYS,
    "Instance down Convert(old_flavor) after Convert(flavor) *": _OWN_KEYS,
    "Instance up Restore(old_flavor) after Restore(new_flavor) *": _OWN_KEYS,
    "Instance up Restore(flavor) after Restore(old_flavor) *": _OWN_KEYS,
    "Instance up Restore(pci_requests) after Restore(flavor) 1.9 to 2.8": _OWN_KEYS,
    "Cage up Drop(gate) loss allowed 1.0 to 1.4": _ALWAYS_DEFAULT,
    "Cage down Drop(door) deleted 1.4 to 1.0": _NOBODY_SEES,
    "Cage down Drop(door) loss allowed 1.4 to 1.0": _ALWAYS_DEFAULT,
    "Keeper up Drop(keys) loss allowed 1.0 to 1.3": _ALWAYS_DEFAULT,
    "Keeper down Drop(keys) deleted 1.3 to 1.0": _NOBODY_SEES,
    "Keeper down Drop(keys) loss refused 1.3 to 1.0": _ALWAYS_DEFAULT,
    "Major up Drop(tags) loss allowed 1.9 to 2.0": _ALWAYS_DEFAULT,
    "Major down Drop(tags) deleted 2.0 to 1.9": _NOBODY_SEES,
    "Major down Drop(tags) loss allowed 2.0 to 1.9": _ALWAYS_DEFAULT,
    "Group up Restore(policy) loses policies *": _DROPPED_NEXT,
    "Group up Restore(policy) empties policies *": _DROPPED_NEXT,
    "Group up Drop(policies) loss allowed *": "the policies are gone by then",
    "Group up Drop(policies) deleted *": "the policies are gone by then",
    "GuestCell up Restore(pcpuset) leaves cpuset 1.0 to *": _NO_POLICY,
}
"""Mutants that no law can tell from the plan, and why; one that a law kills is an error here."""

_OF_DEFAULTS = "what was made of defaults alone is in no object, and is left out in silence"
_REFUSED_NEXT = "what it becomes is refused next, as it had to be itself"
_APART = "operations that touch no field in common give the same in either order"
_SOME = {"Animal": 9, "Cage": 9, "Keeper": 5, "NUMACell": 40, "PciDevice": 230}
_SOME |= {"InstanceNUMACell": 110, "Migration": 170, "InstanceGroup": 55, "HVSpec": 130}
_SOME |= {"Spec": 17, "Node": 9, "Group": 3, "Port": 9, "GuestCell": 11, "Yard": 3, "Ticket": 7}
"""Classes of the fast run: each so many'th of their mutants is tried."""


def _why_equivalent(mutant: Mutant) -> str | None:
    found = [why for text, why in EQUIVALENT.items() if fnmatch.fnmatchcase(str(mutant), text)]
    if found:
        return found[0]
    if mutant.apart:
        return _APART
    if mutant.refused_next:
        return _REFUSED_NEXT
    return _OF_DEFAULTS if mutant.drops_defaults else None


def _dies_or_is_equivalent(mutant: Mutant) -> None:
    verdict, why = judged(mutant), _why_equivalent(mutant)
    assert verdict.law or why, f"{verdict}: mend a law, or prove in EQUIVALENT that none can"
    # functions may read what another operation writes, and the refusal names what it became
    known = why not in (_APART, _REFUSED_NEXT, _OF_DEFAULTS)
    assert not verdict.law or not why or not known, f"{verdict}, so it is not true that {why}"


def _registry(name: str) -> Registry:
    return next(registry for registry in (ZOO, KINDS, NOVA) if name in registry.head)


_CHANGED = [
    (name, version)
    for registry in (ZOO, KINDS, NOVA)
    for name in sorted(registry.head)
    if any(True for pair in every_pair(registry, name) for _ in pair.changes())
    for version in views(registry, name)
]


_PARTS = {"ImageMetaProps": 16}
"""Into how many tests the mutants of a version are divided, of a class where they take minutes."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "source", "part"),
    [(*changed, part) for changed in _CHANGED for part in range(_PARTS.get(changed[0], 1))],
)
def test_plan_when_any_operation_is_deleted_or_altered_then_a_law_is_broken(
    name: str, source: str, part: int
) -> None:
    pairs = [pair for pair in every_pair(_registry(name), name) if pair.source == source]
    every = itertools.chain.from_iterable(map(mutants, pairs))
    for mutant in itertools.islice(every, part, None, _PARTS.get(name, 1)):
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


def _with_cost(text: str) -> Any:
    """The many objects that stand in an instance take long to draw."""
    large = text.startswith(("Instance ", "ImageMetaProps "))
    return pytest.param(text, marks=pytest.mark.long if large else ())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("text", [_with_cost(text) for text in EQUIVALENT])
def test_equivalent_when_it_is_listed_then_there_is_such_a_mutant(text: str) -> None:
    name = text.split()[0]
    every = itertools.chain.from_iterable(map(mutants, every_pair(_registry(name), name)))
    assert any(fnmatch.fnmatchcase(str(mutant), text) for mutant in every)
