"""The classes of the catalog have the fingerprints of those of a real Nova."""

from __future__ import annotations

from typing import Any

import pytest
from oslo_versionedobjects import fixture

from tests.interop.nova_release import NAMES, NEWER, REAL, VIEW
from tests.support.fingerprints import fingerprint
from tests.support.nova_facts import recorded_fingerprints


def _has_remotable_methods(cls: Any) -> bool:
    return any(hasattr(getattr(cls, name), "remotable") for name in dir(cls))


_TOLD = [n for n in NAMES if n not in NEWER and not _has_remotable_methods(REAL[n])]


def _of_nova(name: str) -> str:
    found: str = fixture.ObjectVersionChecker({name: [REAL[name]]}).get_hashes()[name]
    return found


@pytest.mark.parametrize("name", _TOLD)
def test_class_when_nova_has_no_remotable_methods_for_it_then_its_fingerprint_is_novas(
    name: str,
) -> None:
    assert fingerprint(VIEW, name) == _of_nova(name)


def test_facts_when_nova_is_asked_then_they_are_what_it_records() -> None:
    assert len(_TOLD) > 35
    recorded = {
        name: f"{VIEW[name].VERSION}-{recorded_fingerprints()[name][VIEW.manifest[name]]}"
        for name in _TOLD
    }
    assert recorded == {name: _of_nova(name) for name in _TOLD}
