"""The JSON schema of every class accepts what is written, and no object that is incomplete."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.json_schemas import faults
from tests.support.pairs import EXAMPLES, every_release, law
from vobjects import Registry, VersionedObject, catalog, field, history, initial
from vobjects.testing import filled, minimal, objects
from vobjects.testing._versions import some


def _written(obj: VersionedObject) -> Any:
    return json.loads(json.dumps(obj.obj_to_primitive()))


@pytest.mark.parametrize(("release", "name"), every_release())
def test_schema_when_an_object_is_complete_then_it_is_accepted(release: str, name: str) -> None:
    view = catalog.at(release)
    schema = view[name].to_json_schema()
    for make in (filled, minimal):
        assert not faults(schema, _written(make(view, name)))


@pytest.mark.parametrize(("release", "name"), every_release())
def test_schema_when_a_field_is_missing_then_the_object_is_accepted_if_it_may_be_absent(
    release: str, name: str
) -> None:
    view = catalog.at(release)
    schema, written = view[name].to_json_schema(), _written(filled(view, name))
    data, required = written["nova_object.data"], view.schema(name).required
    for missing in view[name].fields:
        value = data.pop(missing)
        found = faults(schema, written)
        assert found == [f"$.nova_object.data: {missing} is missing"] * (missing in required)
        data[missing] = value
    for child, definition in schema.get("definitions", {}).items():
        wanted = definition["properties"]["nova_object.data"].get("required", [])
        assert set(wanted) == view.schema(child).required


@pytest.mark.parametrize(("release", "name"), some(every_release(), 40))
def test_schema_when_any_object_can_be_sent_then_it_is_accepted(release: str, name: str) -> None:
    view = catalog.at(release)
    schema = view[name].to_json_schema()

    @law(EXAMPLES)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        written = _written(data.draw(objects(view, name, sparse=True)))
        before = copy.deepcopy(written)
        assert not faults(schema, written)
        assert written == before

    holds()


def test_schema_when_all_fields_may_be_absent_then_none_is_required() -> None:
    notes = Registry("notes")

    @notes.register
    class Note(VersionedObject):
        text: str = field(default="", may_be_absent=True)
        HISTORY = history(initial("1.0"))

    assert "required" not in Note.to_json_schema()["properties"]["versioned_object.data"]
