"""The project that a command is about: named, imported and checked."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, Final

from compat.errors import ProjectError
from compat.project._project import Project
from compat.project._pyproject import find_setting
from vobjects._names import did_you_mean
from vobjects._repr import brief, shown

BUILT_IN: Final = MappingProxyType(
    {"demo": "compat.cloud.project:PROJECT", "nova": "compat.nova:PROJECT"}
)
"""Projects that come with Pinrail, by name."""
_REFERENCE: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*")


@dataclasses.dataclass(frozen=True)
class LoadedProject:
    """A project, the folder where its manifests are, and how it is checked."""

    project: Project
    folder: Path
    check: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """The table ``[tool.pinrail.check]`` of its pyproject.toml; empty if there is none."""


def load(reference: str | None, start: Path) -> LoadedProject:
    """Return a project.

    Args:
        reference: ``MODULE:NAME``, or the name of a project that is built in. Without it the
            nearest pyproject.toml says it.
        start: the folder to start from, upwards. Modules are imported from the folder of the
            pyproject.toml, or from this one if there is none.

    Raises:
        ProjectError: no project is named, or what is named cannot be imported or is no project.
    """
    setting = find_setting(start) if reference is None else None
    if setting is not None:
        where = f"{setting.file} [tool.pinrail]"
        found = _load(setting.reference, where, setting.file.parent)
        return dataclasses.replace(found, check=setting.check)
    if reference is None:
        raise ProjectError(
            where=str(start),
            found="no pyproject.toml with [tool.pinrail] here or above",
            expected='[tool.pinrail] with project = "MODULE:NAME"',
            remedy=f"add it, or pass --project MODULE:NAME or one of {', '.join(BUILT_IN)}",
        )
    return _load(reference, "--project", start)


def _load(reference: str, where: str, root: Path) -> LoadedProject:
    name = BUILT_IN.get(reference, reference)
    if not _REFERENCE.fullmatch(name):
        raise ProjectError(
            where=where,
            found=brief(reference),
            expected=f"MODULE:NAME such as shop.upgrade:PROJECT, or one of {', '.join(BUILT_IN)}",
            remedy=f"{did_you_mean(reference, BUILT_IN)}name the module and the variable in it",
        )
    module_name, _, attribute = name.partition(":")
    module = _import(module_name, where, root)
    project = _attribute(module, attribute, where)
    return LoadedProject(project, Path(str(module.__file__)).parent / project.manifests)


def _import(name: str, where: str, root: Path) -> ModuleType:
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise _broken(name, error, where, root) from error
        raise _missing(name, error.name, where, root) from error
    except (Exception, SystemExit) as error:  # the module of a user may raise anything
        raise _broken(name, error, where, root) from error


def _missing(name: str, missing: str, where: str, root: Path) -> ProjectError:
    parent = sys.modules.get(missing.rpartition(".")[0])
    places = [str(root)] if parent is None else list(getattr(parent, "__path__", []))
    prefix = "" if parent is None else f"{parent.__name__}."
    names = [prefix + found.name for found in pkgutil.iter_modules(places)]
    return ProjectError(
        where=where,
        found=f"the module {name!r}, and no module {missing!r}",
        expected=f"a module that can be imported from {root}",
        remedy=f"{did_you_mean(missing, names)}correct the name, or install the package",
    )


def _broken(name: str, error: BaseException, where: str, root: Path) -> ProjectError:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(root)]
    last = (own or frames)[-1]
    return ProjectError(
        where=where,
        found=f"the module {name!r}, which raises {type(error).__name__}: {error} "
        f"({last.filename}, line {last.lineno})",
        expected="a module that can be imported",
        remedy=f"correct it: python -c 'import {name}' shows the whole traceback",
    )


def _attribute(module: ModuleType, name: str, where: str) -> Project:
    found = getattr(module, name, None)
    if isinstance(found, Project):
        return found
    projects = [key for key, value in vars(module).items() if isinstance(value, Project)]
    has = f"{name} = {shown(found)}" if hasattr(module, name) else f"no {name!r}"
    raise ProjectError(
        where=where,
        found=f"{has} in the module {module.__name__!r}",
        expected="a compat.Project" + (f", such as {', '.join(projects)}" if projects else ""),
        remedy=f"{did_you_mean(name, projects)}name the variable that holds the project",
    )
