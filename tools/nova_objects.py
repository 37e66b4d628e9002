#!/usr/bin/env python3
"""Tell of each class of the catalog which fields Nova can leave unset, and what tells two apart.

Usage: python -m tools.nova_objects FOLDER, where FOLDER is the package ``nova`` of any release.
Nova is read and not imported. docs/catalog.md has the rule.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from tools.nova_makers import Makers
from tools.nova_models import unique_columns
from tools.nova_source import Nova
from vobjects import catalog

DECIDED = Path(__file__).parents[1] / "tests" / "data" / "nova" / "decided.yaml"


class UndecidedError(Exception):
    """Nothing in Nova makes objects of a class, and nobody has decided."""


def absent_fields(nova: Nova, names: Iterable[str], decided: Any) -> dict[str, dict[str, str]]:
    """By class: the fields that may be absent where an object travels, and who leaves them unset.

    Args:
        nova: the source.
        names: the classes to tell of; those that Nova does not have are passed over.
        decided: what the source alone does not decide, as ``decided.yaml`` has it.

    Raises:
        UndecidedError: see there.
    """
    known = sorted(set(names) & nova.classes.keys())
    own = {name: _own(nova, name, decided) for name in known}
    return {
        name: _of_subclasses(nova, name, own) if reasons is None else reasons
        for name, reasons in own.items()
    }


def _own(nova: Nova, name: str, decided: Any) -> dict[str, str] | None:
    """The fields that the makers of a class leave unset; None if nothing makes its objects."""
    makers = Makers(nova, nova.classes[name], decided["also"].get(name, {}))
    kept = [maker for maker in makers if maker.place not in decided["left_out"]]
    reasons = makers.loaded_later()
    for maker in kept:
        for field in makers.all - maker.sets:
            reasons.setdefault(field, maker.place)
    is_told = kept or makers.all == makers.by_constructor() or name in decided["absent"]
    is_set = decided["set"].get(name, {})
    left = {field: reason for field, reason in reasons.items() if field not in is_set}
    return left | decided["absent"].get(name, {}) if is_told else None


def _of_subclasses(
    nova: Nova, name: str, found: Mapping[str, dict[str, str] | None]
) -> dict[str, str]:
    """The fields of a class that only its subclasses are made of, where these leave them unset."""
    below = [found[other] for other in found if name in nova.classes[other].bases]
    if not below:
        raise UndecidedError(f"nothing makes {name}: tell of it in {DECIDED.name}")
    fields = nova.classes[name].fields
    return {
        field: reason for one in below for field, reason in (one or {}).items() if field in fields
    }


def _by_reason(reasons: Mapping[str, str]) -> dict[str, str]:
    """The fields that have a reason in common, as one text."""
    return {
        reason: " ".join(sorted(field for field, why in reasons.items() if why == reason))
        for reason in sorted(set(reasons.values()))
    }


def facts(folder: Path) -> dict[str, Any]:
    """What the Nova in a folder says of the classes of the catalog, as ``objects.yaml`` has it."""
    nova = Nova(folder)
    names = catalog.at(catalog.releases()[-1])
    decided = yaml.safe_load(DECIDED.read_text())
    absent = absent_fields(nova, names, decided)
    unique = unique_columns(nova)
    return {
        "absent": {name: _by_reason(reasons) for name, reasons in absent.items()},
        "unique": {
            name: [" ".join(columns) for columns in unique[name]]
            for name in sorted(set(names) & unique.keys())
        },
    }


if __name__ == "__main__":
    print(yaml.safe_dump(facts(Path(sys.argv[1])), sort_keys=False, width=100), end="")
