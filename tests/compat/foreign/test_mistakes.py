"""Mistakes of a team with a plain oslo service are found, and sound changes are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.check import accept, check
from compat.project import LoadedProject
from tests.compat.foreign.code import empty_registry
from tests.compat.foreign.service import SERVICE, Edits, checked, edited, project

_DECK = 'class Deck(FerryObject):\n    VERSION = "1.0"'
_FERRY = 'class Ferry(FerryObject):\n    VERSION = "1.0"'
_LAST = '        "ports": fields.DictOfStringsField(),\n    }\n'
_SEATS = '        "seats": fields.IntegerField(default=4),\n'
_HOOK = "    def obj_make_compatible(self, primitive, target_version):\n"
_SUPER = "        super().obj_make_compatible(primitive, target_version)\n"
_OLD = '        if target_version == "1.0":\n'
_LOAD = "    def obj_load_attr(self, attrname):\n        self.obj_set_defaults(attrname)\n"
_NEW = (_FERRY, _FERRY.replace("1.0", "1.1"))
_RELATIONSHIPS = '\n    obj_relationships = {"decks": [("1.0", "1.0"), ("1.1", "1.1")]}'
_NOT_STORED = ('STORED = {"ferries.body": "Ferry"}', "STORED = {}")
_ONE_MORE = ('{"rpc": "1.1"})', '{"rpc": "1.1"}, {"rpc": "1.2"})')
_SERVICE_3 = (
    f"{_ONE_MORE[0]}\nRELEASES = {{",
    f'{_ONE_MORE[1]}\nRELEASES = {{"summer": {{"Ferry": "1.1"}}, ',
)


def ferry(field: str = "", hooks: str = "") -> Edits:
    """Return the edits that give the class a version, a field and hooks."""
    return [_NEW, _NOT_STORED, _SERVICE_3, (_LAST, f"{_LAST[:-6]}{field}    }}\n\n{hooks}")]


def bump(api: str) -> Edits:
    """Return the edits that raise the API to 1.2, with another body of the client."""
    return [
        ('VERSION = "1.1"\n', 'VERSION = "1.2"\n'),
        ('messaging.Target(version="1.1")', 'messaging.Target(version="1.2")'),
        _SERVICE_3,
        ('        return self.client.prepare(version="1.1").cast', api),
    ]


def convert(*lines: str) -> str:
    """Return a conversion to 1.0 of these lines."""
    return _HOOK + _SUPER + _OLD + "".join(f"            {line}\n" for line in lines)


POP = convert('primitive.pop("seats", None)')
FOUND: list[tuple[str, Edits, list[str]]] = [
    (
        "field added under the same version",
        [(_LAST, _LAST[:-6] + _SEATS + "    }\n")],
        ["oslo-same-version breaks both $.objects.Ferry.fields.seats"],
    ),
    (
        "field removed under the same version",
        [('        "draught": fields.FloatField(),\n', "")],
        ["oslo-same-version breaks both $.objects.Ferry.fields.draught"],
    ),
    (
        "value removed under the same version",
        [('("small", "large")', '("small",)')],
        ["oslo-same-version breaks old-to-new $.objects.Ferry.fields.size"],
    ),
    (
        "float cut under the same version",
        [("fields.FloatField()", "fields.IntegerField()")],
        ["oslo-same-version loses old-to-new $.objects.Ferry.fields.draught"],
    ),
    (
        "number made text under the same version",
        [('"level": fields.IntegerField()', '"level": fields.StringField()')],
        ["oslo-same-version breaks new-to-old $.objects.Deck.fields.level"],
    ),
    (
        "texts of a mapping made nullable under the same version",
        [("DictOfStringsField", "DictOfNullableStringsField")],
        ["oslo-same-version breaks new-to-old $.objects.Ferry.fields.ports"],
    ),
    (
        "field that only conversions drop under the same version",
        [
            (
                _LAST,
                _LAST[:-6] + _SEATS + "    }\n\n" + POP + "\n" + _LOAD,
            )
        ],
        ["oslo-same-version loses new-to-old $.objects.Ferry.fields.seats"],
    ),
    (
        "default given under the same version",
        [("fields.FloatField()", "fields.FloatField(default=1.0)")],
        ["oslo-same-version warns none $.objects.Ferry.fields.draught"],
    ),
    (
        "field without a rule",
        ferry(_SEATS, _LOAD),
        ["oslo-field-leaks loses new-to-old $.objects.Ferry.fields.seats"],
    ),
    (
        "field that is read in old data",
        [
            *ferry(_SEATS, POP),
            ("SERVICES =", "def full(ferry):\n    return ferry.seats\n\nSERVICES ="),
        ],
        ["oslo-unset-in-old-data breaks old-to-new $.objects.Ferry.fields.seats"],
    ),
    (
        "field that nobody reads so far",
        ferry(_SEATS, POP),
        ["oslo-unset-in-old-data warns old-to-new $.objects.Ferry.fields.seats"],
    ),
    (
        "field removed",
        [*ferry(), ('        "draught": fields.FloatField(),\n', "")],
        ["oslo-field-missing breaks new-to-old $.objects.Ferry.fields.draught"],
    ),
    (
        "field dropped by the conversion",
        ferry("", convert('primitive.pop("draught")')),
        [
            "oslo-conversion-raises breaks new-to-old $.objects.Ferry",
            "oslo-field-missing breaks new-to-old $.objects.Ferry.fields.draught",
        ],
    ),
    (
        "field renamed",
        [*ferry(), ('"draught"', '"depth"')],
        ["oslo-field-replaced breaks both $.objects.Ferry.fields.depth"],
    ),
    (
        "field renamed beside one that is new",
        [*ferry(_SEATS), ('"draught"', '"draughts"')],
        [
            "oslo-field-leaks loses new-to-old $.objects.Ferry.fields.seats",
            "oslo-field-replaced breaks both $.objects.Ferry.fields.draughts",
            "oslo-unset-in-old-data warns old-to-new $.objects.Ferry.fields.seats",
        ],
    ),
    (
        "field removed beside two that are unlike it",
        [
            *ferry(_SEATS + _SEATS.replace("seats", "legs"), _LOAD),
            ('        "draught": fields.FloatField(),\n', ""),
        ],
        [
            "oslo-field-leaks loses new-to-old $.objects.Ferry.fields.legs",
            "oslo-field-leaks loses new-to-old $.objects.Ferry.fields.seats",
            "oslo-field-missing breaks new-to-old $.objects.Ferry.fields.draught",
        ],
    ),
    (
        "enum value without a rule",
        [*ferry(), ('("small", "large")', '("small", "large", "huge")')],
        ["oslo-value-sent breaks new-to-old $.objects.Ferry.fields.size"],
    ),
    (
        "value of the elements without a rule",
        [*ferry(), ('("red", "blue")', '("red", "blue", "gold")')],
        ["oslo-value-sent breaks new-to-old $.objects.Ferry.fields.flags"],
    ),
    (
        "None without a rule",
        [*ferry(), ("fields.FloatField()", "fields.FloatField(nullable=True)")],
        ["oslo-value-sent breaks new-to-old $.objects.Ferry.fields.draught"],
    ),
    (
        "integer made float",
        [
            (_DECK, _DECK.replace("1.0", "1.1")),
            _NOT_STORED,
            _SERVICE_3,
            ("fields.IntegerField()", "fields.FloatField()"),
        ],
        ["oslo-value-sent loses new-to-old $.objects.Deck.fields.level"],
    ),
    (
        "value removed with a version",
        [*ferry(), ('("small", "large")', '("small",)')],
        ["oslo-value-read breaks old-to-new $.objects.Ferry.fields.size"],
    ),
    (
        "field retyped with a version",
        [*ferry(), ("fields.FloatField()", "fields.IntegerField()")],
        ["oslo-value-read loses old-to-new $.objects.Ferry.fields.draught"],
    ),
    (
        "list made a dictionary",
        [*ferry(), ("ListOfEnumField", "EnumField")],
        [
            "oslo-value-read breaks old-to-new $.objects.Ferry.fields.flags",
            "oslo-value-sent breaks new-to-old $.objects.Ferry.fields.flags",
        ],
    ),
    (
        "list made a mapping",
        [
            *ferry(),
            ("ListOfEnumField(", "Field(fields.Dict(fields.Enum("),
            ('"blue"))', '"blue"))))'),
        ],
        [
            "oslo-value-read breaks old-to-new $.objects.Ferry.fields.flags",
            "oslo-value-sent breaks new-to-old $.objects.Ferry.fields.flags",
        ],
    ),
    (
        "objects made texts",
        [*ferry(), ('fields.ListOfObjectsField("Deck")', "fields.ListOfStringsField()")],
        [
            "oslo-value-read breaks old-to-new $.objects.Ferry.fields.decks",
            "oslo-value-sent breaks new-to-old $.objects.Ferry.fields.decks",
        ],
    ),
    (
        "conversion without super",
        [
            *ferry("", _HOOK + "        pass\n"),
            (_DECK, _DECK.replace("1.0", "1.1")),
        ],
        ["oslo-child-too-new breaks new-to-old $.objects.Ferry.fields.decks"],
    ),
    (
        "child whose parent has no relationship for it",
        [
            (_DECK, _DECK.replace("1.0", "1.1")),
            (_FERRY, _FERRY + '\n    obj_relationships = {"decks": [("1.0", "1.0")]}'),
            _NOT_STORED,
            _SERVICE_3,
        ],
        ["oslo-child-too-new breaks new-to-old $.objects.Ferry.fields.decks"],
    ),
    (
        "child of a class that older releases do not have",
        [
            *ferry(),
            ('("Deck")', '("Floor")'),
            (
                "@base.VersionedObjectRegistry.register\nclass Ferry(",
                "@base.VersionedObjectRegistry.register\nclass Floor(FerryObject):\n"
                '    fields = {"a": fields.StringField()}\n\n\n'
                "@base.VersionedObjectRegistry.register\nclass Ferry(",
            ),
        ],
        [
            "oslo-child-too-new breaks new-to-old $.objects.Ferry.fields.decks",
            "oslo-value-read breaks old-to-new $.objects.Ferry.fields.decks",
        ],
    ),
    (
        "class renamed",
        [
            ("class Ferry(", "class Boat("),
            _NOT_STORED,
            _SERVICE_3,
        ],
        [
            "oslo-class-gone breaks both $.objects.Ferry",
        ],
    ),
    (
        "class removed",
        [
            (f"@base.VersionedObjectRegistry.register\n{_FERRY}", _FERRY),
            _NOT_STORED,
            _SERVICE_3,
        ],
        ["oslo-class-gone breaks old-to-new $.objects.Ferry"],
    ),
    (
        "major version",
        [
            (_FERRY, _FERRY.replace("1.0", "2.0")),
            _NOT_STORED,
            (_SERVICE_3[0], _SERVICE_3[1].replace('"Ferry": "1.1"', '"Ferry": "2.0"')),
        ],
        ["oslo-class-gone breaks both $.objects.Ferry"],
    ),
    (
        "class that nobody can make",
        [
            (_DECK, _DECK + "\n    def __init__(self, level): ...\n"),
        ],
        [
            "oslo-conversion-raises breaks new-to-old $.objects.Deck",
            "oslo-same-version breaks old-to-new $.objects.Ferry.fields.decks",
        ],
    ),
    (
        "conversion with an error",
        ferry("", convert("self.depth")),
        ["oslo-conversion-raises breaks new-to-old $.objects.Ferry"],
    ),
    (
        "conversion that refuses everything",
        ferry("", convert('raise ValueError("too new")')),
        ["oslo-conversion-raises warns new-to-old $.objects.Ferry"],
    ),
    (
        "rule of a name that is no field",
        [
            *ferry(
                "",
                convert('if primitive.get("sise") == "huge":', '    primitive["sise"] = "large"'),
            ),
            ('("small", "large")', '("small", "large", "huge")'),
        ],
        ["oslo-dead-conversion breaks new-to-old $.objects.Ferry.fields.size"],
    ),
    (
        "rule of a name that is like none",
        ferry("", convert('"xyz" in primitive', 'primitive.pop("xyz", 1)')),
        ["oslo-dead-conversion warns none $.objects.Ferry.fields.xyz"],
    ),
    (
        "stored class raised",
        [(_DECK, _DECK.replace("1.0", "1.1")), _SERVICE_3],
        ["oslo-stored-too-new breaks new-to-old $.stored.ferries.body"],
    ),
    (
        "topic changed",
        [('TOPIC = "ferries"', 'TOPIC = "sea"')],
        ["oslo-address-changed breaks both $.interfaces.FerryAPI.topic"],
    ),
    (
        "namespace given",
        [('version="1.0")\n', 'version="1.0", namespace="sea")\n')],
        ["oslo-address-changed breaks both $.interfaces.FerryAPI.namespace"],
    ),
    (
        "API renamed",
        [("class FerryAPI", "class BoatAPI")],
        ["oslo-method-gone breaks old-to-new $.interfaces.FerryAPI"],
    ),
    (
        "method removed",
        [("    def moor(self, ctxt, berth, slowly=False): ...\n", "")],
        ["oslo-method-gone breaks old-to-new $.interfaces.FerryAPI.methods.moor"],
    ),
    (
        "argument required",
        [("by=None): ...", "by): ...")],
        [],
    ),
    (
        "argument required that was not sent",
        [("slowly=False", "slowly")],
        [
            "oslo-argument-taken breaks old-to-new "
            "$.interfaces.FerryAPI.methods.moor.arguments.slowly"
        ],
    ),
    (
        "argument removed",
        [("to, by=None): ...", "to): ...")],
        ["oslo-argument-taken breaks old-to-new $.interfaces.FerryAPI.methods.sail.arguments.by"],
    ),
    (
        "argument sent without a version",
        [
            ("slowly=False): ...", "slowly=False, at=0): ..."),
            ('"moor", berth=berth', '"moor", berth=berth, at=1'),
        ],
        ["oslo-argument-sent breaks new-to-old $.interfaces.FerryAPI.methods.moor.arguments.at"],
    ),
    (
        "argument left out that older releases require",
        [('"moor", berth=berth', '"moor"')],
        ["oslo-argument-sent breaks new-to-old $.interfaces.FerryAPI.methods.moor.arguments.berth"],
    ),
    (
        "method added without a version",
        [
            ("SERVICES =", "FerryManager.wait = lambda self, ctxt: None\n\nSERVICES ="),
            (
                "    def moor(self, ctxt, berth):\n",
                "    def wait(self, ctxt):\n"
                '        self.client.prepare(version="1.1").call(ctxt, "wait")\n\n'
                "    def moor(self, ctxt, berth):\n",
            ),
        ],
        ["oslo-argument-sent breaks new-to-old $.interfaces.FerryAPI.methods.wait"],
    ),
    (
        "older version not sent any more",
        bump('        return self.client.prepare(version="1.2").cast'),
        ["oslo-pin-cut breaks new-to-old $.interfaces.FerryAPI.methods.moor"],
    ),
    (
        "cast made a call",
        [('(version="1.1").cast', '(version="1.1").call')],
        ["oslo-meaning-changed warns new-to-old $.interfaces.FerryAPI.methods.moor.style"],
    ),
    (
        "default changed of what is left out",
        [("slowly=False", "slowly=True")],
        [
            "oslo-meaning-changed loses old-to-new "
            "$.interfaces.FerryAPI.methods.moor.arguments.slowly.default"
        ],
    ),
    (
        "gate of a version that there is none",
        [('can_send_version("1.1")', 'can_send_version("1.4")')],
        ["oslo-version-of-nobody warns none $.interfaces.FerryAPI.version"],
    ),
    (
        "target not raised",
        bump('        return self.client.prepare(version="1.2" if host else "1.1").cast')[2:],
        [],
    ),
    (
        "alias moved",
        [
            *bump('        return self.client.prepare(version="1.1").cast'),
            ('"spring": "1.1"}\n\n', '"spring": "1.2"}\n\n'),
        ],
        ["oslo-alias-moved breaks new-to-old $.interfaces.FerryAPI.aliases.spring"],
    ),
    (
        "alias moved back",
        [('"spring": "1.1"}\n\n', '"spring": "1.0"}\n\n')],
        ["oslo-alias-moved warns new-to-old $.interfaces.FerryAPI.aliases.spring"],
    ),
    (
        "alias gone",
        [('{"spring": "1.1"}\n\n', "{}\n\n")],
        ["oslo-alias-moved breaks new-to-old $.interfaces.FerryAPI.aliases.spring"],
    ),
    (
        "alias of nothing",
        [('"spring": "1.1"}\n\n', '"spring": "1.1", "summer": "1.9"}\n\n')],
        ["oslo-version-of-nobody breaks none $.interfaces.FerryAPI.version"],
    ),
    (
        "release gone from the mapping",
        [(', "spring": {"rpc": "1.1", "Ferry": "1.0"}', "")],
        ["oslo-mapping-changed breaks new-to-old $.mapping.spring"],
    ),
    (
        "release moved in the mapping",
        [('"rpc": "1.1", "Ferry": "1.0"', '"rpc": "1.1", "Ferry": "1.1"')],
        ["oslo-mapping-changed breaks new-to-old $.mapping.spring.Ferry"],
    ),
    (
        "release skipped in the mapping",
        [_NEW, _NOT_STORED, _ONE_MORE],
        ["oslo-mapping-changed breaks new-to-old $.mapping.summer"],
    ),
    (
        "service version changed",
        [('{"rpc": "1.1"})', '{"rpc": "1.2"})')],
        ["oslo-service-version breaks new-to-old $.service_history[1]"],
    ),
    (
        "service version gone",
        [(', {"rpc": "1.1"})', ",)")],
        ["oslo-service-version breaks new-to-old $.service_history[1]"],
    ),
    (
        "service version shared by other classes",
        [(_DECK, _DECK.replace("1.0", "1.1")), _NOT_STORED],
        ["oslo-service-version warns new-to-old $.service_history"],
    ),
]
SILENT: list[tuple[str, Edits]] = [
    ("nothing", []),
    ("field with a rule and a default", ferry(_SEATS, POP + "\n" + _LOAD)),
    (
        "field that is asked for before it is read",
        [
            *ferry(_SEATS, POP),
            (
                "SERVICES =",
                'def full(ferry):\n    return "seats" in ferry and ferry.seats\n\nSERVICES =',
            ),
        ],
    ),
    (
        "value that is replaced",
        [
            *ferry(
                "",
                convert('if primitive.get("size") == "huge":', '    primitive["size"] = "large"'),
            ),
            ('("small", "large")', '("small", "large", "huge")'),
        ],
    ),
    (
        "value that is refused",
        [
            *ferry(
                "", convert('if primitive.get("size") == "huge":', '    raise ValueError("huge")')
            ),
            ('("small", "large")', '("small", "large", "huge")'),
        ],
    ),
    (
        "field that is refused unless it is unset",
        ferry(_SEATS, convert('if "seats" in primitive:', '    raise ValueError("seats")') + _LOAD),
    ),
    (
        "child with a relationship",
        [
            (_DECK, _DECK.replace("1.0", "1.1")),
            (_FERRY, _FERRY.replace("1.0", "1.1") + _RELATIONSHIPS),
            _NOT_STORED,
            _SERVICE_3,
        ],
    ),
    (
        "class added",
        [
            (
                "SERVICES =",
                "@base.VersionedObjectRegistry.register\nclass Quay(FerryObject):\n    pass\n\n\n"
                "SERVICES =",
            )
        ],
    ),
    ("winter gone from the mapping", [('"winter": {"rpc": "1.0", "Ferry": "1.0"}, ', "")]),
    ("argument with a default", [("slowly=False", "slowly=False, at=0")]),
    (
        "version that is sent where it can be",
        bump(
            '        version = "1.2" if self.client.can_send_version("1.2") else "1.1"\n'
            "        return self.client.prepare(version=version).cast"
        ),
    ),
    (
        "alias and entry of the new release",
        [('"spring": "1.1"}\n\n', '"spring": "1.1", "summer": "1.1"}\n\n')],
    ),
]


@pytest.mark.parametrize(
    ("edits", "found"), [each[1:] for each in FOUND], ids=[each[0] for each in FOUND]
)
def test_mistake_when_checked_is_found(tmp_path: Path, edits: Edits, found: list[str]) -> None:
    result = checked(tmp_path, SERVICE, edited(SERVICE, edits))

    assert sorted(
        f"{each.rule} {each.severity} {each.direction} {each.path}" for each in result.findings
    ) == sorted(found)
    assert all(each.remedy for each in result.findings)


_NULLABLE = ("fields.FloatField()", "fields.FloatField(nullable=True)")
_FILLED = ("fields.FloatField()", "fields.FloatField(default=1.0)")
_HIGHER = (_FERRY, _FERRY.replace("1.0", "1.2"))
CHANGED: list[tuple[str, Edits, Edits, list[str]]] = [
    (
        "None made the default under the same version",
        [_NULLABLE],
        [_FILLED],
        ["oslo-same-version loses old-to-new $.objects.Ferry.fields.draught"],
    ),
    (
        "default made None under the same version",
        [_FILLED],
        [_NULLABLE],
        ["oslo-same-version loses new-to-old $.objects.Ferry.fields.draught"],
    ),
    (
        "default changed that unset fields are read as",
        [_FILLED, (_LAST, _LAST + "\n" + _LOAD)],
        [("fields.FloatField()", "fields.FloatField(default=2.0)"), (_LAST, _LAST + "\n" + _LOAD)],
        ["oslo-same-version loses both $.objects.Ferry.fields.draught"],
    ),
    ("None made the default with a version", [_NULLABLE], [*ferry(), _FILLED], []),
    (
        "None sent to a default with a version",
        [_FILLED],
        [*ferry(), _NULLABLE],
        ["oslo-value-sent loses new-to-old $.objects.Ferry.fields.draught"],
    ),
    (
        "None of a mapping made required with a version",
        [("DictOfStringsField", "DictOfNullableStringsField")],
        ferry(),
        ["oslo-value-read breaks old-to-new $.objects.Ferry.fields.ports"],
    ),
    (
        "version lowered",
        [_HIGHER],
        [_NEW, _NOT_STORED, _SERVICE_3],
        ["oslo-class-gone breaks old-to-new $.objects.Ferry"],
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "found"), [each[1:] for each in CHANGED], ids=[each[0] for each in CHANGED]
)
def test_release_with_edits_when_code_has_others_is_judged(
    tmp_path: Path, before: Edits, after: Edits, found: list[str]
) -> None:
    result = checked(tmp_path, edited(SERVICE, before), edited(SERVICE, after))

    assert [
        f"{each.rule} {each.severity} {each.direction} {each.path}" for each in result.findings
    ] == found


@pytest.mark.parametrize("edits", [each[1] for each in SILENT], ids=[each[0] for each in SILENT])
def test_sound_change_when_checked_is_silent(tmp_path: Path, edits: Edits) -> None:
    assert checked(tmp_path, SERVICE, edited(SERVICE, edits)).findings == ()


def test_finding_when_it_was_accepted_and_is_mended_leaves_an_exception_to_delete(
    tmp_path: Path,
) -> None:
    mended, manifests = SERVICE, tmp_path / "manifests"
    mistake = edited(SERVICE, [('        "draught": fields.FloatField(),\n', "")])
    found = checked(tmp_path, SERVICE, mistake).findings[0]
    with empty_registry():
        again = LoadedProject(project(tmp_path, mistake, "spring", "summer"), manifests)
        accept(again, found.fingerprint, "nobody reads it")
        assert check(again).findings == ()
    with empty_registry():
        after = LoadedProject(project(tmp_path, mended, "spring", "summer"), manifests)

        assert [each.rule for each in check(after).findings] == ["exception-stale"]
