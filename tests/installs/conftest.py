"""Fixtures of the tests that install packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installs.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of this project."""
    return Project(tmp_path / "project")
