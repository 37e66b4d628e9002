"""The laws over every class of a registry and every two of its versions."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from vobjects import Registry, VersionedObject, View
from vobjects.testing._errors import LawBrokenError, NothingConvertedError
from vobjects.testing._round_trip import RoundTrip, convert
from vobjects.testing._strategies import objects
from vobjects.testing._versions import all_views, between, some
from vobjects.testing.laws import LAWS, detour_is_the_same, every_path_is_the_same

_EXAMPLES = 20
_MANY = 10
_TRIES = 1_000  # for one object that is not refused


@dataclasses.dataclass(frozen=True)
class Check:
    """The laws for one class between two of its versions; a call runs it, and ``str()`` names it.

    Attributes:
        registry: the registry of the class.
        name: the name of the class.
        source: the version of the objects that are drawn.
        target: the version that they are converted into: an older, a newer or the same one.
        examples: how many objects are drawn.
    """

    registry: Registry
    name: str
    source: str
    target: str
    examples: int = _EXAMPLES

    def __str__(self) -> str:
        return f"{self.name} {self.source} to {self.target}"

    def __call__(self) -> None:
        """Draw objects, full and sparse ones, and try every law with each of them.

        The active profile of Hypothesis has the other settings, such as ``derandomize``.

        Raises:
            LawBrokenError: a law does not hold.
            NothingConvertedError: the target refuses every object.
        """
        converted, broken = False, set[str]()

        @settings(
            max_examples=self.examples,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(self._objects())
        def every_law_holds(obj: VersionedObject) -> None:
            nonlocal converted
            trip = RoundTrip(obj, self._view(self.target))
            for law, holds in self._laws(trip):
                if not broken or law in broken:  # shrink an object by the law that it breaks
                    self._try(law, holds, obj, broken)
            converted |= trip.there is not None

        every_law_holds()
        if not converted:
            self._convert_one()

    def _view(self, version: str) -> View:
        return all_views(self.registry, self.name)[version]

    def _objects(self) -> st.SearchStrategy[VersionedObject]:
        source, target = self._view(self.source), self._view(self.target)
        full, sparse = (objects(source, self.name, sparse=sparse) for sparse in (False, True))
        if not self._is_above(source, target):
            return st.one_of(full, sparse)
        return st.one_of(full, sparse, _upgraded(source, target, self.name))

    def _laws(self, trip: RoundTrip) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield the name of each law and the function that tries it."""
        for law in LAWS:
            yield law.__name__, functools.partial(law, trip)
        for law_of_three, views in self._third_views.items():
            for view in views:
                holds = functools.partial(law_of_three, trip.obj, view, trip.view)
                yield law_of_three.__name__, holds

    @functools.cached_property
    def _third_views(self) -> dict[Any, list[View]]:
        """By law of three versions, the views that it is tried with."""
        source, target = self._view(self.source), self._view(self.target)
        others = [v for v in all_views(self.registry, self.name).values() if v != source]
        inside = [v for v in others if v != target and between(source, v, target)]
        above = [v for v in others if self._is_above(v, source) and self._is_above(v, target)]
        return {every_path_is_the_same: some(inside), detour_is_the_same: some(above, 2)}

    def _is_above(self, view: View, other: View) -> bool:
        lineage, name = self.registry.lineage(self.name), self.name
        below = other.versions[name]
        return below != view.versions[name] and lineage.precedes(below, view.versions[name])

    def _try(
        self, law: str, holds: Callable[[], None], obj: VersionedObject, broken: set[str]
    ) -> None:
        try:
            holds()
        except Exception as error:
            broken.add(law)
            why = str(error)
            raise LawBrokenError(
                object=self.name,
                source=self.source,
                target=self.target,
                law=law,
                why=why if type(error) is AssertionError else f"{type(error).__name__}: {why}",
                value=repr(obj),
            ) from error

    def _convert_one(self) -> None:
        """Find an object that is converted: a few random objects may all be refused by chance."""
        refusals: list[str] = []

        def is_converted(obj: VersionedObject) -> bool:
            result = RoundTrip(obj, self._view(self.target)).result
            refusals.append(str(result))
            return isinstance(result, VersionedObject)

        once = settings(max_examples=_TRIES, phases=[Phase.generate], database=None)
        try:
            find(self._objects(), is_converted, settings=once)
        except NoSuchExample:
            raise NothingConvertedError(
                object=self.name, source=self.source, target=self.target, why=refusals[-1]
            ) from None


@st.composite
def _upgraded(draw: st.DrawFn, source: View, target: View, name: str) -> VersionedObject:
    """Draw objects that were of an older target: the target can hold them again."""
    result = convert(source, draw(objects(target, name, sparse=draw(st.booleans()))))
    return result if isinstance(result, VersionedObject) else draw(objects(source, name))


def checks(registry: Registry, *, examples: int = _EXAMPLES) -> list[Check]:
    """Return the checks of every class of a registry, between every two of its versions.

    Of a class with more than ten versions these are each version with the next one, and the oldest
    with the newest. The newest version is checked with itself as well.

    Args:
        registry: the classes; all of them are declared by now.
        examples: how many objects each check draws.
    """
    return [
        Check(registry, name, source, target, examples)
        for name in sorted(registry.head)
        for source, target in _pairs(list(all_views(registry, name)))
    ]


def _pairs(versions: list[str]) -> Iterator[tuple[str, str]]:
    pairs = list(itertools.combinations(versions, 2))
    if len(versions) > _MANY:
        pairs = [*itertools.pairwise(versions), (versions[0], versions[-1])]
    for older, newer in pairs:
        yield newer, older
        yield older, newer
    yield versions[-1], versions[-1]
