"""``GoldenMessages``: what is written now is compared with files of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vobjects import (
    DeclarationError,
    Registry,
    VersionedObject,
    View,
    VObjectError,
    added,
    history,
    initial,
    version,
)
from vobjects.testing import GoldenError, GoldenMessages, minimal


def _releases(**fields: Any) -> tuple[View, View]:
    """Two releases of a shop with the class Box, and Item with these fields beside its name."""
    shop = Registry("shop")
    entry = version("1.1", "Counts.", added("count", default=0, why="counts are kept"))
    annotations = {"name": str, "count": int, **fields}
    body = {"__annotations__": annotations, "HISTORY": history(initial("1.0"), entry)}
    shop.register(type("Item", (VersionedObject,), {"__module__": __name__, **body}))
    body = {"__annotations__": {"id": int}, "HISTORY": history(initial("1.0"))}
    shop.register(type("Box", (VersionedObject,), {"__module__": __name__, **body}))
    return shop.at({"Item": "1.0", "Box": "1.0"}, "spring"), shop.at({"Item": "1.1"}, "autumn")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that has what the shop writes."""
    folder = tmp_path / "golden"
    GoldenMessages(folder, *_releases()).write()
    return folder


def _failing(golden: GoldenMessages) -> dict[str, GoldenError]:
    failing = {}
    for check in golden.checks():
        try:
            check()
        except GoldenError as error:
            failing[str(check)] = error
    return failing


def test_golden_when_nothing_has_changed_holds(folder: Path) -> None:
    golden = GoldenMessages(folder, *_releases())
    assert [str(check) for check in golden.checks()] == [
        "Box of spring",
        "Item of spring",
        "Item of autumn",
    ]
    assert _failing(golden) == {}


def test_golden_when_written_again_is_the_same(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    GoldenMessages(folder, *_releases()).write()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert before.keys() == {"spring.yaml", "autumn.yaml"}


def test_golden_when_one_byte_of_a_message_differs_names_class_release_and_byte(
    folder: Path,
) -> None:
    golden = GoldenMessages(folder, *_releases())
    message = golden.stored("autumn")["Item"]["message"]
    path = folder / "autumn.yaml"
    path.write_text(path.read_text().replace(message.strip(), f"kg{message.strip()[2:]}"))
    error = _failing(GoldenMessages(folder, *_releases()))["Item of autumn"]
    assert (error.release, error.object, error.where) == (
        "autumn",
        "Item",
        "byte 0 of the message",
    )
    assert (error.found[:2], error.expected[:2]) == ("93", "92")
    assert "peers read what the file has" in str(error)
    assert isinstance(error, VObjectError)


def test_golden_when_a_field_has_another_type_names_the_class_in_each_release(
    folder: Path,
) -> None:
    failing = _failing(GoldenMessages(folder, *_releases(name=int)))
    assert failing.keys() == {"Item of spring", "Item of autumn"}
    assert "of the message" in failing["Item of spring"].where


def test_golden_when_a_primitive_differs_names_the_path(folder: Path) -> None:
    path = folder / "spring.yaml"
    path.write_text(path.read_text().replace('"shop"', '"shed"', 1))
    (error,) = _failing(GoldenMessages(folder, *_releases())).values()
    assert "of the primitive" in error.where
    assert (error.found, error.expected) == ("'shop'", "'shed'")


def test_golden_when_the_newest_release_reads_another_object_names_the_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spring, autumn = _releases()
    read = minimal(autumn, "Item", name="z", count=9)
    monkeypatch.setattr(autumn, "decode", lambda message, sender: read)
    failing = _failing(GoldenMessages(folder, spring, autumn))
    assert failing["Item of spring"].where == "$.count, $.name read by autumn"
    assert failing["Item of spring"].found == "Item 1.1(count=9, name='z')"


def test_golden_when_there_is_no_file_says_how_to_write_it(tmp_path: Path) -> None:
    failing = _failing(GoldenMessages(tmp_path, *_releases()))
    assert len(failing) == 3
    assert "found no such class, expected its message; run GoldenMessages.write()" in str(
        failing["Box of spring"]
    )


def test_golden_when_a_class_of_the_file_is_gone_names_it(folder: Path) -> None:
    spring, autumn = _releases()
    (folder / "autumn.yaml").rename(folder / "old.yaml")
    (folder / "spring.yaml").rename(folder / "autumn.yaml")
    (folder / "old.yaml").rename(folder / "spring.yaml")
    failing = _failing(GoldenMessages(folder, spring, autumn))
    assert "found a message, expected no such class" in str(failing["Box of autumn"])
    assert "keep the class at the version that autumn has" in str(failing["Box of autumn"])


def test_golden_when_a_view_has_no_label_or_that_of_another_is_refused(tmp_path: Path) -> None:
    spring, _ = _releases()
    for views in ([spring, spring], [spring.registry.at({"Item": "1.0"})]):
        with pytest.raises(DeclarationError, match="pass label= to at"):
            GoldenMessages(tmp_path, *views)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("Box: {primitive: '{}'}", "found {'primitive': '{}'}, expected message: base64"),
        ("Box: {message: YQ==, primitive: 7}", "expected message: base64, and primitive: JSON"),
        ("Box: 7", "found 7, expected message: base64"),
        ("Box: {message: YQ==, primitive: '{'}", "found what is neither: Expecting property name"),
        ("Box: {message: a, primitive: '{}'}", "found what is neither: Invalid base64"),
    ],
)
def test_golden_when_an_entry_is_damaged_says_so(folder: Path, entry: str, text: str) -> None:
    (folder / "spring.yaml").write_text(entry)

    failing = _failing(GoldenMessages(folder, *_releases()))

    assert text in str(failing["Box of spring"])
    assert failing["Box of spring"].remedy.startswith("run GoldenMessages.write()")


@pytest.mark.parametrize("damaged", [b"", b"[", b"7", b"7: {}", b"\xff\xfe"])
def test_golden_when_a_file_is_damaged_names_the_file(folder: Path, damaged: bytes) -> None:
    (folder / "spring.yaml").write_bytes(damaged)

    with pytest.raises(GoldenError, match=r"spring.yaml: found .* expected YAML with classes"):
        GoldenMessages(folder, *_releases()).checks()
