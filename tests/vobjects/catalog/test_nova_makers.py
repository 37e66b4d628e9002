"""What the source of a Nova says of the fields that its makers leave unset."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from tools.nova_makers import LATER, PLAIN
from tools.nova_models import unique_columns
from tools.nova_objects import UndecidedError, absent_fields
from tools.nova_source import Nova

THING = """
    from nova.objects import base, fields

    LATER = ["tags"]

    class Thing(base.NovaObject):
        fields = {
            "id": fields.IntegerField(),
            "name": fields.StringField(nullable=True),
            "kind": fields.StringField(default="plain"),
            "tags": fields.ListOfStringsField(),
        }

        @staticmethod
        def _from_db_object(context, thing, row, expected_attrs=None):
            for field in thing.fields:
                if field in LATER:
                    continue
                setattr(thing, field, row[field])
            if "tags" in expected_attrs:
                thing.tags = row["tags"]
            return thing

        @base.remotable
        def create(self):
            self._from_db_object(self._context, self, db.create(self.obj_get_changes()))
"""
NOTHING: dict[str, Any] = {"left_out": {}, "also": {}, "set": {}, "absent": {}}


def _nova(folder: Path, **sources: str) -> Nova:
    for name, source in {"objects__thing": THING, **sources}.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(source))
    return Nova(folder)


def _absent(nova: Nova, **decided: Any) -> dict[str, str]:
    return absent_fields(nova, ["Thing"], NOTHING | decided)["Thing"]


LOADER = "objects/thing.py Thing._from_db_object"


def test_loader_when_it_sets_a_field_on_a_condition_then_that_may_be_absent(tmp_path: Path) -> None:
    assert _absent(_nova(tmp_path)) == {"tags": LOADER}


MADE = """
    from nova import objects

    def made(context):
        thing = objects.Thing(context, name="n")
        thing.kind = "k"
        {rest}
"""


@pytest.mark.parametrize(
    ("rest", "left"),
    [
        ("return thing", {"id", "tags"}),
        ("thing.obj_set_defaults(); return thing", {"id", "tags"}),
        ("if context.many: thing.id = 1\n        return thing", {"id", "tags"}),
        ("if not thing.obj_attr_is_set('id'): thing.id = 1\n        return thing", {"tags"}),
        ("thing['id'] = 1; setattr(thing, 'tags', []); return thing", {"tags"}),
        ("_filled(context, thing); return thing", {"tags"}),
        ("for name in ('id', 'tags'): setattr(thing, name, 1)\n        return thing", {"tags"}),
        ("thing.create()", {"id", "tags"}),
    ],
)
def test_maker_when_it_leaves_fields_unset_then_they_may_be_absent(
    tmp_path: Path, rest: str, left: set[str]
) -> None:
    helper = "\n    def _filled(context, one):\n        one.id = 1\n"
    nova = _nova(tmp_path, compute__manager=MADE.format(rest=rest) + helper)
    assert _absent(nova).keys() == left


def test_maker_when_its_service_has_the_database_then_what_it_creates_is_loaded(
    tmp_path: Path,
) -> None:
    nova = _nova(tmp_path, conductor__manager=MADE.format(rest="thing.create()"))
    assert _absent(nova) == {"tags": LOADER}


def test_maker_when_it_is_decided_that_its_objects_stay_then_it_does_not_count(
    tmp_path: Path,
) -> None:
    nova = _nova(tmp_path, compute__manager=MADE.format(rest="return thing"))
    assert _absent(nova)["id"] == "compute/manager.py made"
    assert _absent(nova, left_out={"compute/manager.py made": "stays"}) == {"tags": LOADER}


def test_maker_when_other_functions_say_what_it_passes_on_then_they_count(tmp_path: Path) -> None:
    other = "\n    def options():\n        base = {'id': 1}\n        return base\n"
    nova = _nova(tmp_path, compute__manager=MADE.format(rest="thing.update(context.x)") + other)
    also = {"Thing": {"compute/manager.py made": ["compute/manager.py options base"]}}
    assert _absent(nova, also=also) == {"tags": LOADER}


@pytest.mark.parametrize(
    ("body", "loaded"),
    [
        ("self.obj_set_defaults(attr)", {"kind": PLAIN}),
        ("setattr(self, attr, None)", {"name": PLAIN}),
        ("if attr != 'id': raise KeyError(attr)\n            self.id = db.get()", {"id": LATER}),
        ("self._load(attr)", {"name": LATER}),
    ],
)
def test_field_when_it_is_loaded_by_its_name_then_it_may_be_absent(
    tmp_path: Path, body: str, loaded: dict[str, str]
) -> None:
    methods = f"""
        def obj_load_attr(self, attr):
            {body}

        def _load(self, what):
            if what == "name":
                self.name = db.name()
    """
    absent = _absent(_nova(tmp_path, objects__thing=THING + methods))
    assert {field: why for field, why in absent.items() if why in (LATER, PLAIN)} == loaded


def test_class_when_only_subclasses_are_made_then_it_has_their_fields(tmp_path: Path) -> None:
    sub = "\n    class Sub(Base):\n        fields = {'y': fields.IntegerField()}\n"
    base = "\n    class Base(base.NovaObject):\n        fields = {'x': fields.IntegerField()}\n"
    nova = _nova(tmp_path, objects__thing=base + sub, api__x="from nova import objects")
    with pytest.raises(UndecidedError, match="nothing makes Sub"):
        absent_fields(nova, ["Base", "Sub"], NOTHING)
    told = absent_fields(nova, ["Base", "Sub"], NOTHING | {"absent": {"Sub": {"x": "nobody"}}})
    assert told == {"Base": {"x": "nobody"}, "Sub": {"x": "nobody"}}


def test_models_when_rows_are_unique_then_their_columns_are_told(tmp_path: Path) -> None:
    model = """
        class Thing(BASE):
            __table_args__ = (
                schema.UniqueConstraint("host", "name", "deleted", name="x"),
                sa.Index("uuid_idx", "uuid", unique=True),
                sa.Index("host_idx", "host"),
            )
            id = sa.Column(sa.Integer, primary_key=True)
    """
    nova = _nova(tmp_path, db__main__models=model)
    assert unique_columns(nova) == {"Thing": [["host", "name"], ["id"], ["uuid"]]}
