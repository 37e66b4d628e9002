"""A tree of small text files: a real ``/sys``, or a recording of one."""

from __future__ import annotations

import abc
import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path, PurePosixPath

import yaml


class Tree(abc.ABC):
    """What the host facts are read from."""

    @abc.abstractmethod
    def read(self, path: str) -> str | None:
        """The text of a file without its line end; of a link, the name it points to.

        None if there is no such file. What may not be read is an error, not an empty host.
        """

    @abc.abstractmethod
    def names(self, path: str) -> tuple[str, ...]:
        """The names in a folder, sorted; none if there is no such folder."""


class DirectoryTree(Tree):
    """Files under a root folder, such as ``/sys``."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> str | None:
        """The text of a file, or the last name of what a link points to."""
        file = self._root / path
        try:
            return (
                os.path.basename(os.readlink(file))
                if file.is_symlink()
                else file.read_text().strip()
            )
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, path: str) -> tuple[str, ...]:
        """The names in a folder."""
        try:
            return tuple(sorted(os.listdir(self._root / path)))
        except (FileNotFoundError, NotADirectoryError):
            return ()


class RecordedTree(Tree):
    """A recording: path to text."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = dict(files)

    @classmethod
    def packaged(cls, name: str) -> RecordedTree:
        """A recording that comes with the demo cloud."""
        text = resources.files("compat.cloud.host").joinpath("recorded", f"{name}.yaml").read_text()
        return cls(yaml.safe_load(text))

    def read(self, path: str) -> str | None:
        """The recorded text of a file."""
        return self._files.get(path)

    def names(self, path: str) -> tuple[str, ...]:
        """The recorded names in a folder."""
        depth = len(PurePosixPath(path).parts)
        inside = [PurePosixPath(file).parts for file in self._files if file.startswith(f"{path}/")]
        return tuple(sorted({parts[depth] for parts in inside}))
