"""What the catalog sends to an older release is what that release expects, and a Nova reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, reject

from tests.interop.alike import read, written
from tests.interop.nova_release import BLANK, READER, REAL, VIEW
from tests.interop.samples import fitting, for_nova
from tests.support.nova_schema import expected_by
from tests.support.pairs import law
from vobjects import View, VObjectError, catalog
from vobjects.testing import objects

OTHER_MAJOR = {"Instance", "InstanceList"}
"""Classes with releases whose major version no Nova of today reads."""


def _older() -> list[Any]:
    """Each class at each release where it, or what stands in it, is at another version."""
    found: list[Any] = []
    before: dict[str, Any] = {}
    for release in catalog.releases()[:-1]:
        view = catalog.at(release)
        for name in sorted(view.keys() & REAL.keys()):
            now = {below: view.manifest[below] for below in view.reachable(name)}
            if before.get(name) != now:
                found.append(pytest.param(view, name, id=f"{name} {release}"))
            before[name] = now
    return found


@pytest.mark.parametrize(("view", "name"), _older())
def test_object_when_it_goes_to_an_older_release_then_that_expects_it_and_nova_reads_it(
    view: View, name: str
) -> None:
    @law(1 if name == "InstanceList" else 3)
    @given(objects(view, name))
    def holds(old: Any) -> None:
        try:
            new: Any = VIEW.adopt(for_nova(fitting(old, VIEW)))
            primitive = json.loads(json.dumps(VIEW.to_primitive(new, at=view)))
        except VObjectError:  # a value that one of the two cannot hold
            reject()
        expected_by(view, primitive)
        if _is_read(view, name):
            theirs = READER.obj_from_primitive(primitive)
            assert theirs.VERSION == view[name].VERSION
            assert read(theirs) == _known(written(view.from_primitive(primitive), BLANK))

    holds()


def _is_read(view: View, name: str) -> bool:
    return all(
        view[below].VERSION.split(".")[0] == VIEW[below].VERSION.split(".")[0]
        for below in view.reachable(name) & OTHER_MAJOR
    )


def _known(plain: Any) -> Any:
    """Without the one field that Nova does not have any more, which it passes over."""
    name, values, changes = plain
    if name == "InstanceGroup":
        values.pop("metadetails", None)
        changes = [change for change in changes if change != "metadetails"]
    return [name, values, changes]
