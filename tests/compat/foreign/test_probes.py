"""What probes and the readers of source make of unusual code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from compat import Foreign
from compat.foreign import Harm, read_code
from compat.foreign._objects import describe_objects
from tests.compat.foreign.code import empty_registry, module
from tests.compat.foreign.service import SERVICE, Edits, checked, edited

_BASE = """
class FerryObject(base.VersionedObject):
    OBJ_PROJECT_NAMESPACE = "ferries"


class Knots(fields.FieldType):
    def coerce(self, obj, attr, value):
        if not isinstance(value, str):
            raise ValueError("knots are texts")
        return value


class Ratio(fields.FieldType):
    def coerce(self, obj, attr, value):
        return obj.scale


class Never(fields.FieldType):
    def coerce(self, obj, attr, value):
        raise ValueError(value)


class Odd(fields.FieldType):
    def coerce(self, obj, attr, value):
        return value

    def to_primitive(self, obj, attr, value):
        return obj.obj_name()
"""
_FERRY = """
@base.VersionedObjectRegistry.register
class Ferry(FerryObject):
    VERSION = "{version}"
    fields = {{{fields}}}
{body}
"""
_MANY = (
    '"name": fields.StringField(), "speed": fields.Field(Knots()), '
    '"ratio": fields.Field(Ratio()), "never": fields.Field(Never()), "odd": fields.Field(Odd()), '
    '"crew": fields.SetOfIntegersField(), "by_deck": fields.DictOfNullableStringsField(), '
    '"home": fields.ObjectField("Elsewhere", nullable=True), '
    '"seats": fields.IntegerField(nullable=True, read_only=True)'
)


def facts(
    folder: Path,
    old: str,
    new: str,
    *,
    body: str = "",
    version: str = "1.1",
    before: str = "",
    **given: Any,
) -> set[tuple[Harm, str]]:
    """Record fields as spring, and return what happens to a ferry of other fields."""
    with empty_registry():
        source = _BASE + _FERRY.format(version="1.0", fields=old, body=before)
        recorded = describe_objects(Foreign(module(folder, source).FerryObject).classes)
    with empty_registry():
        code = module(folder, _BASE + _FERRY.format(version=version, fields=new, body=body))
        foreign = Foreign(code.FerryObject, **given)
        found = read_code(foreign, {"spring": recorded}, {}).facts
    return {(fact.harm, fact.field) for fact in found}


def test_class_when_it_has_fields_of_all_kinds_and_nothing_changes_is_silent(
    tmp_path: Path,
) -> None:
    assert facts(tmp_path, _MANY, _MANY, version="1.0") == set()
    assert facts(tmp_path, _MANY, _MANY) == set()


def test_field_when_its_own_type_is_gone_is_only_missing(tmp_path: Path) -> None:
    old = '"name": fields.StringField(), "speed": fields.Field(Knots())'
    other = '"name": fields.StringField(), "speed": fields.Field(Odd())'

    assert facts(tmp_path, old, '"name": fields.StringField()') == {(Harm.MISSING, "speed")}
    assert facts(tmp_path, old, other) == set()


def test_value_when_the_class_itself_cannot_read_it_is_of_no_change(tmp_path: Path) -> None:
    one = '"name": fields.StringField(nullable=True)'
    body = """
    @classmethod
    def _obj_from_primitive(cls, context, version, primitive):
        len(primitive["versioned_object.data"].get("name", ""))
        return super()._obj_from_primitive(context, version, primitive)
"""

    assert facts(tmp_path, one, one, body=body, before=body) == set()
    assert facts(tmp_path, '"name": fields.StringField(default="a", nullable=True)', one, body=body)


def test_value_when_the_class_refuses_it_is_left_for_the_next(tmp_path: Path) -> None:
    body = """
    def __setattr__(self, name, value):
        if value in ("small", 7):
            raise ValueError(value)
        super().__setattr__(name, value)
"""
    one = (
        '"size": fields.EnumField(valid_values=("small", "large")), '
        '"seats": fields.IntegerField(), "flag": fields.EnumField(valid_values=("small", "red"))'
    )

    assert facts(tmp_path, one, one, body=body, before=body) == set()


def test_class_when_none_of_its_old_objects_are_read_tells_of_each_field(tmp_path: Path) -> None:
    body = """
    @classmethod
    def _obj_from_primitive(cls, context, version, primitive):
        raise ValueError("no")
"""
    old, new = '"name": fields.StringField()', '"names": fields.StringField()'

    assert (Harm.UNREAD, "name") in facts(tmp_path, old, new, body=body)


def test_class_when_nobody_could_ever_make_it_is_not_tried(tmp_path: Path) -> None:
    init = "\n    def __init__(self, name): ...\n"
    one = '"name": fields.StringField()'

    assert facts(tmp_path, one, '"size": fields.IntegerField()', before=init, body=init) == set()


def test_class_when_another_version_of_it_is_registered_for_the_release_is_read_by_that(
    tmp_path: Path,
) -> None:
    again = _FERRY.format(version="1.0", fields='"name": fields.StringField()', body="")
    found = facts(
        tmp_path,
        '"name": fields.StringField()',
        '"name": fields.IntegerField()',
        version="2.0",
        body=again,
    )

    assert found == set()


def test_object_when_the_project_sends_and_reads_in_its_own_way_goes_that_way(
    tmp_path: Path,
) -> None:
    asked = []

    def send(obj: Any, version: str, versions: Mapping[str, str]) -> Any:
        asked.append((version, versions["Ferry"]))
        primitive = obj.obj_to_primitive()
        primitive["versioned_object.data"].pop("seats", None)
        return primitive

    def read(primitive: Any) -> Any:
        primitive["versioned_object.data"]["seats"] = 4
        return base_class.obj_from_primitive(primitive)

    with empty_registry():
        old, new = '"name": fields.StringField()', '"seats": fields.IntegerField()'
        source = _BASE + _FERRY.format(version="1.1", fields=f"{old}, {new}", body="")
        base_class: Any = module(tmp_path, source).FerryObject
        recorded = {"Ferry": {"version": "1.0", "fields": {"name": {"type": "String"}}}}
        code = read_code(Foreign(base_class, send=send, read=read), {"spring": recorded}, {})

    assert code.facts == ()
    assert {*asked} == {("1.0", "1.0")}


_BEFORE_AFTER: list[tuple[str, Edits, Edits, list[str]]] = [
    (
        "major version of the API",
        [],
        [('messaging.Target(version="1.1")', 'messaging.Target(version="2.0")')],
        [
            "oslo-method-gone $.interfaces.FerryAPI.version",
            "oslo-service-version $.service_history",
        ],
    ),
    (
        "alias of a release that had none",
        [('"spring": "1.1"}\n\n', '"winter": "1.0"}\n\n')],
        [('"spring": "1.1"}\n\n', '"winter": "1.0", "spring": "1.2"}\n\n')],
        ["oslo-alias-moved $.interfaces.FerryAPI.aliases.spring", "oslo-version-of-nobody"],
    ),
    (
        "right alias of a release that had none",
        [('"spring": "1.1"}\n\n', '"winter": "1.0"}\n\n')],
        [('"spring": "1.1"}\n\n', '"winter": "1.0", "spring": "1.1"}\n\n')],
        [],
    ),
    (
        "entry of a release that had none",
        [(', "spring": {"rpc": "1.1", "Ferry": "1.0"}', "")],
        [('"rpc": "1.1", "Ferry": "1.0"', '"rpc": "1.1", "Ferry": "1.3"')],
        ["oslo-mapping-changed $.mapping.spring.Ferry"],
    ),
    (
        "entries gone that have the versions of the release",
        [('"spring": {"rpc"', '"april": {"rpc"')],
        [
            (
                '"winter": {"rpc": "1.0", "Ferry": "1.0"}, '
                '"spring": {"rpc": "1.1", "Ferry": "1.0"}',
                "",
            )
        ],
        ["oslo-mapping-changed $.mapping.april", "oslo-mapping-changed $.mapping.winter"],
    ),
    (
        "entry of nothing gone, and one that moves",
        [('"winter": {"rpc": "1.0", "Ferry": "1.0"}', '"winter": {}, "master": {"rpc": "1.0"}')],
        [('"winter": {"rpc": "1.0", "Ferry": "1.0"}', '"master": {"rpc": "1.1"}')],
        [],
    ),
    (
        "entry moved of a release that nobody runs",
        [],
        [('"winter": {"rpc": "1.0"', '"winter": {"rpc": "1.1"')],
        ["oslo-mapping-changed $.mapping.winter.rpc"],
    ),
    (
        "methods that nobody is known to serve",
        [
            ("class FerryManager", "class FerryServer"),
            ("SERVICES =", _NOBODY := "class FerryManager: ...\n\nSERVICES ="),
        ],
        [
            ("class FerryManager", "class FerryServer"),
            ("SERVICES =", _NOBODY),
            ('TOPIC = "ferries"', 'TOPIC = ""'),
        ],
        [],
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [each[1:] for each in _BEFORE_AFTER],
    ids=[each[0] for each in _BEFORE_AFTER],
)
def test_project_when_it_says_more_or_less_of_its_releases_is_judged_by_both(
    tmp_path: Path, before: Edits, after: Edits, found: list[str]
) -> None:
    result = checked(tmp_path, edited(SERVICE, before), edited(SERVICE, after))
    texts = [f"{each.rule} {each.path}" for each in result.findings]

    assert len(texts) >= len(found)
    assert all(any(text.startswith(each) for text in texts) for each in found)
    assert all(any(text.startswith(each) for each in found) for text in texts)


@pytest.mark.parametrize(
    ("lines", "is_guarded"),
    [
        ("return ferry.seats", False),
        (
            "try:\n        return ferry.seats\n    except NotImplementedError:\n        return 0",
            True,
        ),
        ('return ferry.seats if ferry.obj_attr_is_set("seats") else 0', True),
        ('return ferry.seats if hasattr(ferry, "seats") else 0', True),
        ('return ferry.seats if "other" in ferry else 0', False),
        ('return ferry.seats if ferry in ("seats",) else len("seats")', False),
    ],
)
def test_read_when_the_field_is_asked_for_before_is_guarded(
    tmp_path: Path, lines: str, is_guarded: bool
) -> None:
    other = "class Other:\n    def own(self):\n        return self.seats\n"
    source = f"def full(ferry):\n    {lines}\n\n\n{other}"
    with empty_registry():
        old, new = '"name": fields.StringField()', '"seats": fields.IntegerField()'
        code = module(
            tmp_path, _BASE + _FERRY.format(version="1.1", fields=f"{old}, {new}", body=source)
        )
        recorded = {"Ferry": {"version": "1.0", "fields": {"name": {"type": "String"}}}}
        found = read_code(Foreign(code.FerryObject), {"spring": recorded}, {})

    reads = found.reads["Ferry", "seats"]
    assert (len(reads.unguarded), reads.guarded) == ((0, 1) if is_guarded else (1, 0))


def test_hook_when_it_was_made_by_a_program_has_no_names(tmp_path: Path) -> None:
    made = (
        "\n    exec('def obj_make_compatible(self, primitive, version): primitive.pop(\"x\", 0)')\n"
    )
    one = '"name": fields.StringField()'
    with empty_registry():
        code = module(tmp_path, _BASE + _FERRY.format(version="1.0", fields=one, body=made))

        assert read_code(Foreign(code.FerryObject), {}, {}).dead == ()


def test_hook_when_it_only_writes_a_name_knows_an_older_version(tmp_path: Path) -> None:
    hook = """
    def obj_make_compatible(self, primitive, version):
        primitive["title"] = primitive.pop("name")
        del primitive["tittle"]
"""
    one = '"name": fields.StringField()'
    with empty_registry():
        code = module(tmp_path, _BASE + _FERRY.format(version="1.0", fields=one, body=hook))
        dead = read_code(Foreign(code.FerryObject), {}, {}).dead

    assert [(key.key, key.meant) for key in dead] == [("tittle", "")]


def test_module_when_its_file_is_gone_has_no_reads(tmp_path: Path) -> None:
    with empty_registry():
        old, new = '"name": fields.StringField()', '"seats": fields.IntegerField()'
        code = module(
            tmp_path, _BASE + _FERRY.format(version="1.1", fields=f"{old}, {new}", body="")
        )
        Path(str(code.__file__)).unlink()
        recorded = {"Ferry": {"version": "1.0", "fields": {"name": {"type": "String"}}}}
        found = read_code(Foreign(code.FerryObject), {"spring": recorded}, {})

    assert found.reads["Ferry", "seats"].unguarded == ()
