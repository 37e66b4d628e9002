"""Nothing but `compat` and the catalogs has a name of Nova's: of a release, a binary or a topic."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

import rpc.catalog
import vobjects.catalog

ROOT = Path(__file__).parents[1]
LIBRARY = ("vobjects", "rpc")
ELSEWHERE = {"catalog"}
"""Folders of these packages that are Nova's."""

RELEASES = {*vobjects.catalog.releases(), *rpc.catalog.releases()}
BINARIES = set(rpc.catalog.BINARIES.values())
TOPICS = {interface.LINEAGE.topic for interface in rpc.catalog.INTERFACES}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
QUOTED = re.compile(r"[\"'`]([a-z_]+)[\"'`.]")
SOURCES = [
    file.relative_to(ROOT).as_posix()
    for package in LIBRARY
    for file in sorted((ROOT / package).rglob("*.py"))
    if not ELSEWHERE & set(file.relative_to(ROOT).parts)
]


def names_of_nova(source: str) -> Iterator[str]:
    """Yield each name of Nova's in a source, with its line.

    A release or a binary is found anywhere: in identifiers, texts and comments. A topic is an
    English word as well, so it is found where it is a whole identifier or stands in quotes.
    """
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        words = {word.lower() for word in WORD.findall(token.string)}
        found = words & {"nova", *RELEASES} | {name for name in BINARIES if name in token.string}
        found |= TOPICS & {token.string, *QUOTED.findall(token.string)}
        yield from (f"line {token.start[0]}: {name}" for name in sorted(found))


@pytest.mark.parametrize("file", SOURCES)
def test_source_when_neither_compat_nor_a_catalog_has_no_name_of_nova(file: str) -> None:
    assert list(names_of_nova((ROOT / file).read_text())) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("kilo = 1", "kilo"),
        ("at_juno = 1", "juno"),
        ("class JunoView: pass", "juno"),
        ('x = {"1.3-kilo": 1}', "kilo"),
        ('"""Such as ``icehouse``."""', "icehouse"),
        ("x = 1  # as in Train", "train"),
        ('x = f"{y} of yoga"', "yoga"),
        ("class NovaObject: pass", "nova"),
        ('"""The process, such as ``nova-compute@host1``."""', "nova-compute"),
        ('topic = "conductor"', "conductor"),
        ('"""Such as ``{"scheduler": 1}``."""', "scheduler"),
        ("def compute(): pass", "compute"),
    ],
)
def test_name_of_nova_when_written_is_found(source: str, name: str) -> None:
    assert f"line 1: {name}" in list(names_of_nova(source))


@pytest.mark.parametrize(
    "source", ["x = IPv4Network()", '"""An address or a network."""', "# Compute the graph anew."]
)
def test_word_of_english_when_written_is_no_name_of_nova(source: str) -> None:
    assert list(names_of_nova(source)) == []
