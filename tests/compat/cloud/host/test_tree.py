"""Trees: a recording and the same files on a disk are read alike."""

from pathlib import Path

import pytest

from compat.cloud.host import DirectoryTree, RecordedTree, read_host
from tests.compat.cloud.hosts import NAMES, files, recorded, write

_PATHS = {"a/b": "1", "a/c/d": "2", "ab/x": "3", "top": "4"}


@pytest.mark.parametrize("name", NAMES)
def test_directory_when_it_is_written_from_a_recording_then_it_gives_the_same_facts(
    name: str, tmp_path: Path
) -> None:
    write(files(name), tmp_path)

    assert read_host(DirectoryTree(tmp_path)) == read_host(recorded(name))


@pytest.mark.parametrize("name", NAMES)
def test_directory_when_it_is_written_from_a_recording_then_every_file_reads_the_same(
    name: str, tmp_path: Path
) -> None:
    write(files(name), tmp_path)
    tree = DirectoryTree(tmp_path)

    assert {path: tree.read(path) for path in files(name)} == files(name)


@pytest.fixture(params=["recorded", "directory"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> RecordedTree | DirectoryTree:
    if request.param == "recorded":
        return RecordedTree(_PATHS)
    write(_PATHS, tmp_path)
    return DirectoryTree(tmp_path)


def test_read_when_there_is_no_such_file_then_none(tree: RecordedTree | DirectoryTree) -> None:
    assert tree.read("a/none") is None
    assert tree.read("none/b") is None
    assert tree.read("top/none") is None


def test_names_when_a_folder_has_files_and_folders_then_both_sorted(
    tree: RecordedTree | DirectoryTree,
) -> None:
    assert tree.names("a") == ("b", "c")


def test_names_when_another_folder_begins_alike_then_it_is_not_mixed_in(
    tree: RecordedTree | DirectoryTree,
) -> None:
    assert tree.names("ab") == ("x",)


def test_names_when_there_is_no_such_folder_then_none(tree: RecordedTree | DirectoryTree) -> None:
    assert tree.names("none") == ()
    assert tree.names("top") == ()


def test_read_when_a_file_is_a_link_then_the_name_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "physfn").symlink_to("../0000:18:00.0")

    assert DirectoryTree(tmp_path).read("physfn") == "0000:18:00.0"


def test_read_when_a_file_cannot_be_read_then_an_error_and_not_an_empty_host(
    tmp_path: Path,
) -> None:
    (tmp_path / "cpulist").mkdir()

    with pytest.raises(IsADirectoryError):
        DirectoryTree(tmp_path).read("cpulist")


def test_packaged_when_the_reference_host_is_asked_for_then_it_has_two_nodes() -> None:
    facts = read_host(RecordedTree.packaged("two_nodes"))

    assert [cell.id for cell in facts.cells] == [0, 1]


def test_packaged_when_there_is_no_such_host_then_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        RecordedTree.packaged("none")
