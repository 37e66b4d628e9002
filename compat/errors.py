"""The errors of projects and of their manifests."""

from __future__ import annotations

from vobjects import DeclarationError, VObjectError


class ProjectError(DeclarationError):
    """A project that cannot be found, loaded or used."""


class ManifestError(VObjectError):
    """A manifest that cannot be read.

    ``path`` is where in the file, such as ``$.objects.Item.fields.count``.
    """

    def __init__(self, *, file: str, path: str, found: str, expected: str, remedy: str) -> None:
        self.file, self.path, self.found = file, path, found
        self.expected, self.remedy = expected, remedy
        super().__init__(f"{file}: {path}: found {found}, expected {expected}; {remedy}")
