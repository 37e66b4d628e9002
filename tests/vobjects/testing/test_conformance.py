"""The conformance pack as a user of the package sees it."""

from __future__ import annotations

import pytest

from vobjects import DeclarationError
from vobjects.testing import conformance
from vobjects.testing.conformance._pack import texts


def test_pack_when_read_is_in_the_package_and_its_cases_have_names_of_their_own() -> None:
    names = [str(case) for case in conformance.cases()]
    assert len(set(names)) == len(names) > 200
    assert (conformance.PACK / "types.yaml").is_file()
    assert conformance.types().keys() == conformance.VIEWS["autumn"].keys()


def test_pack_when_written_anew_is_as_it_was() -> None:
    files = conformance.PACK.glob("*.yaml")
    assert texts() == {path: path.read_text() for path in files}


def test_kinds_when_joined_are_all_cases() -> None:
    kinds = [len(conformance.cases(kind)) for kind in ("written", "read", "refused")]
    assert all(kinds)
    assert sum(kinds) == len(conformance.cases())


def test_build_when_the_class_is_at_another_version_is_refused() -> None:
    plain = {"class": "Leaf", "version": "1.0", "fields": {}}
    with pytest.raises(DeclarationError, match=r"found version 1\.0, expected 1\.1"):
        conformance.build(conformance.VIEWS["autumn"], plain)
