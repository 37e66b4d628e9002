"""The bytes of every class of every release are what they were."""

import base64
import json

import pytest

from tests.support.filled import filled
from tests.support.golden import golden
from tests.support.pairs import every_release
from vobjects import VersionedObject, catalog

_AGAIN = "if this is meant, run `python -m tests.support.golden` and review the difference"


def _filled(release: str, name: str) -> VersionedObject:
    obj = filled(catalog.at(release), name)
    obj.obj_reset_changes(recursive=True)
    return obj


@pytest.mark.parametrize(("release", "name"), every_release())
def test_bytes_when_a_release_writes_them_then_they_are_the_golden_ones(
    release: str, name: str
) -> None:
    obj = _filled(release, name)
    stored = golden(release)[name]
    assert obj.VIEW.encode(obj) == base64.b64decode(stored["message"]), _AGAIN
    assert obj.VIEW.to_primitive(obj) == json.loads(stored["primitive"]), _AGAIN


@pytest.mark.parametrize(("release", "name"), every_release())
def test_golden_bytes_when_kilo_reads_them_then_it_has_the_upgraded_object(
    release: str, name: str
) -> None:
    stored, kilo = golden(release)[name], catalog.at("kilo")
    expected = kilo.adopt(_filled(release, name))
    assert kilo.decode(base64.b64decode(stored["message"])) == expected
    assert kilo.from_primitive(json.loads(stored["primitive"])) == expected


@pytest.mark.parametrize("release", catalog.releases())
def test_golden_file_when_the_catalog_has_a_class_then_it_has_it_too(release: str) -> None:
    assert sorted(golden(release)) == sorted(catalog.at(release))
