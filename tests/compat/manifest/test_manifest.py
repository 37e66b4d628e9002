"""Manifests: releases as data, generated from the code."""

from __future__ import annotations

from compat.manifest import FOLDER, differences, manifest


def test_manifests_when_generated_are_those_in_the_repository() -> None:
    assert list(differences(FOLDER)) == []


def test_manifest_when_read_says_what_a_release_speaks() -> None:
    kilo = manifest("kilo")
    assert kilo["interfaces"]["CloudHostAPI"]["version"] == "1.2"
    resize = kilo["interfaces"]["CloudHostAPI"]["methods"]["resize_guest"]
    assert resize["arguments"]["clean_shutdown"] == "bool = True"
    assert kilo["objects"]["InstanceNUMACell"]["version"] == "1.2"
    assert kilo["objects"]["InstanceNUMACell"]["fields"]["pagesize"] == {"type": "int | None"}
    assert "x86_64" in kilo["objects"]["VirtCPUModel"]["fields"]["arch"]["values"]
    juno = manifest("juno")
    assert (
        "clean_shutdown"
        not in juno["interfaces"]["CloudHostAPI"]["methods"]["resize_guest"]["arguments"]
    )
    assert "NUMACell" not in juno["objects"]
