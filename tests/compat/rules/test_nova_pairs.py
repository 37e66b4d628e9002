"""Every rule over pairs of Nova's releases finds as much as is kept, and nothing else."""

from __future__ import annotations

import itertools

import pytest

from compat.manifest import Manifest, generate
from compat.nova import PROJECT as NOVA
from tests.compat.rules.nova_pairs import counts, kept


@pytest.fixture(scope="module")
def manifests() -> dict[str, Manifest]:
    return {release: generate(NOVA, release) for release in NOVA.releases}


def must_be_kept(manifests: dict[str, Manifest], older: str, newer: str) -> None:
    pair = f"{older} {newer}"
    expected = {rule: each[pair] for rule, each in kept().items() if pair in each}

    assert counts(manifests[older], manifests[newer]) == expected


def test_rules_when_run_on_neighbours_of_nova_find_what_is_kept(
    manifests: dict[str, Manifest],
) -> None:
    for older, newer in itertools.pairwise(NOVA.releases):
        must_be_kept(manifests, older, newer)


@pytest.mark.long
def test_rules_when_run_on_all_pairs_of_nova_find_what_is_kept(
    manifests: dict[str, Manifest],
) -> None:
    for older, newer in itertools.combinations(NOVA.releases, 2):
        must_be_kept(manifests, older, newer)
