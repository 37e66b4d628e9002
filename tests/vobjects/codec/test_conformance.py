"""The conformance pack: these bytes for these values, and these errors for these bytes."""

import pathlib

import msgpack
import pytest

from tests.support import wire_reader
from vobjects import DecodeError, VersionedObject
from vobjects.testing._trees import missing
from vobjects.testing.conformance import VIEWS, Case, build, cases, types
from vobjects.testing.conformance._pack import declared, files

_AGAIN = "if this is meant, run `python -m vobjects.testing.conformance` and review the difference"


def _each(*kinds: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases(*kinds), ids=str)


def _same(one: VersionedObject, other: VersionedObject) -> None:
    assert missing(one, other) == missing(other, one) == []
    assert _changes(one) == _changes(other)


def _changes(obj: VersionedObject) -> list[object]:
    return [sorted(obj._changed_fields), *(_changes(child) for child in obj.obj_children())]


@_each("written")
def test_value_when_it_is_written_then_it_has_exactly_these_bytes(case: Case) -> None:
    assert case.view.encode(build(case.view, case.value)).hex() == case.bytes.hex(), _AGAIN


@_each("written", "read")
def test_bytes_when_they_are_read_then_they_are_exactly_this_value(case: Case) -> None:
    _same(case.view.decode(case.bytes), build(case.view, case.value))


@_each("read")
def test_bytes_when_they_are_not_how_a_value_is_written_then_it_comes_out_as_it_is(
    case: Case,
) -> None:
    assert case.bytes == msgpack.packb(case.message), _AGAIN
    written = case.view.encode(case.view.decode(case.bytes))
    assert written != case.bytes
    assert wire_reader.read(written, "wire", types()) == case.value


@_each("written")
def test_bytes_when_a_reader_knows_only_the_document_then_it_finds_the_value(case: Case) -> None:
    found = wire_reader.read(case.bytes, "wire", types())
    assert repr(found) == repr(_in_order(case.value))
    assert msgpack.packb(msgpack.loads(case.bytes)) == case.bytes


def _in_order(value: object) -> object:
    """The value with fields, keys and -0.0 as they are written."""
    if isinstance(value, dict) and value.keys() >= {"class", "version", "fields"}:
        return value | {"fields": _in_order(value["fields"])}
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    return 0.0 if value == 0 and isinstance(value, float) else value


@_each("written")
def test_bytes_when_autumn_reads_what_spring_wrote_then_it_has_the_upgraded_value(
    case: Case,
) -> None:
    assert (case.upgraded is not None) == (case.release == "spring"), case.name
    if case.upgraded is not None:
        _same(VIEWS["autumn"].decode(case.bytes), build(VIEWS["autumn"], case.upgraded))


@_each("refused")
def test_bytes_when_they_are_no_value_then_the_error_says_exactly_where_and_why(
    case: Case,
) -> None:
    if case.message is not None:
        assert case.bytes == msgpack.packb(case.message), _AGAIN
    with pytest.raises(DecodeError) as caught:
        case.view.decode(case.bytes)
    error = caught.value
    kind = type(error).__name__
    found = {"path": error.path, "expected": error.expected, "found": error.found}
    assert found | ({"type": kind} if kind != "DecodeError" else {}) == case.error


def test_pack_when_it_has_a_case_then_a_test_uses_it() -> None:
    used = [case.name for kind in ("written", "read", "refused") for case in cases(kind)]
    assert sorted(used) == sorted(case.name for case in cases())
    assert len(set(used)) == len(used)
    assert all((case.value is None) != (case.error is None) for case in cases())
    assert all(case.description.endswith((".", "?")) for case in cases())
    assert {path.suffix for path in files()} == {".yaml"}


def test_pack_when_a_class_has_a_field_then_a_case_writes_it() -> None:
    written = {name: set[str]() for name in declared()}
    for case in cases("written"):
        _collect(case.value, written)
    for name, versions in declared().items():
        assert written[name] == {field for fields in versions.values() for field in fields}, name


def _collect(value: object, written: dict[str, set[str]]) -> None:
    if isinstance(value, dict) and value.keys() >= {"class", "version", "fields"}:
        written[value["class"]] |= set(value["fields"])
    for item in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        _collect(item, written)


def test_types_when_the_classes_declare_them_then_they_are_those_of_the_pack() -> None:
    assert types() == declared(), _AGAIN
    assert set(VIEWS) == {case.release for case in cases()}


def test_reader_when_it_is_a_second_opinion_then_it_knows_nothing_of_ours() -> None:
    source = pathlib.Path(wire_reader.__file__).read_text()
    assert "vobjects" not in source
