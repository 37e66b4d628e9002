"""All classes of a project against all of its recorded releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compat.foreign._declaration import Foreign
from compat.foreign._down import DownProbe
from compat.foreign._errors import as_text
from compat.foreign._facts import Fact, Harm
from compat.foreign._objects import describe_objects
from compat.foreign._up import UpProbe
from vobjects.version import Version


def probe(foreign: Foreign, recorded: Mapping[str, Mapping[str, Any]]) -> list[Fact]:
    """Return what happens to objects between the code and releases.

    Args:
        foreign: the code.
        recorded: by release, the objects of its manifest.
    """
    usual: dict[str, set[tuple[Harm, str]]] = {}
    code = describe_objects(foreign.classes)
    found = []
    for release, objects in recorded.items():
        for name in sorted(objects):
            for fact in _of_class(foreign, release, objects, name):
                same = code.get(name, {}).get("fields", {}).get(fact.field)
                if same is not None and same == objects[name]["fields"].get(fact.field):
                    if name not in usual:
                        usual[name] = _own(foreign, code, name)
                    if (fact.harm, fact.field) in usual[name]:
                        continue
                found.append(fact)
    return found


def _own(foreign: Foreign, code: Mapping[str, Any], name: str) -> set[tuple[Harm, str]]:
    """What happens when the code reads what it sends itself: it is of no change."""
    return {(fact.harm, fact.field) for fact in UpProbe(foreign, "", code, name).facts()}


def _of_class(
    foreign: Foreign, release: str, objects: Mapping[str, Any], name: str
) -> Iterator[Fact]:
    version = objects[name]["version"]
    cls = foreign.classes.get(name)
    if cls is None:
        yield Fact(Harm.NO_CLASS, name, "", release, version, None)
        return
    if "unmade" in objects[name]:  # nobody reads it, as of a notification
        return
    try:
        cls()
    except Exception as error:  # of the class, which nobody can make without arguments then
        yield Fact(Harm.RAISES, name, "", release, None, as_text(error))
        return
    if Version.named(str(cls.VERSION)).accepts(Version.named(version)):
        yield from DownProbe(foreign, cls, release, objects).facts()
    yield from UpProbe(foreign, release, objects, name).facts()
