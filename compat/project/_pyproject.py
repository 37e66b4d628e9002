"""``[tool.pinrail]`` of the pyproject.toml that is found upwards from a folder."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compat.errors import ProjectError
from vobjects._names import did_you_mean
from vobjects._repr import shown

_KEYS = ("project", "check")


@dataclasses.dataclass(frozen=True)
class Setting:
    """Which project a pyproject.toml names, the file, and how the project is checked."""

    reference: str
    file: Path
    check: Mapping[str, Any]
    """The table ``[tool.pinrail.check]``; ``compat.check`` knows its keys."""


def find_setting(start: Path) -> Setting | None:
    """Return the setting of the nearest pyproject.toml that has ``[tool.pinrail]``.

    Raises:
        ProjectError: a pyproject.toml on the way cannot be read, or its setting is wrong.
    """
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        table = _table(file) if file.is_file() else None
        if table is not None:
            return Setting(_reference(table, file), file, _check(table, file))
    return None


def _table(file: Path) -> Any:
    try:
        tool = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError) as error:
        raise ProjectError(
            where=str(file),
            found=f"a file that cannot be read: {error}",
            expected="TOML in UTF-8",
            remedy="correct the file, or name the project with --project MODULE:NAME",
        ) from error
    return tool.get("pinrail") if isinstance(tool, dict) else None


def _reference(table: Any, file: Path) -> str:
    where = f"{file} [tool.pinrail]"
    unknown = [key for key in table if key not in _KEYS] if isinstance(table, dict) else []
    if unknown:
        raise ProjectError(
            where=where,
            found=f"the key {unknown[0]!r}",
            expected=f"one of {', '.join(_KEYS)}",
            remedy=f"{did_you_mean(unknown[0], _KEYS)}correct the key, or take it off",
        )
    found = table.get("project") if isinstance(table, dict) else table
    if not isinstance(found, str):
        raise ProjectError(
            where=where,
            found=f"project = {shown(found)}",
            expected='text, such as project = "shop.upgrade:PROJECT"',
            remedy="name the module and the variable that hold the project",
        )
    return found


def _check(table: Any, file: Path) -> Mapping[str, Any]:
    found = table.get("check", {})
    if not isinstance(found, dict):
        raise ProjectError(
            where=f"{file} [tool.pinrail]",
            found=f"check = {shown(found)}",
            expected="the table [tool.pinrail.check]",
            remedy="write its keys below [tool.pinrail.check]",
        )
    return found
