"""Manifests as files: read back strictly."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compat import ManifestError
from compat.cloud.project import PROJECT as DEMO
from compat.manifest import Manifest, _yaml, differences, file_of, generate, parse, read, text
from compat.nova import PROJECT as NOVA
from compat.project import load
from tests.compat.shop.upgrade import PROJECT

AUTUMN = generate(PROJECT, "autumn")
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def refused(raw: bytes) -> ManifestError:
    with pytest.raises(ManifestError) as caught:
        parse(raw, "autumn.yaml")
    assert caught.value.file == "autumn.yaml"
    return caught.value


def test_manifests_when_the_demo_is_recorded_are_those_of_the_code() -> None:
    folder = load("demo", Path.cwd()).folder

    assert list(differences(DEMO, folder, DEMO.releases)) == []
    for release in DEMO.releases:
        assert read(file_of(folder, release)) == generate(DEMO, release)


@pytest.mark.parametrize("release", ["icehouse", "train", "gazpacho"])
def test_text_when_read_back_is_the_same_manifest(release: str) -> None:
    manifest = generate(NOVA, release)

    back = parse(text(manifest).encode(), "x")

    assert (back, back.content) == (manifest, manifest.content)
    assert text(back) == text(manifest)


@settings(deadline=None)
@example("\x85", ["\x85", "\u2028", "é", "yes", "1.10", " "])
@given(PLAIN, st.lists(st.text(), min_size=1, max_size=3))
def test_text_when_it_has_any_default_and_values_is_read_back(default: Any, values: Any) -> None:
    field = {"type": "str", "values": values, "default": default}
    manifest = Manifest("p", "r", {}, {"A": {"version": "1.0", "fields": {"x": field}}})

    assert parse(text(manifest).encode(), "x") == manifest


Change = Callable[[dict[str, Any]], object]
WRONG: list[tuple[Change, str, str, str]] = [
    (lambda m: m.clear(), "$.format", "nothing", "a value"),
    (lambda m: m.update(format=1), "$.format", "int 1", "2"),
    (lambda m: m.update(format=True), "$.format", "bool True", "2"),
    (lambda m: m.update(objcts={}), "$", "the key 'objcts'", "one of format"),
    (lambda m: cast(Any, m).update({1: {}}), "$", "the key 1", "one of format"),
    (lambda m: m.update(release=""), "$.release", "str ''", "text"),
    (lambda m: m.update(release="x" * 5000), "$.release", "str", "text"),
    (lambda m: m.update(content="md5:1"), "$.content", "str 'md5:1'", "sha256: and 64"),
    (lambda m: m.update(content=None), "$.content", "nothing", "sha256: and 64"),
    (lambda m: m.update(objects=[]), "$.objects", "list []", "a map"),
    (lambda m: m["objects"].update({"a b": {}}), "$.objects", "the key 'a b'", "of an object"),
    (lambda m: m["objects"].update({3: {}}), "$.objects", "the key 3", "of an object"),
    (lambda m: fields(m).update({"": {}}), "$.objects.Order.fields", "''", "of a field"),
    (lambda m: fields(m).update(id=None), "$.objects.Order.fields.id", "nothing", "a map"),
    (lambda m: fields(m)["id"].pop("type"), "$.objects.Order.fields.id.type", "nothing", "value"),
    (
        lambda m: fields(m)["id"].update(read_only=False),
        "$.objects.Order.fields.id.read_only",
        "bool False",
        "true, or no such key",
    ),
    (
        lambda m: fields(m)["note"].update(default=2**64),
        "$.objects.Order.fields.note.default",
        "int",
        "of 64 bits",
    ),
    (
        lambda m: fields(m)["note"].update(default=float("nan")),
        "$.objects.Order.fields.note.default",
        "float nan",
        "finite",
    ),
    (
        lambda m: fields(m)["note"].update(default={1: 2}),
        "$.objects.Order.fields.note.default",
        "dict",
        "map",
    ),
    (
        lambda m: fields(m)["size"].update(values=[]),
        "$.objects.Order.fields.size.values",
        "list []",
        "a list of texts",
    ),
    (
        lambda m: fields(m)["dishes"]["children"].update(Dish=1.1),
        "$.objects.Order.fields.dishes.children.Dish",
        "float 1.1",
        "a version in quotes",
    ),
    (
        lambda m: m["interfaces"]["OrderAPI"]["methods"]["place"].update(style="shout"),
        "$.interfaces.OrderAPI.methods.place.style",
        "str 'shout'",
        "call or cast",
    ),
    (
        lambda m: m["objects"]["Dish"].update(version="1.9"),
        "$.content",
        "sha256:",
        "the hash of what is in the file",
    ),
]


def fields(manifest: dict[str, Any]) -> Any:
    return manifest["objects"]["Order"]["fields"]


@pytest.mark.parametrize(("change", "path", "found", "expected"), WRONG)
def test_manifest_when_a_part_is_wrong_is_refused_with_its_path(
    change: Change, path: str, found: str, expected: str
) -> None:
    data = copy.deepcopy(AUTUMN.as_dict())
    change(data)

    error = refused(yaml.safe_dump(data).encode())

    assert error.path == path
    assert found in error.found
    assert expected in error.expected


def test_manifest_when_a_key_is_misspelt_is_offered_the_nearest() -> None:
    raw = text(AUTUMN).replace("  version: '1.2'", "  verison: '1.2'").encode()

    assert "did you mean 'version'?" in refused(raw).remedy


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"\xff", "no YAML that can be read"),
        (b"a: [", "no YAML that can be read"),
        (b"a: !!python/object/apply:os.getcwd []", "no YAML that can be read"),
        (b"a: 2001-99-99", "no YAML that can be read"),
        (b"a: &x [1]\nb: *x", "the alias *x"),
        (b"a: 1\na: 2", "the key 'a' twice"),
        (b"[" * 40, "more than 32 maps and lists"),
    ],
)
def test_manifest_when_its_yaml_is_unfit_is_refused(raw: bytes, found: str) -> None:
    assert found in refused(raw).found


def test_manifest_when_a_key_is_a_list_is_refused() -> None:
    assert "no YAML" in refused(b"? [1]\n: 2").found


def test_manifest_when_too_large_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(_yaml, "LIMIT", 100)
    file = tmp_path / "autumn.yaml"
    file.write_text(text(AUTUMN))

    with pytest.raises(ManifestError, match="more than 100 bytes"):
        read(file)


def test_manifest_when_there_is_no_file_names_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="none so far"):
        read(tmp_path / "summer.yaml")
    (tmp_path / "summer.yaml").write_text(text(AUTUMN))

    with pytest.raises(ManifestError, match="did you mean 'summer'"):
        read(tmp_path / "sumer.yaml")
