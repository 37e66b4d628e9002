"""The caches of packages, found by looking at all that their modules hold."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any


def caches(package: ModuleType) -> dict[str, int | None]:
    """By name, how many results each cache of a package keeps at most; None if there is no end."""
    return {
        f"{module.__name__}.{name}": value.cache_info().maxsize
        for module in _modules(package)
        for name, value in _values(module)
        if hasattr(value, "cache_info") and _made_in(value, module)
    }


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def _values(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, value in vars(module).items():
        yield name, value
        if isinstance(value, type) and value.__module__ == module.__name__:
            yield from ((f"{name}.{inner}", held) for inner, held in vars(value).items())


def _made_in(value: Any, module: ModuleType) -> bool:
    """Whether a cache is of the module, or of a function of a library that the module wraps."""
    owner = str(value.__module__)
    return owner == module.__name__ or owner.split(".")[0] not in ("vobjects", "rpc", "compat")
