"""The laws, over classes whose histories nobody wrote."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.filled import objects
from tests.support.interpreter import Refused, interpret
from tests.support.laws import (
    comes_back,
    converted,
    no_silent_loss,
    same_by_any_way,
    wire_fits,
)
from tests.support.pairs import EXAMPLES, law
from tests.support.random_history import registries
from tests.support.trees import tree
from vobjects import BackportRefusedError, LossReport, Registry, VersionedObject, View

_MANY = EXAMPLES * 20


@st.composite
def _cases(draw: st.DrawFn, views: int) -> tuple[VersionedObject, list[View]]:
    """An object of a random class, and views in falling order; it is of the first one."""
    registry = draw(registries())
    name = draw(st.sampled_from(["Part", "SubPart", "Whole"]))
    found = [_view(draw, registry) for _ in range(views)]
    found.sort(key=lambda view: [view.versions[n] for n in ("Part", "SubPart", "Whole")])
    found = _lined_up(registry, found)
    return draw(objects(found[0], name, sparse=draw(st.booleans()))), found


def _view(draw: st.DrawFn, registry: Registry) -> View:
    versions = {n: registry.lineage(n).history.versions for n in registry.head}
    return registry.at({n: str(draw(st.sampled_from(found))) for n, found in versions.items()})


def _lined_up(registry: Registry, views: list[View]) -> list[View]:
    """Views such that no class is older in one than in a later one."""
    columns = {
        name: sorted((view.versions[name] for view in views), reverse=True)
        for name in registry.head
    }
    return [
        registry.at({name: str(column[place]) for name, column in columns.items()})
        for place in range(len(views))
    ]


@law(_MANY)
@given(_cases(2))
def test_backport_when_the_history_is_random_then_nothing_is_lost_unsaid(case: Any) -> None:
    obj, (_, old) = case
    no_silent_loss(obj, old)


@law(_MANY)
@given(_cases(3))
def test_down_when_the_history_is_random_then_any_way_gives_the_same(case: Any) -> None:
    obj, (_, between, target) = case
    same_by_any_way(obj, between, target)


@law(_MANY)
@given(_cases(3), st.booleans())
def test_up_when_the_history_is_random_then_any_way_gives_the_same(case: Any, sparse: bool) -> None:
    obj, (_, between, target) = case
    there = converted(target, obj)
    if isinstance(there, VersionedObject):
        same_by_any_way(there, between, obj.VIEW)


@law(_MANY)
@given(_cases(2))
def test_up_and_down_when_the_history_is_random_then_it_is_what_it_was(case: Any) -> None:
    obj, (new, old) = case
    there = converted(old, obj)
    if isinstance(there, VersionedObject):
        comes_back(there, new)


@law(_MANY)
@given(_cases(2))
def test_wire_when_the_history_is_random_then_it_has_what_the_old_view_has(case: Any) -> None:
    obj, (new, old) = case
    try:
        message = new.encode(obj, old)
    except BackportRefusedError:
        return
    wire_fits(message, old)
    assert tree(old.decode(message)) == tree(old.adopt(obj))
    assert old.encode(old.decode(message)) == message


@law(_MANY)
@given(_cases(2))
def test_generated_code_when_the_history_is_random_then_it_does_as_the_interpreter(
    case: Any,
) -> None:
    obj, (_, old) = case
    report = LossReport()
    found = converted(old, obj, report)
    try:
        expected, lost = interpret(obj, old)
    except Refused:
        assert isinstance(found, BackportRefusedError)
        return
    assert tree(found) == expected
    assert sorted(entry.field for entry in report) == sorted(lost)
