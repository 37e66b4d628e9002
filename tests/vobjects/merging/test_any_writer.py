"""A writer of any other version: its change arrives, and what it did not know stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.merge_laws import BACK, BASES, MARKS, Exchange, is_dropped
from tests.support.pairs import EXAMPLES, law
from vobjects.testing import ObjectAndViews, objects
from vobjects.testing._random.lines import random_held_lines

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches


@pytest.mark.parametrize("back", BACK)
def test_merge_when_the_writer_is_of_any_version_then_its_change_arrives(back: str) -> None:
    merged = 0

    @law(EXAMPLES * 50)
    @given(random_held_lines(), st.sampled_from(BASES), st.sampled_from(MARKS), st.data())
    def holds(case: ObjectAndViews, base: str, marks: str, data: st.DataObject) -> None:
        nonlocal merged
        current, (own, view) = case
        current.obj_reset_changes(recursive=True)
        changes, meanwhile = _values(data, view), _values(data, own)
        lineage = own.registry.lineage("Forked")
        ends = own.versions["Forked"], view.versions["Forked"]
        unknown = {n: v for n, v in meanwhile.items() if is_dropped(lineage, *ends, n)}
        merged += Exchange(current, view, back, base, marks).laws_hold(changes, unknown)

    holds()
    assert merged


def _values(data: st.DataObject, view: Any) -> dict[str, Any]:
    """Values of some fields of an object of the class with two lines."""
    values = data.draw(objects(view, "Forked")).obj_values()
    names = data.draw(st.sets(st.sampled_from(sorted(values)), max_size=3))
    return {name: values[name] for name in names}
