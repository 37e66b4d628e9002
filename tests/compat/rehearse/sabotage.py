"""Ways to break the product on purpose, to prove that a rehearsal notices."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

import pytest

from compat.rehearse import Plan
from vobjects import catalog
from vobjects._declare.changes import Added, Change, Entry, History
from vobjects._plan.lineage import Lineage
from vobjects._release.recent import Recent
from vobjects._release.registry import VIEWS
from vobjects.catalog import NOVA


def first_steps(plan: Plan, count: int) -> Plan:
    """The beginning of a plan, which is a plan too."""
    return dataclasses.replace(plan, steps=plan.steps[:count])


def alter_added(
    monkeypatch: pytest.MonkeyPatch, name: str, field: str, alter: Callable[[Added], Added]
) -> None:
    """Replace one ``added`` in the history of a catalog class, for all views made from now on."""
    lineage = NOVA.lineage(name)

    def change(found: Change) -> Change:
        return alter(found) if isinstance(found, Added) and found.field == field else found

    entries = tuple(_altered(entry, change) for entry in lineage.history.entries)
    assert entries != lineage.history.entries, f"{name} has no added({field!r})"
    altered: dict[str, Any] = dict(NOVA._lineages)
    altered[name] = Lineage(name, History(entries), lineage.schemas)
    monkeypatch.setattr(NOVA, "_lineages", altered)
    monkeypatch.setattr(NOVA, "_views", Recent(VIEWS))
    monkeypatch.setattr(catalog, "at", functools.cache(catalog.at.__wrapped__))


def _altered(entry: Entry, change: Callable[[Change], Change]) -> Entry:
    return dataclasses.replace(entry, changes=tuple(map(change, entry.changes)))
