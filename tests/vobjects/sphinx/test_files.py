"""Pages on the disk: what did not change stays, what is gone goes, what is not ours is safe."""

from pathlib import Path

import pytest

from vobjects import DeclarationError
from vobjects.sphinx._files import write


def _pages(folder: Path) -> dict[str, str]:
    """The text of each page below the mark."""
    return {f.stem: f.read_text().partition("\n\n")[2] for f in folder.glob("*.rst")}


def test_write_when_the_folder_is_new_then_it_is_made_with_the_pages(tmp_path: Path) -> None:
    folder = tmp_path / "reference" / "yard"
    write(folder, {"index": "All.\n", "Boat": "Böat.\n"})
    assert _pages(folder) == {"index": "All.\n", "Boat": "Böat.\n"}
    assert all(f.read_text().startswith(".. Written by vobjects.sphinx") for f in folder.iterdir())


def test_write_when_a_page_is_as_it_was_then_its_file_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"Boat": "One.\n", "Ferry": "One.\n"})
    for file in tmp_path.iterdir():
        file.chmod(0o444)
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    write(tmp_path, {"Boat": "One.\n", "Ferry": "One.\n"})
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before


def test_write_when_a_page_differs_then_it_is_written(tmp_path: Path) -> None:
    write(tmp_path, {"Boat": "One.\n"})
    write(tmp_path, {"Boat": "Two.\n"})
    assert _pages(tmp_path) == {"Boat": "Two.\n"}


def test_write_when_a_class_is_gone_then_its_page_goes(tmp_path: Path) -> None:
    (tmp_path / "guide.rst").write_text("By hand.\n\nAll of it.")
    write(tmp_path, {"Boat": "One.\n", "Ferry": "One.\n"})
    write(tmp_path, {"Boat": "One.\n"})
    assert _pages(tmp_path) == {"Boat": "One.\n", "guide": "All of it."}


def test_write_when_somebody_wrote_the_file_then_it_is_refused_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "Ferry.rst").write_text("By hand.")
    with pytest.raises(DeclarationError, match=r"Ferry\.rst: found a file that somebody wrote"):
        write(tmp_path, {"Boat": "One.\n", "Ferry": "One.\n"})
    assert [file.name for file in tmp_path.iterdir()] == ["Ferry.rst"]
    assert (tmp_path / "Ferry.rst").read_text() == "By hand."
