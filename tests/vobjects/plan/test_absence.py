"""What was unset comes back unset, or is refused, or what it becomes is reported."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.both_ways import written_fast, written_slowly
from tests.support.untyped import new
from vobjects import (
    UNSET,
    BackportRefusedError,
    Classes,
    ConversionBrokenError,
    DecodeError,
    InexpressibleError,
    Loss,
    LossReport,
    Registry,
    Values,
    VersionedObject,
    View,
    added,
    converted,
    history,
    initial,
    removed,
    renamed,
    retyped,
    version,
)
from vobjects._declare.changes import Change
from vobjects.testing._trees import tree


def _registry(fields: dict[str, Any], *changes: Change, **body: Any) -> Registry:
    """A registry with the class ``Host``, which has these fields and changed in 1.1."""
    registry = Registry("hosts")
    _declare(registry, "Host", fields, *changes, **body)
    return registry


def _declare(
    registry: Registry, name: str, fields: dict[str, Any], *changes: Change, **body: Any
) -> Any:
    entries = history(initial("1.0"), *([version("1.1", "A change.", *changes)] if changes else []))
    return _body(registry, name, fields, entries, **body)


def _body(registry: Registry, name: str, fields: dict[str, Any], entries: Any, **body: Any) -> Any:
    names = {"__annotations__": fields, "__module__": __name__, "HISTORY": entries}
    return registry.register(
        type(name, (VersionedObject,), {**dict.fromkeys(fields, UNSET), **names, **body})
    )


def _old(registry: Registry) -> View:
    return registry.closure("Host", "1.0", label="old")


def _through(registry: Registry, down: bool = True, /, **values: Any) -> tuple[Any, list[Any]]:
    """The values after the way there and back, and the losses of the way there."""
    ends = registry.head, _old(registry)
    source, target = ends if down else ends[::-1]
    report = LossReport()
    host = new(source, "Host", **values)
    back = source.adopt(target.adopt(host, report))
    lost = [(entry.path, entry.field, entry.found, entry.why) for entry in report]
    if not lost:
        assert tree(back) == tree(host)
    return back.obj_values(), lost


def _refusal(registry: Registry, down: bool = True, /, **values: Any) -> tuple[str, str]:
    """The path of a refusal and its reason."""
    ends = registry.head, _old(registry)
    source, target = ends if down else ends[::-1]
    with pytest.raises((BackportRefusedError, DecodeError)) as caught:
        target.adopt(new(source, "Host", **values))
    error: Any = caught.value
    return error.path, error.why if isinstance(error, BackportRefusedError) else error.expected


def _into_label(values: Values, classes: Classes) -> None:
    if "/" in values["rack"]:
        raise InexpressibleError("a label holds one slash")
    values["label"] = f"{values['rack']}/{values['label']}"


def _always_from_label(values: Values, classes: Classes) -> None:
    if "label" in values:
        values["rack"], _, values["label"] = values["label"].partition("/")


def _from_label(values: Values, classes: Classes) -> None:
    if "/" in values["label"]:
        _always_from_label(values, classes)


def _split(up: Any, **words: Any) -> Registry:
    change = added("rack", up=up, down=_into_label, writes=("label",), **words)
    return _registry({"label": str, "rack": str}, change, label=UNSET, rack=UNSET)


def test_added_when_functions_keep_absence_then_it_comes_back() -> None:
    hosts = _split(_from_label)
    assert _through(hosts, label="web") == ({"label": "web"}, [])
    assert _through(hosts, label="web", rack="r7")[0] == {"label": "web", "rack": "r7"}
    assert _through(hosts) == ({}, [])
    assert _through(hosts, False, label="web") == ({"label": "web"}, [])
    assert _through(hosts, False, label="r7/web") == ({"label": "r7/web"}, [])


def test_added_when_up_would_invent_it_then_it_is_refused_with_what_it_would_become() -> None:
    hosts = _split(_always_from_label)
    path, why = _refusal(hosts, label="web")
    assert path == "$.rack"
    assert "it is not set, and would come back as str 'web'" in why
    assert "'label' would come back as str ''" in why
    path, why = _refusal(_split(_from_label), label="a/b")
    assert (path, "would come back as str 'a'" in why) == ("$.rack", True)


def test_added_when_a_field_that_it_writes_is_unset_then_it_is_refused() -> None:
    why = "field 'label' is not set, and the conversion reads it"
    assert _refusal(_split(_from_label), rack="r7") == ("$.rack", why)


def test_added_when_up_loses_an_old_value_then_decoding_says_so() -> None:
    hosts = _split(_always_from_label)
    old = _old(hosts)
    with pytest.raises(DecodeError, match="which gives str 'web/'") as caught:
        hosts.head.decode(old.encode(new(old, "Host", label="web")))
    assert caught.value.path == "$.label"


def _made(values: Values, classes: Classes) -> None:
    values["zone"] = None


def _dropped(values: Values, classes: Classes) -> None:
    if values["zone"] is not None:
        raise InexpressibleError("there are no zones")


@pytest.mark.parametrize("change", [added, removed])
def test_functions_when_absence_is_allowed_then_what_it_becomes_is_reported(change: Any) -> None:
    down = change is added
    functions = {"up": _made, "down": _dropped} if down else {"up": _dropped, "down": _made}
    fields = {"zone": str | None} if down else {}
    was = {} if down else {"was": str | None}
    allowed = change("zone", **functions, **was, absence=Loss.ALLOWED)
    told = "it is not set, and would come back as None"
    expected = ({"zone": None}, [("$.zone", "zone", "UNSET", told)])
    assert _through(_registry(fields, allowed), down) == expected
    refused = _registry(fields, change("zone", **functions, **was))
    assert _refusal(refused, down)[0] == "$.zone"
    assert _through(refused, down, zone=None) == ({"zone": None}, [])


def _plus(values: Values, classes: Classes) -> None:
    values["size"] += 1
    values["note"] = values.get("note", "")


def _minus(values: Values, classes: Classes) -> None:
    values["size"] -= 1
    values["note"] = values.get("note", "")


def test_converted_when_the_field_is_unset_then_no_function_is_called() -> None:
    change = converted("size", was=int, up=_plus, down=_minus, writes=("note",))
    hosts = _registry({"size": int, "note": str}, change)
    assert _through(hosts, note="n") == ({"note": "n"}, [])
    assert _through(hosts, False) == ({}, [])
    assert _refusal(hosts, size=1)[0] == "$.note"
    assert _refusal(hosts, False, size=1)[0] == "$.note"


def test_converted_when_absence_is_allowed_then_what_it_becomes_is_reported() -> None:
    change = converted(
        "size", was=int, up=_plus, down=_minus, writes=("note",), absence=Loss.ALLOWED
    )
    hosts = _registry({"size": int, "note": str}, change)
    values, lost = _through(hosts, size=1)
    assert values == {"size": 1, "note": ""}
    assert [path for path, *_ in lost] == ["$.note"]


def _with_part(change: Any, **words: Any) -> Registry:
    """Hosts whose part goes into a text; what is unset in it comes back as a default."""
    registry = Registry("hosts")
    part = _declare(registry, "Part", {"size": int, "name": str})

    def down(values: Values, classes: Classes) -> None:
        values["text"] = str(values.pop("part").size)

    def up(values: Values, classes: Classes) -> None:
        values["part"] = classes["Part"](size=int(values["text"]), name="none")
        values["text"] = ""

    word = change("part", up=up, down=down, writes=("text",), **words)
    _declare(registry, "Host", {"text": str, "part": part}, word)
    return registry


def test_part_when_a_field_in_it_is_unset_then_the_refusal_names_it() -> None:
    hosts = _with_part(added)
    part = new(hosts.head, "Part", size=1)
    path, why = _refusal(hosts, text="", part=part)
    assert (path, why) == ("$.part.name", "it is not set, and would come back as str 'none'")
    hosts = _with_part(added, absence=Loss.ALLOWED)
    part = new(hosts.head, "Part", size=1)
    _, lost = _through(hosts, text="", part=part)
    assert [(path, field) for path, field, *_ in lost] == [("$.part.name", "part")]


def test_part_when_a_set_field_in_it_changes_then_the_history_is_broken() -> None:
    hosts = _with_part(added, absence=Loss.ALLOWED)
    part = new(hosts.head, "Part", size=1, name="other")
    with pytest.raises(ConversionBrokenError):
        _old(hosts).adopt(new(hosts.head, "Host", text="", part=part))


def test_retyped_when_a_field_of_an_object_is_unset_then_it_stays_so_or_is_refused() -> None:
    registry = Registry("hosts")
    part = _declare(registry, "Part", {"size": int})

    def named(value: Any) -> Any:
        return {"only": value}

    def filled(value: Any) -> Any:
        value["only"].size = value["only"].obj_values().get("size", 0)
        return value["only"]

    change = retyped("part", was=Mapping[str, part], up=filled, down=named)  # type: ignore[valid-type]  # a class made here
    _declare(registry, "Host", {"part": part}, change)
    assert _through(registry) == ({}, [])
    full, empty = new(registry.head, "Part", size=1), new(registry.head, "Part")
    assert _through(registry, part=full)[1] == []
    path, why = _refusal(registry, part=empty)
    assert (path, why) == ("$.part.size", "it is not set, and would come back as int 0")


_WHY = "it is not set, and would come back as None"


@pytest.mark.parametrize("change", [added, removed])
def test_default_when_the_field_is_unset_then_what_it_becomes_is_reported(change: Any) -> None:
    down = change is added
    fields, was = ({"zone": str | None}, {}) if down else ({}, {"was": str | None})
    hosts = _registry(fields, change("zone", default=None, **was))
    assert _through(hosts, down) == ({"zone": None}, [("$.zone", "zone", "UNSET", _WHY)])
    assert _through(hosts, down, zone=None) == ({"zone": None}, [])


@pytest.mark.parametrize("change", [added, removed])
def test_unset_when_it_is_the_default_then_absence_stays_and_values_are_refused(
    change: Any,
) -> None:
    down = change is added
    fields, was = (
        ({"zone": str | None}, {}) if down else ({}, {"was": str | None, "options": UNSET})
    )
    hosts = _registry(fields, change("zone", default=UNSET, why="it is needed", **was))
    assert _through(hosts, down) == ({}, [])
    for value in (None, "z"):
        assert _refusal(hosts, down, zone=value)[0] == "$.zone"


@pytest.mark.parametrize("change", [added, removed])
def test_value_when_it_may_be_dropped_then_it_is_reported_and_another_is_refused(
    change: Any,
) -> None:
    down = change is added
    fields, was = (
        ({"tags": frozenset[str]}, {}) if down else ({}, {"was": frozenset[str], "options": UNSET})
    )
    hosts = _registry(
        fields, change("tags", default=UNSET, may_drop=(set(), {"a"}), why="tags help", **was)
    )
    assert _through(hosts, down) == ({}, [])
    for value in (frozenset(), frozenset({"a"})):
        values, lost = _through(hosts, down, tags=value)
        assert values == {}
        assert [(path, why) for path, _, _, why in lost] == [("$.tags", "tags help")]
    assert _refusal(hosts, down, tags={"b"})[0] == "$.tags"


@pytest.mark.parametrize("default", [UNSET, None])
def test_message_when_a_field_is_dropped_then_both_ways_to_it_agree(default: Any) -> None:
    hosts = _registry(
        {"id": int, "zone": str | None}, added("zone", default=default, may_drop=("z",))
    )
    old = _old(hosts)
    for zone in ({}, {"zone": None}, {"zone": "z"}, {"zone": "y"}):
        host = new(hosts.head, "Host", id=1, **zone)
        fast, slow = written_fast(host, old), written_slowly(host, old)
        quiet = zone == ({} if default is UNSET else {"zone": None})
        assert (fast is not None) == quiet
        assert fast is None or fast == slow
        refused = [{"zone": "y"}, *([{"zone": None}] if default is UNSET else [])]
        assert (slow is None) == (zone in refused)


_EMPTY: dict[str, Any] = {"child": None, "tuple": (), "mapping": {}}


def _refusing(holder: str, renames: bool) -> Registry:
    """Hosts that lost their parts, whose class refuses a size other than 0 on the way up."""
    registry = Registry("hosts")
    part = _declare(registry, "Part", {}, removed("size", was=int, default=0, why="it is read"))
    was: Any = {"child": part | None, "tuple": tuple[part, ...], "mapping": Mapping[str, part]}  # type: ignore[valid-type]  # a class made here
    gone = removed("parts", was=was[holder], default=_EMPTY[holder], loss=Loss.ALLOWED, why="old")
    named = [version("1.1", "A name.", renamed("parts", was="bits"))] if renames else []
    entries = history(initial("1.0"), *named, version("1.2", "No parts.", gone))
    _body(registry, "Host", {}, entries)
    return registry


@pytest.mark.parametrize("renames", [False, True])
@pytest.mark.parametrize("holder", _EMPTY)
def test_part_when_its_field_is_dropped_with_its_loss_then_it_refuses_nothing(
    holder: str, renames: bool
) -> None:
    hosts = _refusing(holder, renames)
    old = hosts.at({"Host": "1.0", "Part": "1.0"})
    part = new(old, "Part", size=7)
    parts = {"child": part, "tuple": (part,), "mapping": {"a": part}}[holder]
    name = "bits" if renames else "parts"
    report = LossReport()
    message = old.encode(new(old, "Host", **{name: parts}))
    assert hosts.head.decode(message, report).obj_values() == {}
    assert [(entry.path, entry.why) for entry in report] == [(f"$.{name}", "old")]
    assert "size" in str(report)
    for view in (hosts.head, hosts.at({"Host": "1.2"})):  # the newer release may lack the class
        assert (
            view.decode(old.encode(new(old, "Host", **{name: _EMPTY[holder]}))).obj_values() == {}
        )
        assert view.decode(message).obj_values() == {}


def test_part_when_a_function_reads_its_field_before_then_it_is_converted_first() -> None:
    registry = Registry("hosts")
    part = _declare(registry, "Part", {"size": int, "name": str}, added("name", default="n"))

    def up(values: Values, classes: Classes) -> None:
        values["names"] = tuple(part.name for part in values["parts"])

    def down(values: Values, classes: Classes) -> None:
        del values["names"]

    gone = removed("parts", was=tuple[part, ...], default=(), loss=Loss.ALLOWED, why="old")  # type: ignore[valid-type]  # a class made here
    entries = history(
        initial("1.0"),
        version("1.1", "Names.", added("names", up=up, down=down)),
        version("1.2", "No parts.", gone),
    )
    _body(registry, "Host", {"names": tuple[str, ...]}, entries)
    old = registry.at({"Host": "1.0", "Part": "1.0"})
    host = new(old, "Host", parts=[new(old, "Part", size=1)])
    assert registry.head.decode(old.encode(host)).obj_values() == {"names": ("n",)}
