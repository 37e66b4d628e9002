"""The bytes of every class are what they were."""

import base64
import json

import pytest

from tests.support.golden import RELEASES, golden, kept
from vobjects import VersionedObject, catalog
from vobjects.testing import filled

_CASES = [(release, name) for release in RELEASES for name in kept(release)]
_AGAIN = "if this is meant, run `python -m tests.support.golden` and review the difference"


def _filled(release: str, name: str) -> VersionedObject:
    obj = filled(catalog.at(release), name)
    obj.obj_reset_changes(recursive=True)
    return obj


@pytest.mark.parametrize(("release", "name"), _CASES)
def test_bytes_when_a_release_writes_them_then_they_are_the_golden_ones(
    release: str, name: str
) -> None:
    obj = _filled(release, name)
    stored = golden(release)[name]
    assert obj.VIEW.encode(obj) == base64.b64decode(stored["message"]), _AGAIN
    assert obj.VIEW.to_primitive(obj) == json.loads(stored["primitive"]), _AGAIN


@pytest.mark.parametrize(("release", "name"), _CASES)
def test_golden_bytes_when_gazpacho_reads_them_then_it_has_the_upgraded_object(
    release: str, name: str
) -> None:
    stored, newest, own = golden(release)[name], catalog.at("gazpacho"), catalog.at(release)
    expected = newest.adopt(_filled(release, name))
    assert newest.decode(base64.b64decode(stored["message"]), sender=own) == expected
    assert newest.from_primitive(json.loads(stored["primitive"]), sender=own) == expected


@pytest.mark.parametrize("release", RELEASES)
def test_golden_file_when_a_class_is_new_or_at_another_version_then_it_is_there(
    release: str,
) -> None:
    assert sorted(golden(release)) == kept(release)
