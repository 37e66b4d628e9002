"""Code of plain oslo services, written to a folder and imported without a trace."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from oslo_versionedobjects import base

_HEAD = """
import oslo_messaging as messaging
from oslo_versionedobjects import base, fields

"""
_NUMBERS = itertools.count()


@contextlib.contextmanager
def empty_registry() -> Iterator[None]:
    """Leave the registry of o.vo as it was, and begin with an empty one."""
    registered = base.VersionedObjectRegistry.obj_classes()
    before = dict(registered)
    registered.clear()
    try:
        yield
    finally:
        registered.clear()
        registered.update(before)


def module(folder: Path, source: str) -> ModuleType:
    """Write a source with the imports of oslo before it, and import it under a name of its own."""
    name = f"service_{next(_NUMBERS)}"
    file = folder / f"{name}.py"
    file.write_text(_HEAD + textwrap.dedent(source))
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded
